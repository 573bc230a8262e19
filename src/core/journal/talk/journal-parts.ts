/** The parts of talk, put together: who hears of what. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { FollowState } from '../../api.ts'
import type { JournalDeps } from './journal-deps.ts'
import { type Counts, createCounts } from './showing/counts.ts'
import { type Accepted, loadAccepted } from './state/accepted.ts'
import { type Asking, createAsking } from './state/asking.ts'
import { type Circle, createCircle } from './state/circle.ts'
import { createAskingAboutSelf } from './state/asking-about-self.ts'
import { createCopies } from './state/copies.ts'
import { createFinding, type Finding } from './state/finding.ts'
import { createKeeping } from './state/keeping.ts'
import { createOlderPosts, type OlderPosts } from './state/older-posts.ts'
import { loadOwnFollows, type OwnFollows } from './state/own-follows.ts'
import { createOwnWriting, type OwnWriting } from './state/own-writing.ts'
import { createPrivateLists, type PrivateLists } from './state/private-lists.ts'
import { loadReadMarks, type ReadMarks } from './state/read-marks.ts'
import { createReferences, type References } from './state/references.ts'
import { createTaker, type Taker } from './taking/taker.ts'

export interface JournalParts {
  /** Oneself, in hex. */
  readonly own: string
  readonly lists: PrivateLists
  readonly follows: OwnFollows
  readonly circle: Circle
  readonly counts: Counts
  readonly marks: ReadMarks
  readonly accepted: Accepted
  readonly writing: OwnWriting
  readonly references: References
  readonly finding: Finding
  readonly older: OlderPosts
  readonly asking: Asking
  readonly taker: Taker
  followOf(account: AccountId): FollowState
  onChange(listener: () => void): () => void
  failed(event: string): (error: unknown) => void
  /** Begins to hear. */
  start(): void
  close(): Promise<void>
}

export const createJournalParts = async (deps: JournalDeps): Promise<JournalParts> => {
  const { self, rows, line, people, network, ports } = deps
  const own = bytesToHex(self)
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const failed = (event: string) => (error: unknown) =>
    ports.log({ event, detail: error instanceof Error ? error.message : 'unknown' })

  const lists = createPrivateLists(deps)
  const follows = await loadOwnFollows(rows)
  const circle = createCircle(deps, lists, follows)
  const counts = createCounts(rows, circle, self)
  const marks = await loadReadMarks(deps)
  const accepted = await loadAccepted(deps)
  const writing = createOwnWriting(line, ports.clock)
  const references = createReferences({ self, own, rows, line })
  const looking = { line, rows, clock: ports.clock, onChange: changed }
  const finding = createFinding({
    ...looking,
    isKept: circle.isKept,
    isLive: deps.isLive,
    onFailure: failed('post-not-looked-for'),
  })
  const older = createOlderPosts({ ...looking, onFailure: failed('older-posts-not-fetched') })
  const asking = createAsking({ ...looking, ...deps, isBlocked: circle.isBlocked })
  const keeping = createKeeping(deps, circle)
  const copies = createCopies(deps, changed)
  const taker = await createTaker({
    ...deps,
    marks,
    counts,
    references,
    follows,
    circle,
    writing,
    onFollows: keeping.follow,
    onChange: changed,
  })

  const onCircle = (): void => {
    circle.changed()
    keeping.follow()
    changed()
  }
  const aboutSelf = createAskingAboutSelf(deps, asking, failed('references-not-asked'))
  let wasLive: boolean | null = null
  const stops: (() => void)[] = []
  let stopWaiting: (() => void) | null = null

  return {
    own,
    lists,
    follows,
    circle,
    counts,
    marks,
    accepted,
    writing,
    references,
    finding,
    older,
    asking,
    taker,
    followOf(account) {
      const id = bytesToHex(account)
      if (follows.has(id)) return 'public'
      return lists.followed().has(id) ? 'private' : 'no'
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    failed,
    start() {
      const followPeople = (): void => {
        accepted.follow().catch(failed('connections-not-noted'))
        onCircle()
      }
      const followLive = (): void => {
        const isLive = deps.isLive()
        const isOther = isLive !== wasLive
        wasLive = isLive
        aboutSelf.look()
        copies.look()
        if (isOther) changed()
      }
      const followReach = (account: AccountId): void => {
        keeping.onReach(account)
        // Hundreds of journals are heard of one after another.
        stopWaiting ??= ports.clock.after(reachRestMs, () => {
          stopWaiting = null
          changed()
        })
      }
      stops.push(
        line.onNews(taker.take),
        line.onReach(followReach),
        people.onChange(followPeople),
        network.onChange(onCircle),
        deps.onLive(followLive),
        deps.blobs.onStatus(copies.look),
      )
      followPeople()
      keeping.onReach(self)
      followLive()
    },
    async close() {
      for (const stop of stops) stop()
      aboutSelf.close()
      stopWaiting?.()
      listeners.clear()
      await taker.idle()
    },
  }
}

const reachRestMs = 100
