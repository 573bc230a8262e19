/** Passing words about who is typing: `["typing"]`, said at most every three seconds and believed for six. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { Clock } from '../../../../base/clock.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { literal, parseItem, tuple } from '../../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { ConversationId } from '../../../api.ts'
import type { Desk } from '../state/desk.ts'

export interface Typing {
  say(desk: Desk): void
  hear(desk: Desk, author: AccountId, word: Item): void
  /** They wrote it. */
  stopped(desk: Desk, author: AccountId): void
  now(c: ConversationId): readonly AccountId[]
  close(): void
}

const saidEveryMs = 3_000
const believedMs = 6_000
const wordShape = tuple<['typing']>(literal('typing'))

interface Deps {
  readonly clock: Clock
  readonly isOn: () => boolean
  readonly onChange: () => void
}

export const createTyping = ({ clock, isOn, onChange }: Deps): Typing => {
  const said = new Map<Desk, number>()
  const heard = new Map<
    ConversationId,
    Map<string, { readonly author: AccountId; readonly cancel: () => void }>
  >()
  const of = (c: ConversationId) => {
    const known =
      heard.get(c) ?? new Map<string, { readonly author: AccountId; readonly cancel: () => void }>()
    heard.set(c, known)
    return known
  }
  const forget = (c: ConversationId, author: AccountId): boolean => {
    const name = bytesToHex(author)
    of(c).get(name)?.cancel()
    return of(c).delete(name)
  }

  return {
    say(desk) {
      const nowMs = clock.nowMs()
      const last = said.get(desk)
      const isSoon = last !== undefined && nowMs >= last && nowMs - last < saidEveryMs
      if (!isOn() || desk.line === null || isSoon) return
      said.set(desk, nowMs)
      desk.line.sayPassing(['typing'])
    },
    hear(desk, author, word) {
      if (!isOn() || !parseItem(wordShape, word, 'passing word').ok) return
      forget(desk.c, author)
      const cancel = clock.after(believedMs, () => {
        if (forget(desk.c, author)) onChange()
      })
      of(desk.c).set(bytesToHex(author), { author, cancel })
      onChange()
    },
    stopped(desk, author) {
      if (forget(desk.c, author)) onChange()
    },
    now: c => (isOn() ? [...of(c).values()].map(({ author }) => author) : []),
    close() {
      for (const people of heard.values()) for (const { cancel } of people.values()) cancel()
    },
  }
}
