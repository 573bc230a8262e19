/** The first `most` in order, without putting all of them in order. `isBefore` must be a total order. */
export const firstOf = <T>(
  all: readonly T[],
  most: number,
  isBefore: (a: T, b: T) => boolean,
): readonly T[] => {
  if (all.length <= most * 4) return all.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, most)
  const first: T[] = []
  for (const one of all) {
    const last = first.at(-1)
    if (first.length >= most && (last === undefined || !isBefore(one, last))) continue
    first.splice(placeIn(first, one, isBefore), 0, one)
    if (first.length > most) first.pop()
  }
  return first
}

const placeIn = <T>(sorted: readonly T[], one: T, isBefore: (a: T, b: T) => boolean): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = sorted[middle]
    if (there !== undefined && isBefore(there, one)) low = middle + 1
    else high = middle
  }
  return low
}
