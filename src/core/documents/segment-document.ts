/** A document that only grows: {v: 1, e: [bytes …]} (protocol/rooms/room-types.ts, protocol/journal/journal-types.ts). */
import { bytesToHex } from '../../base/bytes.ts'
import { sha256 } from '../../protocol/crypto/hash.ts'
import type { RootDoc } from './history.ts'
import { type Draft, rivalListsOf } from './values.ts'

const version = 1

/** 32 hex digits: of an entry's bytes, signature and all. */
export type EntryKey = string

interface SegmentReading {
  readonly entries: readonly Uint8Array[]
  /** Written by a version that this one cannot read. */
  readonly isNewer: boolean
}

const nothing: SegmentReading = { entries: [], isNewer: false }

/** In the order of the list. Lists that devices started at the same time, not knowing of each other, all count. */
export const readSegment = (doc: RootDoc): SegmentReading => {
  const found: unknown = doc['v']
  if (typeof found === 'number' && found > version) return { entries: [], isNewer: true }
  const shown: unknown = doc['e']
  if (!Array.isArray(shown)) return nothing
  const rivals = rivalListsOf(doc, 'e')
  return { entries: (rivals.length === 0 ? shown : rivals.flat()).filter(isBytes), isNewer: false }
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array

export const pushEntries = (draft: Draft, entries: readonly Uint8Array[]): void => {
  draft['v'] ??= version
  draft['e'] ??= []
  // Read again: what was assigned is not yet the document's own.
  const list = draft['e']
  if (Array.isArray(list)) list.push(...entries)
}

/**
 * Hashes each entry once, however often the document is read: Automerge keeps the objects of a list that it was not
 * told to change.
 */
export const createEntryKeys = (): ((entry: Uint8Array) => EntryKey) => {
  const known = new WeakMap<Uint8Array, EntryKey>()
  return entry => {
    const before = known.get(entry)
    if (before !== undefined) return before
    const key = bytesToHex(sha256(entry).subarray(0, 16))
    known.set(entry, key)
    return key
  }
}
