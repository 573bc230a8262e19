/** How many of something each key holds, with a ceiling for each. */
export interface Counted {
  /** The release, to be called once; null when the key holds its share. */
  take(key: string): (() => void) | null
  count(): number
}

export const createCounted = (maxPerKey: number): Counted => {
  const held = new Map<string, number>()
  let total = 0
  const release = (key: string): void => {
    const left = (held.get(key) ?? 1) - 1
    if (left === 0) held.delete(key)
    else held.set(key, left)
    total--
  }
  return {
    take(key) {
      const now = held.get(key) ?? 0
      if (now >= maxPerKey) return null
      held.set(key, now + 1)
      total++
      let taken = true
      return () => {
        if (taken) release(key)
        taken = false
      }
    },
    count: () => total,
  }
}
