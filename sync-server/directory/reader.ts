/**
 * Reads documents in a thread that is started when there is something to read and ended when there was nothing for a
 * while, and that may die or stall at a document without harm to anything else.
 */
import type { Clock } from '../../src/base/clock.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import { decodeContent, type PublicContent } from './content.ts'
import type { ReadJob } from './read-content.ts'
import type { ReaderThread, StartThread } from './thread.ts'

/** What a document did to whoever tried to read it. */
export type ReadFailure = 'unreadable' | 'killed-reader' | 'stalled-reader'

export interface ReaderLimits {
  /** For one document. */
  readonly readMs: number
  /** How long a thread waits for the next one. */
  readonly idleMs: number
}

export interface DocumentReader {
  /** Rejects when no thread can be started, and when it is closed before it is done. Calls must not overlap. */
  read(job: ReadJob): Promise<Result<PublicContent, ReadFailure>>
  close(): Promise<void>
}

export const createReader = (start: StartThread, clock: Clock, limits: ReaderLimits): DocumentReader => {
  let thread: ReaderThread | null = null
  let cancelIdle = (): void => {}
  let isClosed = false

  const end = async (): Promise<void> => {
    cancelIdle()
    const ended = thread
    thread = null
    await ended?.end()
  }
  const endWhenIdle = (): void => {
    cancelIdle = clock.after(limits.idleMs, () => void end())
  }

  const readWith = async (
    running: ReaderThread,
    job: ReadJob,
  ): Promise<Result<PublicContent, ReadFailure>> => {
    const stalled = createTimeout(clock, limits.readMs)
    const answer = await Promise.race([stalled.over, running.read(job).catch(() => 'killed-reader' as const)])
    stalled.cancel()
    if (answer === 'killed-reader' || answer === 'stalled-reader') return err(answer)
    const content = answer instanceof Uint8Array ? decodeContent(answer) : null
    return content?.ok === true ? content : err('unreadable')
  }

  return {
    async read(job) {
      cancelIdle()
      thread ??= await start()
      const content = await readWith(thread, job)
      if (isClosed) throw new Error('reader: closed')
      // What failed inside Automerge may have left it in a state that the next document would suffer from.
      if (content.ok) endWhenIdle()
      else await end()
      return content.ok ? ok(content.value) : content
    },
    async close() {
      isClosed = true
      await end()
    },
  }
}

const createTimeout = (clock: Clock, ms: number) => {
  let cancel = (): void => {}
  const over = new Promise<'stalled-reader'>(resolve => {
    cancel = clock.after(ms, () => resolve('stalled-reader'))
  })
  return { over, cancel }
}
