/** Numbers that look random and are the same in every run (mulberry32). */
export interface Chance {
  /** From `low` up to, and not including, `high`. */
  between(low: number, high: number): number
  whole(low: number, high: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

export const createChance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low))
  return {
    between: (low, high) => low + next() * (high - low),
    whole,
    pick: from => from[whole(0, from.length)] ?? from[0],
  }
}
