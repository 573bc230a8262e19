/** Reads rows. What cannot be read counts as not there: rows can be made again, and a screen shows what is left. */
import type { SealedRows } from '../../../private/private-types.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { parseEntryRow, type StoredEntry } from './entry-row.ts'
import { endOf, entryKey, type EntryRef } from './keys.ts'

type Row = readonly [key: string, value: Item]

const most = 100_000

export const readEntry = async (rows: SealedRows, ref: EntryRef): Promise<StoredEntry | null> => {
  const stored = await rows.get(entryKey(ref))
  return stored.ok ? parseEntryRow(stored.value) : null
}

/** Every row under a prefix, which ends in a slash, in their order. */
export const readAll = async (rows: SealedRows, prefix: string, limit = most): Promise<readonly Row[]> => {
  const stored = await rows.range({ from: prefix, to: endOf(prefix), limit })
  return stored.ok ? stored.value : []
}

export const isThere = async (rows: SealedRows, key: string): Promise<boolean> => {
  const stored = await rows.get(key)
  return stored.ok && stored.value !== null
}

/**
 * Rows under `prefix` before `before`, or all, the last first, in pieces, for as long as the reader asks: what nobody looks
 * at is not opened.
 */
export async function* backwards(
  rows: SealedRows,
  prefix: string,
  before: string,
  piece: number,
): AsyncGenerator<readonly Row[]> {
  let to = before
  for (;;) {
    const stored = await rows.range({ from: prefix, to, limit: piece, reverse: true })
    if (!stored.ok || stored.value.length === 0) return
    yield stored.value
    const last = stored.value.at(-1)
    if (last === undefined || stored.value.length < piece) return
    to = last[0]
  }
}
