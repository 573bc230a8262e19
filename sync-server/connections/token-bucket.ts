/** A rate with a burst: `perSecond` tokens are added each second, up to `burst`. */
import type { Clock } from '../../src/base/clock.ts'

export interface TokenBucket {
  /** Takes one token, on credit if there is none; answers for how many milliseconds nothing more should be taken. */
  spend(): number
}

export const createTokenBucket = (clock: Clock, perSecond: number, burst: number): TokenBucket => {
  let tokens = burst
  let countedAtMs = clock.nowMs()
  return {
    spend() {
      const nowMs = clock.nowMs()
      // Wall time may step back; then nothing is added, and counting goes on from there.
      tokens = Math.min(burst, tokens + (Math.max(0, nowMs - countedAtMs) / 1000) * perSecond) - 1
      countedAtMs = nowMs
      return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000)
    },
  }
}
