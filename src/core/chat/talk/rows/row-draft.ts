/**
 * Rows with changes on top that are not written yet: whoever works on it reads what it has changed. Reading fails as a
 * whole: half of what was said must not be taken for all of it.
 */
import type { Item } from '../../../../protocol/codec/cbor.ts'
import type { RowChange, RowRange } from '../../../ports.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { endOf } from './keys.ts'

type Row = readonly [key: string, value: Item]

export interface RowDraft {
  get(key: string): Promise<Item | null>
  /** As it is on disk. */
  before(key: string): Promise<Item | null>
  /** Null takes it out. */
  put(key: string, value: Item | null): void
  /** In order, at most `limit`; from the end when `reverse`. */
  range(from: string, to: string, limit: number, reverse?: boolean): Promise<readonly Row[]>
  /** Every row right in a folder, which ends in a slash. */
  within(folder: string): Promise<readonly Row[]>
  /** Keys that were put, in no order. */
  changed(): readonly string[]
  changes(): readonly RowChange[]
}

const most = 100_000

export const createRowDraft = (rows: SealedRows): RowDraft => {
  const put = new Map<string, Item | null>()
  const loaded = new Map<string, Item | null>()
  const putIn = new Map<string, Set<string>>()

  const before = async (key: string): Promise<Item | null> => {
    const known = loaded.get(key)
    if (known !== undefined) return known
    const stored = await rows.get(key)
    if (!stored.ok) throw new Error(`talk: rows cannot be read (${stored.error.type})`)
    loaded.set(key, stored.value)
    return stored.value
  }
  const merged = async (
    range: RowRange,
    mine: readonly (readonly [string, Item | null])[],
  ): Promise<readonly Row[]> => {
    const stored = await rows.range({ ...range, limit: range.limit + mine.length })
    if (!stored.ok) throw new Error(`talk: rows cannot be read (${stored.error.type})`)
    if (mine.length === 0) return stored.value
    const all = new Map<string, Item | null>([...stored.value, ...mine])
    const kept = [...all].flatMap(([key, value]): Row[] => (value === null ? [] : [[key, value]]))
    return kept.toSorted(range.reverse === true ? byKeyDown : byKey).slice(0, range.limit)
  }

  return {
    get: async key => put.get(key) ?? (put.has(key) ? null : before(key)),
    before,
    put(key, value) {
      put.set(key, value)
      const folder = key.slice(0, key.lastIndexOf('/') + 1)
      putIn.set(folder, (putIn.get(folder) ?? new Set()).add(key))
    },
    range: (from, to, limit, reverse = false) =>
      merged(
        { from, to, limit, reverse },
        [...put].filter(([key]) => key >= from && key < to),
      ),
    within: folder =>
      merged(
        { from: folder, to: endOf(folder), limit: most },
        [...(putIn.get(folder) ?? [])].map(key => [key, put.get(key) ?? null]),
      ),
    changed: () => [...put.keys()],
    changes: () => [...put].map(([key, value]) => (value === null ? [key, null] : rows.seal(key, value))),
  }
}

const byKey = ([a]: Row, [b]: Row): number => (a < b ? -1 : a > b ? 1 : 0)
const byKeyDown = (a: Row, b: Row): number => -byKey(a, b)
