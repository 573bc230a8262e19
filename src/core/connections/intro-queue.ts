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
  all(): readonly Intro[]
  has(intro: Intro): boolean
  /** New ones, and those that were woken, each once. */
  takeDue(): readonly Intro[]
  /** Something came that this sender's may have waited for; null: anybody's. */
  wake(from: AccountId | null): void
  /** Unless another letter of the same sender came meanwhile. */
  remove(intro: Intro): void
}

const kept = 256

export const createIntroQueue = (): IntroQueue => {
  const bySender = new Map<string, Intro>()
  const due = new Set<string>()
  return {
    add(intro) {
      const id = bytesToHex(intro.from)
      const before = bySender.get(id) ?? null
      bySender.delete(id)
      bySender.set(id, intro)
      due.add(id)
      if (before !== null) return equalBytes(before.tag, intro.tag) ? null : before
      const [oldest] = bySender.values()
      if (bySender.size <= kept || oldest === undefined) return null
      bySender.delete(bytesToHex(oldest.from))
      due.delete(bytesToHex(oldest.from))
      return oldest
    },
    all: () => [...bySender.values()],
    has: intro => bySender.get(bytesToHex(intro.from)) === intro,
    takeDue() {
      const taken = [...bySender].flatMap(([id, intro]) => (due.has(id) ? [intro] : []))
      due.clear()
      return taken
    },
    wake(from) {
      const woken = from === null ? [...bySender.keys()] : [bytesToHex(from)]
      for (const id of woken) due.add(id)
    },
    remove(intro) {
      const id = bytesToHex(intro.from)
      if (bySender.get(id) === intro) bySender.delete(id)
    },
  }
}
