/** A card as people are shown who were found. */
import { equalBytes } from '../../../base/bytes.ts'
import { accountIdToText } from '../../account/account-id.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { FoundPerson } from '../../api.ts'
import type { Contact } from '../../connections/connection-types.ts'
import { createLookalikes, type Named } from '../../connections/lookalikes.ts'
import type { KeptCard } from '../cards/card-row.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import { fingerprintOf } from '../fingerprint.ts'

export interface FoundPeople {
  /** In the order of the cards. `heardAtMs`: when they were heard of besides what their card says. */
  rows(
    cards: readonly KeptCard[],
    source: FoundPerson['source'],
    heardAtMs?: number,
  ): Promise<readonly FoundPerson[]>
}

type Deps = Pick<DiscoveryDeps, 'self' | 'people' | 'journal' | 'nameOf'>

const mostNamed = 3

export const createFoundPeople = (deps: Deps): FoundPeople => {
  const lookalikes = createLookalikes()
  /** Contacts stay the same objects for as long as nothing about them changes. */
  const named = new WeakMap<Contact, Named>()
  const namedOf = (contact: Contact): Named => {
    const known = named.get(contact) ?? { id: accountIdToText(contact.account), name: contact.name }
    named.set(contact, known)
    return known
  }

  const knownBy = async (
    account: AccountId,
    connections: readonly AccountId[],
  ): Promise<Pick<FoundPerson, 'knownBy' | 'knownByCount'>> => {
    const followers = (await deps.journal()?.publicFollowersOf(account, connections)) ?? []
    return {
      knownByCount: followers.length,
      knownBy: followers.slice(0, mostNamed).map(one => ({
        account: accountIdToText(one),
        name: deps.nameOf(one),
        isOwn: equalBytes(one, deps.self),
      })),
    }
  }

  return {
    async rows(cards, source, heardAtMs = 0) {
      const connected = deps.people().contacts().filter(isConnected)
      const accounts = connected.map(({ account }) => account)
      const alike = lookalikes.among(
        cards.map(({ text, name }) => ({ id: text, name })),
        connected.map(namedOf),
      )
      return Promise.all(
        cards.map(async (card): Promise<FoundPerson> => {
          const isOwn = equalBytes(card.account, deps.self)
          return {
            account: card.text,
            name: card.name,
            roles: card.roles,
            place: card.place,
            availability: card.availability,
            isOwn,
            connection: isOwn ? 'self' : connectionOf(deps.people().contactOf(card.account)),
            follow: deps.journal()?.followOf(card.account) ?? 'no',
            source,
            heardAtMs: Math.max(card.heardAtMs, heardAtMs),
            fingerprint: fingerprintOf(card.account),
            ...(await knownBy(card.account, accounts)),
            isLookalike: !isOwn && alike.has(card.text),
          }
        }),
      )
    },
  }
}

const isConnected = (contact: Contact): boolean => connectionOf(contact) === 'connected'

/** A connection of which no conversation is known yet counts for none, as on their page. */
const connectionOf = (contact: Contact | null): FoundPerson['connection'] => {
  switch (contact?.state) {
    case 'sent':
    case 'received':
    case 'blocked':
      return contact.state
    case 'connected':
      return contact.room === null ? 'none' : 'connected'
    default:
      return 'none'
  }
}
