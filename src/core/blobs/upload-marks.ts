/**
 * Which blobs the relay said it has whole, and what it was last told that each document claims; kept across
 * restarts, and forgotten when the relay's store changes. All of it can be asked for again.
 *
 *   blobs-on-relay   relayId16 ‖ (first 16 bytes of a digest) …
 *   blob-claims      enc([relayId, [[docId, claimed32] …]])      claimed: SHA-256 over the digests, sorted
 */
import { bytesToHex, concatBytes, equalBytes, hexToBytes } from '../../base/bytes.ts'
import type { Clock } from '../../base/clock.ts'
import type { BlobDigest } from '../../protocol/blobs/cid.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, list, text, tuple } from '../../protocol/codec/shape.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { ValueStorage } from '../ports.ts'

export interface UploadMarks {
  /** Starts over when `relayId` (hex of 16 bytes) is another than the one remembered. */
  useRelay(relayId: string): void
  has(digest: BlobDigest): boolean
  note(digests: readonly BlobDigest[]): void
  forget(digests: readonly BlobDigest[]): void
  /** Drops every other mark: a relay sweeps what nothing refers to any more. */
  keepOnly(digests: readonly BlobDigest[]): void
  isClaimed(doc: DocId, claimed: Uint8Array): boolean
  noteClaim(doc: DocId, claimed: Uint8Array): void
  close(): void
}

const marksKey = 'blobs-on-relay'
const claimsKey = 'blob-claims'
const markBytes = 16
const saveAfterMs = 1_000
const claimsShape = tuple<[string, readonly (readonly [string, Uint8Array])[]]>(
  text(64),
  list(tuple<[string, Uint8Array]>(text(64), bytesOf(32)), 10_000),
)

export const loadUploadMarks = async (values: ValueStorage, clock: Clock): Promise<UploadMarks> => {
  const stored = await Promise.all([values.get(marksKey), values.get(claimsKey)])
  const [storedMarks, storedClaims] = stored.map(value => (value.ok ? value.value : null))
  let { relay, marks } = parseMarks(storedMarks ?? null)
  let claims = parseClaims(storedClaims ?? null, relay)
  let cancelSave: (() => void) | null = null

  // A mark that is not written is asked for again: nothing depends on it being there.
  const save = (): void => {
    cancelSave = null
    void values.set(
      marksKey,
      concatBytes(hexToBytes(relay) ?? new Uint8Array(markBytes), ...[...marks].map(markToBytes)),
    )
    void values.set(claimsKey, enc([relay, [...claims].map(([doc, claimed]) => [doc, claimed])]))
  }
  const saveSoon = (): void => {
    cancelSave ??= clock.after(saveAfterMs, save)
  }

  return {
    useRelay(relayId) {
      if (relayId === relay) return
      relay = relayId
      marks = new Set()
      claims = new Map()
      saveSoon()
    },
    has: digest => marks.has(markOf(digest)),
    note(digests) {
      const before = marks.size
      for (const digest of digests) marks.add(markOf(digest))
      if (marks.size !== before) saveSoon()
    },
    forget(digests) {
      const forgotten = digests.filter(digest => marks.delete(markOf(digest)))
      if (forgotten.length > 0) saveSoon()
    },
    keepOnly(digests) {
      const kept = new Set(digests.map(markOf).filter(mark => marks.has(mark)))
      if (kept.size === marks.size) return
      marks = kept
      saveSoon()
    },
    isClaimed(doc, claimed) {
      const known = claims.get(doc)
      return known !== undefined && equalBytes(known, claimed)
    },
    noteClaim(doc, claimed) {
      claims.set(doc, claimed)
      saveSoon()
    },
    close() {
      if (cancelSave === null) return
      cancelSave()
      save()
    },
  }
}

const markOf = (digest: BlobDigest): string => bytesToHex(digest.subarray(0, markBytes))

const markToBytes = (mark: string): Uint8Array => hexToBytes(mark) ?? new Uint8Array(markBytes)

const parseMarks = (bytes: Uint8Array | null): { readonly relay: string; readonly marks: Set<string> } => {
  if (bytes === null || bytes.length < markBytes || bytes.length % markBytes !== 0)
    return { relay: '', marks: new Set() }
  const marks = new Set<string>()
  for (let at = markBytes; at < bytes.length; at += markBytes)
    marks.add(bytesToHex(bytes.subarray(at, at + markBytes)))
  return { relay: bytesToHex(bytes.subarray(0, markBytes)), marks }
}

const parseClaims = (bytes: Uint8Array | null, relay: string): Map<DocId, Uint8Array> => {
  const parsed = bytes === null ? null : decAs(claimsShape, bytes, 'blob-claims')
  return new Map(parsed?.ok === true && parsed.value[0] === relay ? parsed.value[1] : [])
}
