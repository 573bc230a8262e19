/**
 * Which heads of which document a relay said it has on disk, kept across restarts, so that "on relay" can
 * be said offline and is never said without an acknowledgement. Forgotten when a relay's store changes. Rows:
 *
 *   ack/relay      relayId, UTF-8: whose acknowledgements these are
 *   ack/<doc16>    enc([day, digest16])    the day it was said, since 1970; the heads (protocol/relay/resume.ts)
 */
import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '../../base/bytes.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, tuple, uint } from '../../protocol/codec/shape.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { createRowWriter, readRows } from '../documents/index.ts'
import type { Ports } from '../ports.ts'

export interface Acknowledgements {
  /** Starts over when `relayId` is another than the one remembered. */
  useRelay(relayId: string): void
  /** `digest`: of the heads (protocol/relay/resume.ts). True when it is news. */
  note(doc: DocId, digest: string): boolean
  isAcknowledged(doc: DocId, digest: string): boolean
}

const prefix = 'ack/'
const relayName = 'relay'
/** The newest. */
const mostKept = 50_000
const dayMs = 86_400_000
const shape = tuple<[number, Uint8Array]>(uint(), bytesOf(16))

interface Kept {
  readonly doc: DocId
  readonly day: number
  readonly digest: string
}

export const loadAcknowledgements = async (
  { rows, clock }: Pick<Ports, 'rows' | 'clock'>,
  most = mostKept,
): Promise<Acknowledgements> => {
  const loaded = await load(rows)
  const writer = createRowWriter(rows)
  /** Oldest first. */
  const known = new Map(loaded.kept.toSorted((a, b) => a.day - b.day).map(({ doc, digest }) => [doc, digest]))
  let relay = loaded.relay

  const forget = (doc: DocId): void => {
    known.delete(doc)
    writer.put(prefix + doc, null)
  }
  return {
    useRelay(relayId) {
      if (relayId === relay) return
      // Put together, so written together: one relay's word never passes for another's.
      for (const doc of known.keys()) forget(doc)
      relay = relayId
      writer.put(prefix + relayName, utf8ToBytes(relayId))
    },
    note(doc, digest) {
      if (known.get(doc) === digest) return false
      known.delete(doc)
      known.set(doc, digest)
      // A mark that is not written is sent and acknowledged again: nothing depends on it being there.
      const day = Math.max(0, Math.floor(clock.nowMs() / dayMs))
      writer.put(prefix + doc, enc([day, hexToBytes(digest) ?? new Uint8Array(16)]))
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) forget(oldest)
      return true
    },
    isAcknowledged: (doc, digest) => known.get(doc) === digest,
  }
}

const load = async (
  rows: Ports['rows'],
): Promise<{ readonly relay: string; readonly kept: readonly Kept[] }> => {
  const found = await readRows(rows, prefix)
  if (!found.ok) return { relay: '', kept: [] }
  const kept = [...found.value].flatMap(([doc, bytes]) => {
    const parsed = doc === relayName ? null : decAs(shape, bytes, 'acknowledgement', 64)
    return parsed?.ok === true ? [{ doc, day: parsed.value[0], digest: bytesToHex(parsed.value[1]) }] : []
  })
  return { relay: bytesToUtf8(found.value.get(relayName) ?? new Uint8Array()) ?? '', kept }
}
