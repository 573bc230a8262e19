/**
 * Order by keys (fractional indexing): what is placed gets keys between those of its neighbours, and nothing
 * else is written. Two devices may choose the same key; then ids decide, and the next placing between the
 * two gives them keys of their own. Keys are compared by code unit.
 */
import { generateNKeysBetween } from 'fractional-indexing'
import { galleryLimits } from './limits.ts'

export interface Ordered {
  readonly id: string
  readonly pos: string
}

/** Keys longer than this are worth writing the whole order anew. */
const longKeyChars = 48

export const byOrder = (a: Ordered, b: Ordered): number =>
  a.pos === b.pos ? compareText(a.id, b.id) : compareText(a.pos, b.pos)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What a reading accepts; whether a key can be built upon shows only when one tries. */
export const isOrderKey = (text: string): boolean =>
  text.length <= galleryLimits.orderKeyChars && /^[A-Za-z][0-9A-Za-z]*$/.test(text)

/** Keys that follow everything there is, in order. */
export const keysAtEnd = (items: readonly Ordered[], count: number): readonly string[] => {
  const last = items.reduce<string | null>((max, { pos }) => (max === null || pos > max ? pos : max), null)
  return keysBetween(last, null, count) ?? keysBetween(null, null, count) ?? []
}

/**
 * The new keys by id, so that `moving` stand, in the order given, before `before`, or last when it is null or
 * not there. `items` are in order. One that is itself moving stands for what follows it.
 */
export const placed = (
  items: readonly Ordered[],
  moving: readonly string[],
  before: string | null,
): ReadonlyMap<string, string> => {
  const isMoving = new Set(moving)
  const from = before === null ? -1 : items.findIndex(({ id }) => id === before)
  const anchor = from === -1 ? undefined : items.slice(from).find(({ id }) => !isMoving.has(id))
  const rest = items.filter(({ id }) => !isMoving.has(id))
  const at = anchor === undefined ? rest.length : rest.indexOf(anchor)
  const lower = rest[at - 1]?.pos ?? null
  // What shares its key with the place's left neighbour is moved along, or nothing would fit between.
  const upper = rest.slice(at).find(({ pos }) => lower === null || pos > lower)
  const along = rest.slice(at, upper === undefined ? rest.length : rest.indexOf(upper))
  const ids = [...moving, ...along.map(({ id }) => id)]
  const keys = keysBetween(lower, upper?.pos ?? null, ids.length)
  if (keys !== null && keys.every(key => key.length <= longKeyChars)) return pairs(ids, keys)
  const all = [...rest.slice(0, at).map(({ id }) => id), ...moving, ...rest.slice(at).map(({ id }) => id)]
  return pairs(all, keysBetween(null, null, all.length) ?? [])
}

const pairs = (ids: readonly string[], keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(ids.map((id, index) => [id, keys[index] ?? '']))

/** Null when a neighbour's key is none that keys can be built upon. */
const keysBetween = (lower: string | null, upper: string | null, count: number): readonly string[] | null => {
  try {
    return generateNKeysBetween(lower, upper, count)
  } catch {
    return null
  }
}
