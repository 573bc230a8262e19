/** The relay's HTTP side, by a token that is asked for over the standing line (relay/frames.ts). */
import { bytesToBase64Url } from '../../base/bytes.ts'
import type { Clock } from '../../base/clock.ts'
import type { Frame } from '../../protocol/relay/frames.ts'

export interface HttpAccess {
  /** `https://host`, without a slash at its end. */
  readonly base: string
  /** 43 characters of base64url over 32 bytes. */
  readonly token: string
  /** Hex; another one than before means another store. */
  readonly relayId: string
}

type TokenFrame = Extract<Frame, { type: 'token' }>

export interface TokenHolder {
  /** A token that is good for a while yet; null when the line is down or the relay keeps it to itself. */
  token(): Promise<string | null>
  take(frame: TokenFrame): void
  /** The relay did not take this one: the next `token` asks for another. */
  drop(refused: string): void
  /** The line went down: whoever waits gets null. */
  reset(): void
}

const answerWithinMs = 15_000
/** A request that starts just before the end should still find its token good. */
const usedShare = 0.8

export const createTokenHolder = (ask: () => boolean, clock: Clock): TokenHolder => {
  let held: { readonly token: string; readonly untilMs: number } | null = null
  let waiting: ((token: string | null) => void)[] = []
  let cancelTimer = (): void => undefined

  const settle = (token: string | null): void => {
    cancelTimer()
    const settled = waiting
    waiting = []
    for (const resolve of settled) resolve(token)
  }

  return {
    async token() {
      if (held !== null && clock.nowMs() < held.untilMs) return held.token
      if (waiting.length === 0) {
        if (!ask()) return null
        cancelTimer = clock.after(answerWithinMs, () => settle(null))
      }
      return new Promise(resolve => waiting.push(resolve))
    },
    take(frame) {
      const token = bytesToBase64Url(frame.token)
      held = { token, untilMs: clock.nowMs() + frame.ttlInSeconds * 1_000 * usedShare }
      settle(token)
    },
    drop(refused) {
      if (held?.token === refused) held = null
    },
    reset() {
      held = null
      settle(null)
    },
  }
}
