/** Which numbers of a chain have come, as runs in ascending order that do not touch. */
export type Runs = readonly (readonly [first: number, last: number])[]

export const withNumber = (runs: Runs, n: number): Runs => {
  if (runs.some(([first, last]) => n >= first && n <= last)) return runs
  const before = runs.filter(([, last]) => last < n)
  const after = runs.filter(([first]) => first > n)
  const touching = { before: before.at(-1)?.[1] === n - 1, after: after[0]?.[0] === n + 1 }
  const first = touching.before ? (before.at(-1)?.[0] ?? n) : n
  const last = touching.after ? (after[0]?.[1] ?? n) : n
  return [
    ...(touching.before ? before.slice(0, -1) : before),
    [first, last],
    ...(touching.after ? after.slice(1) : after),
  ]
}

/**
 * The number that one may vouch for: everything up to it is here. Somebody who came later never gets the beginning, so
 * once nothing is known to be missing, whatever came last counts. Null: nothing yet.
 */
export const vouchedFor = (runs: Runs, isComplete: boolean): number | null => {
  if (isComplete) return runs.at(-1)?.[1] ?? null
  const [first] = runs
  return first === undefined || first[0] !== 0 ? null : first[1]
}
