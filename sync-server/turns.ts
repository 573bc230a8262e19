/** One task at a time for each key, in the order they were given; other keys go on meanwhile. */
export interface Turns {
  /** Settles as the task does. A task that fails does not keep the next one from its turn. */
  take<T>(key: string, task: () => Promise<T>): Promise<T>
}

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return {
    take(key, task) {
      const mine = (last.get(key) ?? Promise.resolve()).then(task, task)
      const done = mine.finally(() => {
        if (last.get(key) === done) last.delete(key)
      })
      // Whoever asked hears of it through `mine`.
      done.catch(() => undefined)
      last.set(key, done)
      return mine
    },
  }
}
