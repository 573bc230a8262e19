/** The line of journals: from documents to entries, read once each, and from what one writes to documents. */
import { equalBytes } from '../../../base/bytes.ts'
import { journalGenesis } from '../../../protocol/journal/journal-genesis.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../protocol/records/document-genesis.ts'
import { docIdOf, type Replica } from '../../documents/index.ts'
import type { JournalLine, JournalReach } from '../journal-types.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { isNewestFull, type Journal, type Journals, loadJournals, maxSegments } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import { createListening } from './listening.ts'
import { createLooked, createParks, type Looked } from './parks.ts'
import { createReader } from './reader.ts'
import { createRetrying, type Retrying } from './retrying.ts'
import { createTags } from './tags.ts'
import { createVisits, type VisitOutcome, type Visits } from './visits.ts'
import { createWriter } from './writer.ts'

/** Segments after the last that their profile speaks of, when that one is full. */
const mostFurther = 4

/** Begins with one's own journal; tells nothing before somebody listens. */
export const createJournalLine = async (deps: LineDeps): Promise<JournalLine> => {
  const { self, engine, rows } = deps
  const journals = await loadJournals(rows)
  const tags = createTags(rows)
  const listening = createListening(deps)
  const reachListeners = new Set<(account: AccountId) => void>()
  const onReach = (account: AccountId): void => {
    for (const listener of reachListeners) listener(account)
  }
  const followed = (journal: Journal): void => {
    keeper.follow(journal)
    onReach(journal.account)
  }
  const shared = { ...deps, journals, tags }
  const reader = createReader({
    ...shared,
    tell: listening.tell,
    onRead: followed,
    onTags: came => retrying.tagsCame(came),
  })
  const parks = createParks(deps, (journal, segment) => visits.readAgain(journal, segment))
  const visits: Visits = createVisits({ ...deps, reader, onOpen: parks.forget, onLeft: followed })
  const looked: Looked = createLooked(journal => keeper.follow(journal))
  const keeper: Keeper = createKeeper({ ...deps, journals, visits, parks, looked, onReach })
  const retrying: Retrying = createRetrying({ ...shared, visits, reader })
  const parts = { deps, journals, visits, keeper }
  const watched = new WeakSet<Replica>()
  const watch = (replica: Replica): void => {
    if (watched.has(replica)) return
    watched.add(replica)
    watchProfile(replica, parts)
  }
  /** Some are open before anybody listens for what is opened. */
  const watchOpen = (account: AccountId): void => {
    const replica = deps.store.replica(docIdOf(createDocumentGenesis('profile', account)))
    if (replica !== null) watch(replica)
  }

  const stops = [
    deps.audiences.onKeys(owner => retrying.keysCame(owner)),
    deps.store.onAccountChange(account => {
      if (equalBytes(account, self)) retrying.keysCame(self)
      keeper.judgeAgain(account)
    }),
    deps.store.onOpened(watch),
  ]
  keeper.keep([])
  retrying.begin()

  return {
    keep(accounts) {
      keeper.keep(accounts)
      for (const account of [self, ...accounts]) watchOpen(account)
    },
    async look(account, segment) {
      const journal = journals.of(account)
      const outcome = await look(journal, segment, parts, looked)
      return reachOf(journal, segment, outcome, parts)
    },
    reach: account => reachOf(journals.find(account) ?? unknownJournal(account), null, null, parts),
    write: createWriter({ ...shared, visits }),
    onNews: listening.onNews,
    onReach(listener) {
      reachListeners.add(listener)
      return () => reachListeners.delete(listener)
    },
    docOf: (account, segment) => docIdOf(journalGenesis(account, segment)),
    isAcknowledged(account, segment) {
      if (!equalBytes(account, self)) return true
      const doc = docIdOf(journalGenesis(account, segment))
      // One's own is closed only once the relay has it.
      return visits.isOpen(doc) ? engine.isAcknowledged(doc) : journals.of(self).read.has(segment)
    },
    async close() {
      for (const stop of stops) stop()
      visits.close()
      listening.close()
      await reader.between(async () => undefined)
    },
  }
}

interface Parts {
  readonly deps: LineDeps
  readonly journals: Journals
  readonly visits: Visits
  readonly keeper: Keeper
}

/** Whoever's it is: a journal that is not kept now may be later. */
const watchProfile = ({ genesis, onChange }: Replica, { journals, keeper }: Parts): void => {
  if (genesis.kind !== 'profile') return
  const follow = (): void => {
    const journal = keeper.isKept(genesis.owner) ? journals.of(genesis.owner) : journals.find(genesis.owner)
    if (journal !== null) keeper.follow(journal)
  }
  onChange(follow)
  follow()
}

/** One that is not kept may have gone on since it was last looked at. */
const look = async (
  journal: Journal,
  segment: number | null,
  parts: Parts,
  looked: Looked,
): Promise<VisitOutcome> => {
  if (segment !== null) return lookAt(journal, segment, parts, looked)
  const { keeper } = parts
  const learnt =
    keeper.isKept(journal.account) && journal.segments > 0 ? 'in-step' : await keeper.learn(journal)
  if (journal.segments === 0) return learnt
  let outcome = await lookAt(journal, journal.segments - 1, parts, looked)
  for (let further = 0; further < mostFurther && outcome === 'in-step' && isNewestFull(journal); further++) {
    const next = await lookAt(journal, journal.segments, parts, looked)
    if (next !== 'in-step') return outcome
    outcome = next
  }
  return outcome
}

const lookAt = async (
  journal: Journal,
  number: number,
  { visits, keeper }: Parts,
  looked: Looked,
): Promise<VisitOutcome> => {
  if (!Number.isSafeInteger(number) || number < 0 || number >= maxSegments) return 'unavailable'
  if (journal.read.has(number) && keeper.isInStep(journal, number)) return 'in-step'
  const outcome = await visits.visit(journal, number, true)
  looked.note(journal, number)
  keeper.follow(journal)
  return outcome
}

const unknownJournal = (account: AccountId): Journal => ({
  account,
  segments: 0,
  read: new Set(),
  newestEntries: 0,
  revoked: 0,
})

/** `segment` null: as far as the newest goes. */
const reachOf = (
  journal: Journal,
  segment: number | null,
  outcome: VisitOutcome | null,
  parts: Parts,
): JournalReach => {
  const number = segment ?? journal.segments - 1
  const state = journal.read.has(number) ? 'held' : whyNotRead(journal, number, outcome, parts)
  return { segments: journal.segments, read: journal.read.size, state }
}

const whyNotRead = (
  journal: Journal,
  number: number,
  outcome: VisitOutcome | null,
  { deps: { engine, profiles }, visits, keeper }: Parts,
): JournalReach['state'] => {
  const isAsking = keeper.isLearning(journal) || (number >= 0 && visits.isBusy(journal, number))
  if (isAsking) return 'asking'
  if (number < 0 && profiles.held(journal.account) !== null) return 'nothing'
  if (outcome === 'offline' || engine.status().line !== 'ready') return 'offline'
  if (outcome !== null) return number < 0 ? 'nothing' : 'unavailable'
  if (number < 0) return 'nothing'
  return engine.availability(docIdOf(journalGenesis(journal.account, number))) === 'asking'
    ? 'asking'
    : 'unavailable'
}
