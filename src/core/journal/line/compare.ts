/** What a segment says now against what was told of it. Pure. */
import { bytesToHex } from '../../../base/bytes.ts'
import { journalEntryId } from '../../../protocol/journal/entry.ts'
import type { EntryId16 } from '../../../protocol/journal/journal-types.ts'
import { limits } from '../../../protocol/limits.ts'
import type { EntryKey } from '../../documents/index.ts'
import type { IdText, Told } from './remembered.ts'

/** More than any honest devices leave in one segment; of what comes after nothing is read. */
export const mostEntries = 4_096

export interface PlacedEntry {
  readonly id: EntryId16
  readonly index: number
  readonly bytes: Uint8Array
  readonly digest: EntryKey
}

export interface Comparison {
  readonly added: readonly PlacedEntry[]
  /** Other bytes under an id that was told before. */
  readonly rewritten: readonly PlacedEntry[]
  /** The same bytes as before, which could not be read then. */
  readonly unread: readonly PlacedEntry[]
  readonly gone: readonly IdText[]
  /** Entries without an id, too large, or beyond `mostEntries`. */
  readonly strange: number
}

/**
 * The entry that was told under an id keeps it, else the first in the list; every other with the id counts as nothing, and
 * so does one with an id that `isElsewhere` in the journal.
 */
export const compareSegment = (
  entries: readonly Uint8Array[],
  told: ReadonlyMap<IdText, Told>,
  keyOf: (entry: Uint8Array) => EntryKey,
  isElsewhere: (id: IdText) => boolean,
): Comparison => {
  const idByDigest = new Map([...told].map(([id, { digest }]) => [digest, id]))
  const present = new Set<IdText>()
  const unread: PlacedEntry[] = []
  const unknown: Omit<PlacedEntry, 'id'>[] = []
  const looked = entries.slice(0, mostEntries)
  let strange = entries.length - looked.length
  for (const [index, bytes] of looked.entries()) {
    if (bytes.length > limits.entryBytes) {
      strange++
      continue
    }
    const digest = keyOf(bytes)
    const known = idByDigest.get(digest)
    if (known === undefined) unknown.push({ index, bytes, digest })
    if (known === undefined || present.has(known)) continue
    present.add(known)
    const standing = told.get(known)?.standing
    const id = standing === 'read' || standing === 'broken' ? null : journalEntryId(bytes)
    if (id !== null) unread.push({ id, index, bytes, digest })
  }
  const added: PlacedEntry[] = []
  const rewritten: PlacedEntry[] = []
  for (const one of unknown) {
    const id = journalEntryId(one.bytes)
    if (id === null) strange++
    const name = id === null ? null : bytesToHex(id)
    if (id === null || name === null || present.has(name)) continue
    present.add(name)
    if (told.has(name)) rewritten.push({ id, ...one })
    else if (!isElsewhere(name)) added.push({ id, ...one })
  }
  return { added, rewritten, unread, gone: [...told.keys()].filter(id => !present.has(id)), strange }
}
