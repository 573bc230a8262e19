/** Rows in memory, their keys kept in order of code units. */
import type { RowChange, RowRange } from '../core/ports.ts'

export interface SortedRows {
  apply(changes: readonly RowChange[]): void
  get(key: string): Uint8Array | null
  /** Copies of the values. */
  range(range: RowRange): readonly (readonly [key: string, value: Uint8Array])[]
  count(from: string, to: string): number
  entries(): Iterable<readonly [key: string, value: Uint8Array]>
}

export const createSortedRows = (): SortedRows => {
  const keys: string[] = []
  const values = new Map<string, Uint8Array>()

  const put = (key: string, value: Uint8Array): void => {
    if (!values.has(key)) keys.splice(firstAtOrAfter(keys, key), 0, key)
    values.set(key, value.slice())
  }
  const remove = (key: string): void => {
    if (values.delete(key)) keys.splice(firstAtOrAfter(keys, key), 1)
  }
  const get = (key: string): Uint8Array | null => values.get(key)?.slice() ?? null

  return {
    apply(changes) {
      for (const [key, value] of changes) {
        if (value === null) remove(key)
        else put(key, value)
      }
    },
    get,
    range({ from, to, limit, reverse = false }) {
      const first = firstAtOrAfter(keys, from)
      const end = Math.max(first, firstAtOrAfter(keys, to))
      const taken = reverse
        ? keys.slice(Math.max(first, end - limit), end).reverse()
        : keys.slice(first, Math.min(end, first + limit))
      return taken.map(key => [key, get(key) ?? new Uint8Array()] as const)
    },
    count: (from, to) => Math.max(0, firstAtOrAfter(keys, to) - firstAtOrAfter(keys, from)),
    entries: () => values,
  }
}

/** The place of `key`, or where it would go. */
const firstAtOrAfter = (keys: readonly string[], key: string): number => {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}
