/** Which segments are read, kept in step and let go of: of oneself everything, of others the newest. */
import { equalBytes } from '../../../base/bytes.ts'
import { createDocumentGenesis } from '../../../protocol/records/document-genesis.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../account/account-id.ts'
import { createSerial, docIdOf } from '../../documents/index.ts'
import { type StepOutcome, whenInStep } from '../../sync/in-step.ts'
import { isNewestFull, type Journal, type Journals, maxSegments, newestRead } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import type { Looked, Parks } from './parks.ts'
import { revokedIn } from './reader.ts'
import { accountKey, segmentName } from './row-keys.ts'
import type { Visits } from './visits.ts'

/** Of somebody else: late entries of devices that were apart stand in older ones than the newest. */
const segmentsInStep = 4
/** Written while this device was away: so many are fetched without anybody asking. */
const segmentsCaughtUp = 16
/** More people than anybody follows. */
const mostKept = 5_000

export interface Keeper {
  keep(accounts: readonly AccountId[]): void
  isKept(account: AccountId): boolean
  /** Open, or parked: what comes is heard of. */
  isInStep(journal: Journal, segment: number): boolean
  /** Does what follows from what is known of the journal now. */
  follow(journal: Journal): void
  /** Asks for the profile when nothing is known of the journal yet; answers how that went. */
  learn(journal: Journal): Promise<StepOutcome>
  isLearning(journal: Journal): boolean
  /** Their devices changed: what a revoked one wrote may be gone. */
  judgeAgain(account: AccountId): void
}

export interface KeeperDeps extends Pick<
  LineDeps,
  'self' | 'store' | 'engine' | 'book' | 'profiles' | 'ports'
> {
  readonly journals: Journals
  readonly visits: Visits
  readonly parks: Parks
  readonly looked: Looked
  readonly onReach: (account: AccountId) => void
}

export const createKeeper = (deps: KeeperDeps): Keeper => {
  const { self, journals, visits, parks, looked, profiles, ports } = deps
  const kept = new Set<string>([accountKey(self)])
  const learning = new Map<string, Promise<StepOutcome>>()
  /** What was not there when it was asked for is waited for. */
  const visited = new Set<string>()
  const oneByOne = createSerial()

  const isKept = (account: AccountId): boolean => kept.has(accountKey(account))
  const log = (event: string) => (error: unknown) =>
    ports.log({ event, detail: error instanceof Error ? error.message : 'unknown' })
  const fetch = (journal: Journal, segment: number): void => {
    visits.visit(journal, segment, false).catch(log('journal-visit-failed'))
  }
  /** True when that is more than was known. */
  const grow = (journal: Journal): boolean => {
    const said = Math.min(maxSegments, profiles.held(journal.account)?.journal ?? 0)
    const isMore = said > journal.segments
    if (isMore) journal.segments = said
    return isMore
  }
  const learn = (journal: Journal): Promise<StepOutcome> => {
    const name = accountKey(journal.account)
    const known = learning.get(name)
    if (known !== undefined) return known
    const asked = askProfile(journal.account, deps).finally(() => {
      learning.delete(name)
      grow(journal)
      deps.onReach(journal.account)
    })
    learning.set(name, asked)
    return asked
  }
  const follow = (journal: Journal): void => {
    if (grow(journal)) deps.onReach(journal.account)
    const isOwn = equalBytes(journal.account, self)
    const isWanted = isKept(journal.account)
    if (isOwn) followOwn(journal, deps)
    const unread = isOwn ? unreadOf(journal) : isWanted ? unreadEndOf(journal) : []
    const toPark = isWanted ? segmentsToPark(journal, isOwn) : []
    const inStep = new Set([...unread, ...toPark, ...looked.segmentsOf(journal)])
    parks.keepOnly(journal, inStep)
    for (const segment of unread) {
      const name = segmentName(journal.account, segment)
      if (!visited.has(name)) fetch(journal, segment)
      visited.add(name)
    }
    for (const segment of inStep) {
      if (!visits.isBusy(journal, segment) && !parks.has(journal, segment)) parks.park(journal, segment)
    }
  }
  return {
    isKept,
    isInStep: (journal, segment) => visits.isBusy(journal, segment) || parks.has(journal, segment),
    follow,
    learn,
    isLearning: journal => learning.has(accountKey(journal.account)),
    keep(accounts) {
      const now = [self, ...accounts.slice(0, mostKept)].map(account => journals.of(account))
      const names = new Set(now.map(({ account }) => accountKey(account)))
      const past = [...kept].filter(name => !names.has(name))
      kept.clear()
      for (const name of names) kept.add(name)
      for (const journal of journals.all()) if (past.includes(accountKey(journal.account))) follow(journal)
      for (const journal of now) {
        follow(journal)
        if (journal.segments > 0 || isProfileHere(journal.account, deps)) continue
        oneByOne(() => learn(journal).then(() => follow(journal))).catch(log('profile-not-asked'))
      }
    },
    judgeAgain(account) {
      const journal = journals.find(account)
      if (journal === null || journal.revoked === revokedIn(deps.book, journal)) return
      for (const segment of journal.read) fetch(journal, segment)
    },
  }
}

const followOwn = (journal: Journal, { visits, ports }: KeeperDeps): void => {
  const newest = journal.segments - 1
  if (newest < 0) return
  visits.stay(journal, newest).catch((error: unknown) => {
    ports.log({ event: 'own-journal-not-opened', detail: error instanceof Error ? error.message : 'unknown' })
  })
  visits.stayOnly(newest)
}

/** Newest first. */
const unreadOf = ({ segments, read }: Journal): readonly number[] =>
  Array.from({ length: segments }, (_, index) => segments - 1 - index).filter(segment => !read.has(segment))

/** From where the reading ended, in the order they were written; of what was never read, only the newest. */
const unreadEndOf = (journal: Journal): readonly number[] => {
  const newest = journal.segments - 1
  const last = newestRead(journal) ?? newest
  const from = Math.max(last, newest - segmentsCaughtUp + 1, 0)
  return Array.from({ length: Math.max(0, newest - from + 1) }, (_, index) => from + index).filter(
    segment => !journal.read.has(segment),
  )
}

/** The one after a full one is waited for, although nobody spoke of it. */
const segmentsToPark = (journal: Journal, isOwn: boolean): readonly number[] => {
  const read = [...journal.read].toSorted((a, b) => b - a)
  const inStep = isOwn ? read : read.slice(0, segmentsInStep)
  const newest = newestRead(journal)
  return newest !== null && isNewestFull(journal) ? [newest + 1, ...inStep] : inStep
}

const profileDoc = (account: AccountId) => docIdOf(createDocumentGenesis('profile', account))

const isProfileHere = (account: AccountId, { store }: KeeperDeps): boolean =>
  (store.replica(profileDoc(account))?.heads().length ?? 0) > 0

const askProfile = async (account: AccountId, deps: KeeperDeps): Promise<StepOutcome> => {
  await deps.profiles.state(accountIdToText(account))
  const replica = deps.store.replica(profileDoc(account))
  if (replica === null) return 'offline'
  return replica.heads().length > 0 ? 'in-step' : whenInStep(replica, deps)
}
