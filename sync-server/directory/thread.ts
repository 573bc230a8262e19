/** A thread of its own that reads documents (reader.worker.ts), within bounds that it cannot leave. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ReadJob } from './read-content.ts'

export interface ReaderThread {
  /** What the thread says of it. Rejects when it has ended before it could. One at a time. */
  read(job: ReadJob): Promise<unknown>
  /** At once, whatever it is doing. */
  end(): Promise<void>
}

/** Rejects when no thread can be had, which says nothing about any document. */
export type StartThread = () => Promise<ReaderThread>

/** Of JavaScript; what Automerge takes beside it is bounded by what it is given to read. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }

/** `script`: a built reader.worker.ts. Its first word is that it is ready. */
export const startThread = async (script: URL): Promise<ReaderThread> => {
  const worker = new Worker(script, { resourceLimits, stdout: true, stderr: true })
  // It has nothing to say there, and a relay that ends does not wait for it.
  worker.unref()
  const gone = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the thread ended with ${code}`)))
  })
  // Whoever waits for an answer hears of it; between answers nobody does.
  gone.catch(() => undefined)
  const next = async (): Promise<unknown> => {
    const [answer] = (await Promise.race([once(worker, 'message'), gone])) as [unknown]
    return answer
  }
  await next()
  return {
    async read(job) {
      const answer = next()
      worker.postMessage(job)
      return answer
    },
    async end() {
      await worker.terminate()
    },
  }
}
