/** How long to leave a relay alone. */
import type { Ports } from '../ports.ts'

export interface Pause {
  isOn(): boolean
  /** Doubles each time, up to a minute, spread over half its length so that a crowd does not return at once. */
  growing(): void
  /** After a refusal that only a person can do something about. */
  long(): void
  /** All went well: the next pause is short again. */
  reset(): void
  /** Ends it without telling. */
  end(): void
}

const firstMs = 1_000
const longestGrowingMs = 60_000
const longMs = 5 * 60_000

export const createPause = ({ clock, random }: Pick<Ports, 'clock' | 'random'>, onEnd: () => void): Pause => {
  let attempt = 0
  let cancel: (() => void) | null = null

  const start = (ms: number): void => {
    cancel?.()
    cancel = clock.after(ms, () => {
      cancel = null
      onEnd()
    })
  }

  return {
    isOn: () => cancel !== null,
    growing() {
      if (cancel !== null) return
      const full = Math.min(firstMs * 2 ** attempt++, longestGrowingMs)
      start(full * (0.5 + 0.5 * ((random.bytes(1)[0] ?? 0) / 255)))
    },
    long: () => start(longMs),
    reset() {
      attempt = 0
    },
    end() {
      attempt = 0
      cancel?.()
      cancel = null
    },
  }
}
