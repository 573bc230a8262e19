import type { Clock } from '../../base/clock.ts'
import { err } from '../../base/result.ts'
import type { Log } from '../../core/ports.ts'
import { aliveEveryMs, parseToImageWorker } from './image-pool-wire.ts'
import type { FromImageWorker, ImageWorkerPort, Prepared } from './image-pool-wire.ts'

/** Prepares one image; `admit` resolves when there is memory to decode so many pixels. */
export type Prepare = (
  source: Blob,
  options: { readonly keepOriginal: boolean },
  admit: (pixels: number) => Promise<void>,
  signal: AbortSignal,
) => Promise<Prepared>

interface Job {
  readonly id: number
  readonly stopping: AbortController
  /** Lets it go on, to decode or to see that it was stopped. */
  goOn(): void
}

/** The worker's end of the port: one image at a time. What is no message of the pool's is ignored. */
export const serveImagePool = (
  port: ImageWorkerPort,
  prepare: Prepare,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): void => {
  let current: Job | null = null
  const post = (message: FromImageWorker): void => port.postMessage(message, buffersOf(message))

  const sayAlive = (job: Job): void => {
    if (current !== job) return
    post({ kind: 'alive' })
    clock.after(aliveEveryMs, () => sayAlive(job))
  }

  /** Anything thrown, such as for want of memory. */
  const failed = (error: unknown): Prepared => {
    log({ event: 'image-not-prepared', error: error instanceof Error ? error.name : typeof error })
    return err({ type: 'refused', problem: 'failed' })
  }

  const start = async (id: number, source: Blob, keepOriginal: boolean): Promise<void> => {
    const stopping = new AbortController()
    let goOn = (): void => {}
    const admitted = new Promise<void>(resolve => (goOn = resolve))
    const job = { id, stopping, goOn: () => goOn() }
    current = job
    sayAlive(job)
    const admit = (pixels: number): Promise<void> => {
      post({ kind: 'measured', job: id, pixels })
      return admitted
    }
    const result = await prepare(source, { keepOriginal }, admit, stopping.signal).catch(failed)
    current = null
    post({ kind: 'done', job: id, result })
  }

  port.addEventListener('message', ({ data }) => {
    const message = parseToImageWorker(data)
    if (message?.kind === 'prepare') {
      if (current === null) void start(message.job, message.source, message.keepOriginal)
      return
    }
    if (message === null || current?.id !== message.job) return
    if (message.kind === 'stop') current.stopping.abort()
    current.goOn()
  })
  port.start()
  post({ kind: 'alive' })
}

/** Handed over, not copied. */
const buffersOf = (message: FromImageWorker): ArrayBuffer[] => {
  if (message.kind !== 'done' || !message.result.ok) return []
  const buffers = message.result.value.renditions.map(({ bytes }) => bytes.buffer)
  return [...new Set(buffers)].filter(buffer => buffer instanceof ArrayBuffer)
}
