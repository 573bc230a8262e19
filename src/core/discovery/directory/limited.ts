/** Runs tasks in the order they were given, at most so many at a time. */
export type Limited = <T>(task: () => Promise<T>) => Promise<T>

export const createLimited = (most: number): Limited => {
  const waiting: (() => void)[] = []
  let running = 0
  return async task => {
    if (running >= most) await new Promise<void>(resolve => waiting.push(resolve))
    running++
    try {
      return await task()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
