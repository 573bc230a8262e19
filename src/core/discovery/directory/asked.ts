/** A question to the directory and what has come of it so far. */
import {
  directoryLimits,
  type PeopleAnswer,
  type PeopleQuestion,
} from '../../../protocol/directory/directory-types.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../account/account-id.ts'
import type { AccountIdText, QueryOf } from '../../api.ts'
import type { Refused } from './ask-relay.ts'
import type { FetchedProfile } from './fetch-profile.ts'

export type Wanted = Pick<PeopleQuestion, 'text' | 'role' | 'place'>

/** Whom the relay named. `away`: still to be looked up; `none`: nothing that can be read is to be had. */
export interface Named {
  readonly account: AccountId
  readonly id: AccountIdText
  outcome: FetchedProfile | { readonly kind: 'checking' }
}

export interface Asked {
  readonly wanted: Wanted
  /** In the relay's order. */
  named: Map<AccountIdText, Named>
  found: number
  pages: number
  next: Uint8Array | null
  askedAtMs: number | null
  isAsking: boolean
  problem: Refused['type'] | null
  retryAtMs: number
}

const cut = (text: string): string =>
  text
    .slice(0, directoryLimits.fieldChars)
    .replace(/\p{Surrogate}/gu, '')
    .trim()

export const wantedOf = ({ text, role, place }: Omit<QueryOf<'directory'>, 'type' | 'pages'>): Wanted => ({
  text: cut(text),
  role: cut(role),
  place: cut(place),
})

export const keyOf = ({ text, role, place }: Wanted): string => JSON.stringify([text, role, place])

export const newlyAsked = (wanted: Wanted): Asked => ({
  wanted,
  named: new Map(),
  found: 0,
  pages: 0,
  next: null,
  askedAtMs: null,
  isAsking: false,
  problem: null,
  retryAtMs: 0,
})

/** One page more; nobody twice. */
export const take = (asked: Asked, { found, people, next }: PeopleAnswer): void => {
  asked.found = found
  asked.next = next
  asked.pages++
  asked.problem = null
  for (const { account } of people) {
    const id = accountIdToText(account)
    if (!asked.named.has(id)) asked.named.set(id, { account, id, outcome: { kind: 'away' } })
  }
}
