/** Asks the relay who speaks of oneself and is not in one's circle: with every connection, and now and then. */
import { personKeyOf } from '../../../../protocol/journal/target.ts'
import type { JournalDeps } from '../journal-deps.ts'
import { noticeKindOf } from '../rules/addressing.ts'
import type { Asking } from './asking.ts'

export interface AskingAboutSelf {
  /** The line came up, went down, or moved. */
  look(): void
  close(): void
}

/** However often the line comes and goes. */
const restMs = 15_000
const everyMs = 10 * 60_000
/** What the question is called; nothing that is talked about is called so. */
const name = 'self'

export const createAskingAboutSelf = (
  { self, ports: { clock }, isLive }: Pick<JournalDeps, 'self' | 'ports' | 'isLive'>,
  asking: Asking,
  onFailure: (error: unknown) => void,
): AskingAboutSelf => {
  let wasLive = false
  let askedAtMs = -everyMs
  let cancel: (() => void) | null = null

  const ask = (): void => {
    cancel = null
    if (!isLive()) return
    askedAtMs = clock.nowMs()
    asking
      .ask(
        name,
        personKeyOf(self),
        ({ plain, edit }) => plain !== null && noticeKindOf(plain, edit?.plain ?? null, self) !== null,
        restMs,
      )
      .catch(onFailure)
  }
  return {
    look() {
      const live = isLive()
      const sinceMs = clock.nowMs() - askedAtMs
      const isDue = live && (!wasLive || sinceMs >= everyMs)
      wasLive = live
      if (!isDue || cancel !== null) return
      if (sinceMs >= restMs) ask()
      else cancel = clock.after(restMs - sinceMs, ask)
    },
    close() {
      cancel?.()
    },
  }
}
