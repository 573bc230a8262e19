/** Whose journals one keeps, and whose words one sees. Accounts in hex. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { accountOf } from '../rows/refs.ts'
import { type IsMutedText, mutedTextBy } from '../rules/muted-words.ts'
import type { JournalDeps } from '../journal-deps.ts'
import type { OwnFollows } from './own-follows.ts'
import type { PrivateLists } from './private-lists.ts'

export interface Circle {
  isBlocked(account: string): boolean
  isMuted(account: string): boolean
  /** Neither blocked nor muted. */
  isShown(account: string): boolean
  isConnected(account: string): boolean
  /** Oneself, whom one is connected to, and whom one follows; never somebody blocked. */
  isKept(account: string): boolean
  kept(): readonly AccountId[]
  hasMutedWords(): boolean
  readonly isMutedText: IsMutedText
  /** Contacts, follows or mutes changed. */
  changed(): void
}

interface State {
  readonly blocked: ReadonlySet<string>
  readonly connected: ReadonlySet<string>
  readonly kept: ReadonlyMap<string, AccountId>
  readonly muted: ReadonlyMap<string, AccountId>
  readonly words: readonly string[]
  readonly isMutedText: IsMutedText
}

export const createCircle = (
  { self, people }: Pick<JournalDeps, 'self' | 'people'>,
  lists: PrivateLists,
  follows: OwnFollows,
): Circle => {
  let known: State | null = null
  const own = bytesToHex(self)
  const look = (): State => {
    known ??= readState(self, people, lists, follows)
    return known
  }
  const isBlocked = (account: string): boolean => look().blocked.has(account)
  const isMuted = (account: string): boolean => account !== own && look().muted.has(account)
  return {
    isBlocked,
    isMuted,
    isShown: account => !isBlocked(account) && !isMuted(account),
    isConnected: account => look().connected.has(account),
    isKept: account => look().kept.has(account),
    kept: () => [...look().kept.values()],
    hasMutedWords: () => look().words.length > 0,
    isMutedText: text => look().isMutedText(text),
    changed() {
      known = null
    },
  }
}

const readState = (
  self: AccountId,
  people: JournalDeps['people'],
  lists: PrivateLists,
  follows: OwnFollows,
): State => {
  const contacts = people.contacts().map(contact => ({ ...contact, id: bytesToHex(contact.account) }))
  const blocked = new Set(contacts.flatMap(({ id, state }) => (state === 'blocked' ? [id] : [])))
  const connected = contacts.filter(({ state }) => state === 'connected')
  const followed = [...lists.followed(), ...follows.all().map(id => [id, accountOf(id)] as const)]
  const others = [...connected.map(({ id, account }) => [id, account] as const), ...followed]
  const words = lists.mutedWords()
  return {
    blocked,
    connected: new Set(connected.map(({ id }) => id)),
    kept: new Map([[bytesToHex(self), self], ...others.filter(([id]) => !blocked.has(id))]),
    muted: lists.mutedPeople(),
    words,
    isMutedText: mutedTextBy(words),
  }
}
