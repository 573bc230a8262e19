/** Finding people and works: on this device as one types, and at the relay when asked. */
import type { DiscoveryDeps } from './discovery-deps.ts'
import type { DiscoveryService } from './discovery-types.ts'
import { createCardBook } from './cards/card-book.ts'
import { askReferences } from './directory/ask-references.ts'
import { createRelayQuestions } from './directory/ask-relay.ts'
import { createDirectory } from './directory/directory.ts'
import { changeListing, listingNow } from './listing.ts'
import { createFoundPeople } from './people/found-person.ts'
import { createPeopleSearch } from './people/people-search.ts'
import { createFindWorks } from './works/find-works.ts'

/** Answers at once; what is kept on the disk is read in the background. */
export const createDiscovery = async (deps: DiscoveryDeps): Promise<DiscoveryService> => {
  const listeners = new Set<() => void>()
  const stops: (() => void)[] = []
  let isTelling = false
  /** Once for however many cards come together. */
  const tell = (): void => {
    if (isTelling) return
    isTelling = true
    queueMicrotask(() => {
      isTelling = false
      for (const listener of listeners) listener()
    })
  }

  const found = createFoundPeople(deps)
  const search = createPeopleSearch(deps, () => cards, found)
  const cards = createCardBook(deps, search.note, tell)
  const relay = createRelayQuestions(deps)
  const directory = createDirectory(deps, { cards, found, relay, onNews: tell })
  const findWorks = createFindWorks(deps, cards)
  stops.push(deps.network.onChange(tell))
  let isListening = false
  /** Those are made after this, and are there once somebody asks. */
  const listen = (): void => {
    if (isListening) return
    isListening = true
    stops.push(deps.people().onChange(tell))
    const stop = deps.journal()?.onChange(tell)
    if (stop !== undefined) stops.push(stop)
  }

  return {
    people(query) {
      listen()
      return search.find(query)
    },
    works(query) {
      listen()
      return findWorks(query)
    },
    directory(query) {
      listen()
      return directory.row(query)
    },
    listing: () => listingNow(deps),
    changeListing: listed => changeListing(deps, listed),
    references: (keys, most) => askReferences(relay, keys, most),
    card: cards.of,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
      for (const stop of stops) stop()
      directory.close()
      cards.close()
    },
  }
}
