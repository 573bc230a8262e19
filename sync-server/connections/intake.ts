/**
 * Takes frames in no faster than the rate allows, and no more at once than can be worked on: what is over
 * waits in the network, where it costs its sender and not us.
 */
import type { Clock } from '../../src/base/clock.ts'
import type { TokenBucket } from './token-bucket.ts'

export interface IntakeOptions {
  readonly clock: Clock
  readonly bucket: TokenBucket
  readonly maxInHand: number
  readonly pause: () => void
  readonly resume: () => void
  /** Called in the order of the frames. Must not reject. */
  readonly handle: (frame: Uint8Array) => Promise<void>
}

export interface Intake {
  push(frame: Uint8Array): void
  /** Drops what waits. */
  stop(): void
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>
}

export const createIntake = (options: IntakeOptions): Intake => {
  const inHand = new Set<Promise<void>>()
  // Pausing takes effect at the next read, so frames of the last one (64 KiB at most) may wait here.
  let waiting: Uint8Array[] = []
  let cancelRest: (() => void) | null = null
  let paused = false

  const isFree = (): boolean => cancelRest === null && inHand.size < options.maxInHand

  const takeUp = (frame: Uint8Array): void => {
    const restMs = options.bucket.spend()
    if (restMs > 0) cancelRest = options.clock.after(restMs, endRest)
    const work = options.handle(frame).finally(() => {
      inHand.delete(work)
      advance()
    })
    inHand.add(work)
  }
  const advance = (): void => {
    while (isFree()) {
      const frame = waiting.shift()
      if (frame === undefined) break
      takeUp(frame)
    }
    if (isFree() !== paused) return
    paused = !paused
    if (paused) options.pause()
    else options.resume()
  }
  const endRest = (): void => {
    cancelRest = null
    advance()
  }

  return {
    push(frame) {
      waiting.push(frame)
      advance()
    },
    stop() {
      waiting = []
      cancelRest?.()
      cancelRest = null
    },
    async settled() {
      while (inHand.size > 0) await Promise.all(inHand)
    },
  }
}
