/** People as pages show them. */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import { newestPrekeys } from '../../protocol/accounts/chain.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { safetyNumber } from '../../protocol/rooms/safety-number.ts'
import { accountIdToText, parseAccountIdText } from '../account/account-id.ts'
import type { AccountIdText, ConnectionState, PeopleRow, PersonCard, PersonRow } from '../api.ts'
import type { ProfileFacts } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import { type ContactEntry, emptyEntry } from './contact-entry.ts'
import type { ContactViews } from './contact-views.ts'
import { createLookalikes } from './lookalikes.ts'
import { changesSince, isCurrent, verifiedNow } from './trust.ts'

export interface PersonRows {
  person(text: AccountIdText): PersonRow | null
  people(): PeopleRow
}

export interface PersonRowDeps {
  readonly self: AccountId
  readonly ownName: () => string
  readonly book: AccountBook
  readonly contacts: ContactBook
  readonly views: ContactViews
  readonly profileOf: (account: AccountId, id: string) => ProfileFacts | null
  readonly nowMs: () => number
}

interface NamedEntry {
  readonly id: string
  readonly name: string
  readonly entry: ContactEntry
}

export const createPersonRows = (deps: PersonRowDeps): PersonRows => {
  const lookalikes = createLookalikes()
  const texts = new WeakMap<AccountId, AccountIdText>()
  const order = new Intl.Collator()

  const named = (entry: ContactEntry): NamedEntry => ({ id: entry.id, name: nameOf(entry, deps), entry })
  const textOf = (account: AccountId): AccountIdText => {
    const text = texts.get(account) ?? accountIdToText(account)
    texts.set(account, text)
    return text
  }
  const connections = (): readonly NamedEntry[] => deps.contacts.all().filter(isListed).map(named)
  const cardOf = ({ id, name, entry }: NamedEntry, alike: ReadonlySet<string>): PersonCard => {
    const profile = deps.profileOf(entry.account, id)
    const chain = deps.book.entryOf(entry.account)
    return {
      account: textOf(entry.account),
      name,
      roles: profile?.roles ?? [],
      place: profile?.place ?? '',
      connection: connectionOf(entry, deps.views),
      verified: verifiedNow(entry, chain),
      hasChanges: changesSince(entry, chain).length > 0,
      isLookalike: alike.has(id),
    }
  }

  return {
    person(text) {
      const account = parseAccountIdText(text)
      if (account === null) return null
      if (equalBytes(account, deps.self)) return ownRow(text, deps.ownName())
      const entry = deps.contacts.of(account) ?? emptyEntry(account)
      const one = named(entry)
      const chain = deps.book.entryOf(account)
      return {
        account: text,
        name: one.name,
        connection: connectionOf(entry, deps.views),
        verified: verifiedNow(entry, chain),
        safetyNumber: safetyNumber(deps.self, account),
        changes: changesSince(entry, chain),
        lookalikes: lookalikes
          .of(one, connections())
          .map(({ entry: { account: other }, name }) => ({ account: textOf(other), name })),
        reachable: isReachable(entry, deps),
      }
    },
    people() {
      const all = deps.contacts.all().map(named)
      const inState = (is: (entry: ContactEntry) => boolean): readonly NamedEntry[] =>
        all.filter(({ entry }) => is(entry))
      const alike = lookalikes.among(all, inState(isListed))
      const cards = (some: readonly NamedEntry[]): readonly PersonCard[] =>
        some.map(one => cardOf(one, alike))
      return {
        connections: cards(
          inState(isListed).toSorted((a, b) => order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)),
        ),
        received: cards(inState(({ standing }) => standing.state === 'received').toSorted(newestFirst)),
        sent: cards(inState(({ standing }) => standing.state === 'sent').toSorted(newestFirst)),
        blocked: cards(
          inState(({ standing }) => standing.state === 'blocked').toSorted((a, b) =>
            order.compare(a.name, b.name),
          ),
        ),
      }
    },
  }
}

/** Somebody whose code was false stays in sight until that was acknowledged. */
const isListed = ({ standing, trust }: ContactEntry): boolean =>
  (standing.state === 'connected' && standing.room !== null) ||
  (trust.falseAtMs > 0 && standing.state === 'none')

const newestFirst = (a: NamedEntry, b: NamedEntry): number =>
  b.entry.standing.sinceMs - a.entry.standing.sinceMs

/** As on their profile, else as it was last seen. */
export const nameOf = (entry: ContactEntry, { profileOf }: Pick<PersonRowDeps, 'profileOf'>): string => {
  const name = profileOf(entry.account, entry.id)?.name ?? ''
  return name === '' ? entry.seen.name : name
}

const connectionOf = ({ standing }: ContactEntry, views: ContactViews): ConnectionState => {
  const { state, sinceMs, confirmed, room, sent, received } = standing
  switch (state) {
    case 'sent':
      return { kind: 'sent', atMs: sinceMs, note: sent?.note ?? '', delivered: sent?.delivered ?? false }
    case 'received':
      return {
        kind: 'received',
        atMs: sinceMs,
        note: received?.note ?? '',
        via: received?.scanned === true ? 'code' : 'request',
      }
    case 'connected':
      if (room === null) return { kind: 'none' }
      return { kind: 'connected', sinceMs, confirmed, conversation: views.conversationOf(room) }
    case 'blocked':
      return { kind: 'blocked', sinceMs }
    case 'none':
    case 'rejected':
    case 'removed':
      return { kind: 'none' }
  }
}

const isReachable = (entry: ContactEntry, { book, nowMs }: PersonRowDeps): boolean => {
  const chain = book.entryOf(entry.account)
  if (chain === null || !isCurrent(entry, chain.state)) return false
  return newestPrekeys(chain.state, chain.prekeys, nowMs()).some(({ dormant }) => !dormant)
}

const ownRow = (account: AccountIdText, name: string): PersonRow => ({
  account,
  name,
  connection: { kind: 'self' },
  verified: 'no',
  safetyNumber: [],
  changes: [],
  lookalikes: [],
  reachable: true,
})
