export const yearMs = 366 * 24 * 60 * 60 * 1000

/**
 * Where an envelope stands in its conversation, in milliseconds: when it says it was sent, but after everything it
 * answers and at most a year after the latest of it. `parents`: the places of what its `prev` and `seen` name.
 */
export const placeAfter = (sentAtMs: number, parents: readonly number[]): number => {
  if (parents.length === 0) return sentAtMs
  const latest = parents.reduce((most, place) => Math.max(most, place), 0)
  return Math.min(Math.max(sentAtMs, latest + 1), latest + yearMs, Number.MAX_SAFE_INTEGER)
}
