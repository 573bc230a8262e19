/**
 * Intros that were told and not judged yet: one for each sender, the newest of so many. What is pushed out is told again
 * on the next line, because it was never answered.
 */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { Intro } from '../../protocol/rooms/first-contact-types.ts'

export interface IntroQueue {
  /** What had to go for it, if anything. */
  add(intro: Intro): Intro | null
  of(from: AccountId): Intro | null
  all(): readonly Intro[]
  /** Unless another letter of the same sender came meanwhile. */
  remove(intro: Intro): void
}

const kept = 256

export const createIntroQueue = (): IntroQueue => {
  const bySender = new Map<string, Intro>()
  return {
    add(intro) {
      const id = bytesToHex(intro.from)
      const before = bySender.get(id) ?? null
      bySender.delete(id)
      bySender.set(id, intro)
      if (before !== null) return equalBytes(before.tag, intro.tag) ? null : before
      const [oldest] = bySender.values()
      if (bySender.size <= kept || oldest === undefined) return null
      bySender.delete(bytesToHex(oldest.from))
      return oldest
    },
    of: from => bySender.get(bytesToHex(from)) ?? null,
    all: () => [...bySender.values()],
    remove(intro) {
      const id = bytesToHex(intro.from)
      if (bySender.get(id) === intro) bySender.delete(id)
    },
  }
}
