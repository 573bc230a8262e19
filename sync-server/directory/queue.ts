/**
 * Which documents are to be read: those that changed, a while after their last change, and those of a backlog, whenever
 * there is nothing else. One at a time.
 */
import type { Clock } from '../../src/base/clock.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'

export interface QueueLimits {
  /** How long a document rests after a change, and how long at most since the first one. */
  readonly restMs: number
  readonly restAtMostMs: number
  /** Changed documents that wait. More are forgotten, and `onForgotten` says so once nothing waits any more. */
  readonly maxWaiting: number
}

export interface QueueEvents {
  /** Rejects when it should be tried again later. */
  readonly read: (doc: DocId, changedAtMs: number | null) => Promise<void>
  readonly onFailed: (error: unknown) => void
  /** Nothing of it is left. */
  readonly onBacklogDone: () => void
  /** Nothing waits and nothing is being read. `hasForgotten`: documents that changed were not taken since the last time. */
  readonly onSettled: (hasForgotten: boolean) => void
}

export interface ReadingQueue {
  noteChange(doc: DocId): void
  /** To be read as they are, at once. */
  addBacklog(documents: readonly DocId[]): void
  isSettled(): boolean
  /** Reads nothing more; resolves when what is being read has been. */
  close(): Promise<void>
}

interface Waiting {
  readonly firstMs: number
  readonly lastMs: number
}

const retryMs = 5_000

export const createReadingQueue = (clock: Clock, limits: QueueLimits, events: QueueEvents): ReadingQueue => {
  /** Those due first stand first. */
  const waiting = new Map<DocId, Waiting>()
  let backlog: DocId[] = []
  let hasForgotten = false
  let running: Promise<void> | null = null
  let cancelTimer = (): void => {}
  let isClosed = false

  const dueMsOf = ({ firstMs, lastMs }: Waiting): number =>
    Math.min(lastMs + limits.restMs, firstMs + limits.restAtMostMs)

  const next = (): { readonly doc: DocId; readonly changedAtMs: number | null } | null => {
    if (isClosed) return null
    for (const [doc, entry] of waiting) {
      if (dueMsOf(entry) > clock.nowMs()) break
      waiting.delete(doc)
      return { doc, changedAtMs: entry.lastMs }
    }
    const doc = backlog.pop()
    return doc === undefined ? null : { doc, changedAtMs: null }
  }

  /** Until nothing is due; false when it should go on after a while. */
  const run = async (): Promise<boolean> => {
    for (let one = next(); one !== null; one = next()) {
      try {
        await events.read(one.doc, one.changedAtMs)
        if (one.changedAtMs === null && backlog.length === 0) events.onBacklogDone()
      } catch (error) {
        backlog.push(one.doc)
        events.onFailed(error)
        return false
      }
    }
    return true
  }
  const wake = (): void => {
    if (running !== null || isClosed) return
    cancelTimer()
    running = runAndRest()
  }
  const runAndRest = async (): Promise<void> => {
    const isDone = await run()
    running = null
    rest(isDone)
  }
  const rest = (isDone: boolean): void => {
    if (isClosed) return
    cancelTimer()
    const [first] = waiting.values()
    if (!isDone) cancelTimer = clock.after(retryMs, wake)
    else if (backlog.length > 0) wake()
    else if (first !== undefined) cancelTimer = clock.after(Math.max(0, dueMsOf(first) - clock.nowMs()), wake)
    else tellSettled()
  }
  const tellSettled = (): void => {
    const had = hasForgotten
    hasForgotten = false
    events.onSettled(had)
  }

  return {
    noteChange(doc) {
      const nowMs = clock.nowMs()
      const known = waiting.get(doc)
      if (known === undefined && waiting.size >= limits.maxWaiting) {
        hasForgotten = true
        return
      }
      // One that never rests keeps its place among the others, and is read all the same.
      if (known !== undefined && nowMs + limits.restMs < known.firstMs + limits.restAtMostMs)
        waiting.delete(doc)
      waiting.set(doc, { firstMs: known?.firstMs ?? nowMs, lastMs: nowMs })
      if (running === null && waiting.size === 1) rest(true)
    },
    addBacklog(documents) {
      backlog = [...documents, ...backlog]
      if (backlog.length === 0) events.onBacklogDone()
      wake()
    },
    isSettled: () => waiting.size === 0 && backlog.length === 0 && running === null,
    async close() {
      isClosed = true
      cancelTimer()
      await running
    },
  }
}
