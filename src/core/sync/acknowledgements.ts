/**
 * Which heads of which document a relay said it has on disk, kept across restarts, so that "on relay" can
 * be said offline and is never said without an acknowledgement. Forgotten when a relay's store changes.
 *
 *   enc([relayId, [[docId, [headHash …]] …]])
 */
import { enc } from '../../protocol/codec/cbor.ts'
import { decAs, list, text, tuple } from '../../protocol/codec/shape.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { ValueStorage } from '../ports.ts'

export interface Acknowledgements {
  /** Starts over when `relayId` is another than the one remembered. */
  useRelay(relayId: string): void
  note(doc: DocId, heads: readonly ChangeHash[]): void
  isAcknowledged(doc: DocId, heads: readonly ChangeHash[]): boolean
  clear(): Promise<void>
}

const key = 'acknowledged'
/** The newest; about 100 bytes each. */
const mostKept = 5_000
const shape = tuple<[string, readonly (readonly [string, readonly string[]])[]]>(
  text(64),
  list(tuple<[string, readonly string[]]>(text(64), list(text(64), 64)), 100_000),
)

export const loadAcknowledgements = async (values: ValueStorage): Promise<Acknowledgements> => {
  const stored = await values.get(key)
  const parsed = stored.ok && stored.value !== null ? decAs(shape, stored.value, 'acknowledgements') : null
  let relay = parsed?.ok === true ? parsed.value[0] : ''
  const known = new Map<DocId, readonly ChangeHash[]>(parsed?.ok === true ? parsed.value[1] : [])
  let lastSave: Promise<unknown> = Promise.resolve()
  let isSaveDue = false
  /** What comes while one save is under way is saved once, together. */
  const save = (): void => {
    if (isSaveDue) return
    isSaveDue = true
    // A mark that is not written is sent and acknowledged again: nothing depends on it being there.
    lastSave = lastSave.then(() => {
      isSaveDue = false
      return values.set(key, enc([relay, [...known].slice(-mostKept)]))
    })
  }
  return {
    useRelay(relayId) {
      if (relayId === relay) return
      relay = relayId
      known.clear()
      save()
    },
    note(doc, heads) {
      const sorted = heads.toSorted()
      if (known.get(doc)?.join() === sorted.join()) return
      known.delete(doc)
      known.set(doc, sorted)
      save()
    },
    isAcknowledged: (doc, heads) => known.get(doc)?.join() === heads.toSorted().join(),
    async clear() {
      known.clear()
      relay = ''
      lastSave = lastSave.then(() => values.remove(key))
      await lastSave
    },
  }
}
