/** People on this device, as one types. Whoever is blocked is not among them. */
import { createPeopleIndex } from '../../../search/people-index.ts'
import { parseAccountIdText, accountIdToText } from '../../account/account-id.ts'
import { type AccountIdText, foundPeopleLimit, type FoundPeopleRow, type QueryOf } from '../../api.ts'
import type { CardBook } from '../cards/card-book.ts'
import type { KeptCard } from '../cards/card-row.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import type { FoundPeople } from './found-person.ts'

export interface PeopleSearch {
  note(card: KeptCard): void
  find(query: QueryOf<'find-people'>): Promise<FoundPeopleRow>
  isBlocked(account: AccountIdText): boolean
}

export const createPeopleSearch = (
  deps: Pick<DiscoveryDeps, 'people'>,
  cards: () => Pick<CardBook, 'of' | 'indexing'>,
  found: FoundPeople,
): PeopleSearch => {
  const index = createPeopleIndex()
  let blocked: ReadonlySet<AccountIdText> = new Set()

  const cardOf = (id: AccountIdText): KeptCard | null => {
    const account = parseAccountIdText(id)
    return account === null ? null : cards().of(account)
  }
  const note = (card: KeptCard): void => {
    if (!blocked.has(card.text)) index.set(indexedOf(card))
  }
  /** Takes out who has been blocked since, and puts back who is no more. */
  const heedBlocks = (): void => {
    const before = blocked
    blocked = blockedOf(deps)
    for (const id of blocked) if (!before.has(id)) index.remove(id)
    for (const id of before) {
      const card = blocked.has(id) ? null : cardOf(id)
      if (card !== null) note(card)
    }
  }

  return {
    note,
    async find({ text, role, place }) {
      heedBlocks()
      const { ids, found: all } = index.search({ text, role, place }, foundPeopleLimit)
      const shown = ids.flatMap(id => cardOf(id) ?? [])
      return {
        people: await found.rows(shown, 'device'),
        found: all,
        of: index.size(),
        indexing: cards().indexing(),
      }
    },
    isBlocked: account => blockedOf(deps).has(account),
  }
}

export const indexedOf = ({ text, name, roles, place }: KeptCard) => ({ id: text, name, roles, place })

export const blockedOf = ({ people }: Pick<DiscoveryDeps, 'people'>): ReadonlySet<AccountIdText> =>
  new Set(
    people()
      .contacts()
      .filter(({ state }) => state === 'blocked')
      .map(({ account }) => accountIdToText(account)),
  )
