/** Requests a second, with a burst, for each address or account. */
import type { Clock } from '../src/base/clock.ts'

export interface Rates {
  /** False when this is too much; it costs nothing then. `cost` is one of what is counted. */
  allows(key: string, cost?: number): boolean
}

interface Bucket {
  readonly left: number
  readonly countedAtMs: number
}

export const createRates = (clock: Clock, perSecond: number, burst: number, maxKeys: number): Rates => {
  /** Longest unused first. One that is forgotten starts anew, with a full burst. */
  const buckets = new Map<string, Bucket>()
  return {
    allows(key, cost = 1) {
      const nowMs = clock.nowMs()
      const known = buckets.get(key) ?? { left: burst, countedAtMs: nowMs }
      const earned = (Math.max(0, nowMs - known.countedAtMs) / 1000) * perSecond
      const left = Math.min(burst, known.left + earned)
      buckets.delete(key)
      buckets.set(key, { left: left >= cost ? left - cost : left, countedAtMs: nowMs })
      const [oldest] = buckets.keys()
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      return left >= cost
    },
  }
}
