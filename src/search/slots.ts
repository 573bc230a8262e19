/** Small numbers for things with ids, given out again when a thing is gone. */
export interface Slots<T extends { readonly id: string }> {
  /** The number of the thing, now or from now on. */
  take(thing: T): number
  /** What was there, or null. */
  free(id: string): { readonly slot: number; readonly thing: T } | null
  at(slot: number): T | null
  of(id: string): { readonly slot: number; readonly thing: T } | null
  /** One past the highest number. */
  end(): number
  size(): number
}

export const createSlots = <T extends { readonly id: string }>(): Slots<T> => {
  const slotById = new Map<string, number>()
  const things: (T | null)[] = []
  const unused: number[] = []
  const of = (id: string): { slot: number; thing: T } | null => {
    const slot = slotById.get(id)
    const thing = slot === undefined ? null : (things[slot] ?? null)
    return slot === undefined || thing === null ? null : { slot, thing }
  }
  return {
    take(thing) {
      const slot = slotById.get(thing.id) ?? unused.pop() ?? things.length
      slotById.set(thing.id, slot)
      things[slot] = thing
      return slot
    },
    free(id) {
      const known = of(id)
      if (known === null) return null
      slotById.delete(id)
      things[known.slot] = null
      unused.push(known.slot)
      return known
    },
    at: slot => things[slot] ?? null,
    of,
    end: () => things.length,
    size: () => slotById.size,
  }
}
