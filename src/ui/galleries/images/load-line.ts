/** Work that waits its turn: what is looked at before what may be, and the older before the newer. */

/** `now`: somebody looks at it. `soon`: it is about to come into view. */
export type Urgency = 'now' | 'soon'

interface Waiting {
  readonly start: () => Promise<void>
}

export interface LoadLine {
  /** Runs `start` when it is its turn; the returned function takes it out of the line if it is still there. */
  join(urgency: Urgency, start: () => Promise<void>): () => void
}

export const createLoadLine = (maxAtOnce: number): LoadLine => {
  const lines: { readonly [Which in Urgency]: Set<Waiting> } = { now: new Set(), soon: new Set() }
  let running = 0

  const next = (): void => {
    for (const line of [lines.now, lines.soon])
      for (const waiting of line) {
        if (running >= maxAtOnce) return
        line.delete(waiting)
        void run(waiting)
      }
  }

  const run = async (waiting: Waiting): Promise<void> => {
    running++
    try {
      await waiting.start()
    } finally {
      running--
      next()
    }
  }

  return {
    join(urgency, start) {
      const waiting = { start }
      lines[urgency].add(waiting)
      next()
      return () => void lines[urgency].delete(waiting)
    },
  }
}
