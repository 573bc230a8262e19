import { parseFromImageWorker } from './image-pool-wire.ts'
import type { FromImageWorker, ImageWorkerPort, ToImageWorker } from './image-pool-wire.ts'

/** A window that starts workers for the core, which in a shared worker cannot. */
export interface ImageLender {
  /** Asks for so many more. */
  need(count: number): void
  /** Ends one of them, whatever it is doing. */
  drop(worker: number): void
}

/** What a window does with the pool. */
export interface LendingWindow {
  lend(worker: number, port: ImageWorkerPort): void
  /** It did not start, or died. */
  lost(worker: number): void
  /** The window is gone, and its workers with it. */
  leave(): void
}

export interface Job {
  readonly id: number
  readonly source: Blob
  readonly keepOriginal: boolean
  /** How many workers died over it. */
  deaths: number
  /** Null until it was measured. */
  pixels: number | null
  /** Whether it may decode. */
  isUnderWay: boolean
}

export interface Lender {
  readonly window: ImageLender
  /** Asked for, and not said to run yet. */
  asked: number
  /** Since when it owes them, in watches of the pool. */
  silence: number
  /** Its workers did not start: it is left alone for a while. */
  isResting: boolean
}

export interface LentWorker {
  readonly id: number
  readonly lender: Lender
  /** Since when nothing was heard of it, in watches of the pool. */
  silence: number
  isReady: boolean
  job: Job | null
  /** Forgets that it would be let go for having nothing to do. */
  stayOn(): void
  send(message: ToImageWorker): void
  close(): void
}

/** `hear` gets null for what is no message of a worker's. */
export const createLentWorker = (
  id: number,
  lender: Lender,
  port: ImageWorkerPort,
  hear: (worker: LentWorker, message: FromImageWorker | null) => void,
): LentWorker => {
  const worker: LentWorker = {
    id,
    lender,
    silence: 0,
    isReady: false,
    job: null,
    stayOn: () => {},
    send: message => port.postMessage(message, []),
    close: () => port.close(),
  }
  port.addEventListener('message', ({ data }) => hear(worker, parseFromImageWorker(data)))
  port.start()
  return worker
}
