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
  /** Must not reject. */
  readonly handle: (frame: Uint8Array) => Promise<void>
}

export interface Intake {
  push(frame: Uint8Array): void
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>
}

export const createIntake = (options: IntakeOptions): Intake => {
  const inHand = new Set<Promise<void>>()
  let resting = false
  let paused = false

  const adjust = (): void => {
    const shouldPause = resting || inHand.size >= options.maxInHand
    if (shouldPause === paused) return
    paused = shouldPause
    if (paused) options.pause()
    else options.resume()
  }
  const rest = (restMs: number): void => {
    if (restMs === 0 || resting) return
    resting = true
    options.clock.after(restMs, () => {
      resting = false
      adjust()
    })
  }

  return {
    push(frame) {
      rest(options.bucket.spend())
      const work = options.handle(frame).finally(() => {
        inHand.delete(work)
        adjust()
      })
      inHand.add(work)
      adjust()
    },
    async settled() {
      while (inHand.size > 0) await Promise.all(inHand)
    },
  }
}
