/** Runs tasks of one key one after another, in order of asking; other keys go beside them. */
export const createKeyedQueue = () => {
  const tails = new Map<string, Promise<unknown>>()
  return <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const settled = tails.get(key)?.then(ignore, ignore) ?? Promise.resolve()
    const running = settled.then(task)
    tails.set(key, running)
    const forget = () => {
      if (tails.get(key) === running) tails.delete(key)
    }
    running.then(forget, forget)
    return running
  }
}

const ignore = () => {}
