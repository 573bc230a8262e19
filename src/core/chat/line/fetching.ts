/** Older segments of one line: which comes next, and what fetching one means: open, wait until it is here, read, close. */
import { equalBytes } from '../../../base/bytes.ts'
import type { Serial } from '../../documents/serial.ts'
import { type StepOutcome, whenInStep } from '../../sync/in-step.ts'
import { type Feed, openSegments } from './feed.ts'
import type { LineDeps } from './line-deps.ts'
import type { LineFeeds } from './line-feeds.ts'
import { type LineWork, segmentName } from './line-work.ts'
import type { OwnSegments } from './own-segments.ts'
import type { Segment, Wait } from './segment.ts'

export interface FetchJob {
  readonly feed: Feed
  readonly number: number
}

export interface LineFetching {
  next(): FetchJob | null
  run(job: FetchJob): Promise<void>
  /** The relay is there again: what it could not give may be there now, and what it had may be gone. */
  begin(): void
}

export interface FetchingDeps {
  readonly deps: LineDeps
  readonly feeds: LineFeeds
  readonly work: LineWork
  readonly own: OwnSegments
  readonly serial: Serial
  readonly closedWaits: Map<string, readonly Wait[]>
  readonly readAgain: Set<string>
}

export const createFetching = ({
  deps,
  feeds,
  work,
  own,
  serial,
  closedWaits,
  readAgain,
}: FetchingDeps): LineFetching => {
  const { engine, self } = deps
  const skipped = new Set<string>()
  let isRelayChecked = false

  const isOwn = (feed: Feed): boolean => equalBytes(feed.account, self)
  const isOlder = ({ feed, number }: FetchJob): boolean => number <= feed.newest() - openSegments
  const isWanted = (job: FetchJob): boolean => isOlder(job) && !skipped.has(nameOf(job))

  /** Own segments are brought again to a relay that lost them. The newest closed one tells for all. */
  const checkRelay = (feed: Feed, segment: Segment): void => {
    isRelayChecked = true
    if (!engine.isAcknowledged(segment.replica.id)) feed.lookAgain(feed.newest())
  }
  const close = async ({ feed, number }: FetchJob, segment: Segment): Promise<void> => {
    const waits = [...segment.waits().values()]
    if (waits.length === 0) closedWaits.delete(nameOf({ feed, number }))
    else closedWaits.set(nameOf({ feed, number }), waits)
    await feeds.close(feed, number)
  }
  const finish = async (job: FetchJob, segment: Segment, outcome: StepOutcome): Promise<void> => {
    const { feed, number } = job
    if (feeds.byName(feed.name) !== feed) await feeds.close(feed, number)
    if (feed.open.get(number) !== segment) return
    await work.readWhole({ feed, segment })
    readAgain.delete(nameOf(job))
    if (work.isFromBefore(segment)) feed.endAt(number)
    if (outcome === 'in-step') feed.markDone(number)
    else skipped.add(nameOf(job))
    if (outcome === 'in-step' && isOwn(feed) && own.late(feed.newest(), entriesOf(feed)).length === 0)
      own.settle(number)
    const saved = await work.run()
    if (!saved.ok) skipped.add(nameOf(job))
    if (!saved.ok || !isOlder(job)) return
    // What the relay does not have yet goes there while it is open.
    const isOnlyHere = isOwn(feed) && segment.replica.heads().length > 0 && outcome !== 'in-step'
    if (!isOnlyHere) await close(job, segment)
  }
  return {
    next() {
      if (engine.status().line !== 'ready') return null
      const all = feeds.all()
      const closing = all
        .flatMap(feed => [...feed.open.keys()].map(number => ({ feed, number })))
        .find(isWanted)
      if (closing !== undefined) return closing
      const probe = probeOf(feeds.own())
      if (!isRelayChecked && probe !== null && isWanted(probe)) return probe
      const again = all.flatMap(feed => againIn(feed, readAgain)).find(isWanted)
      if (again !== undefined) return again
      return all.map(feed => olderOf(feed, skipped)).find(job => job !== null) ?? null
    },
    async run(job) {
      const { feed, number } = job
      const segment = await serial(() => feeds.open(feed, number))
      if (segment === null) {
        skipped.add(nameOf(job))
        return
      }
      if (!isRelayChecked && isOwn(feed) && number === feed.newest() - openSegments) checkRelay(feed, segment)
      const outcome = await whenInStep(segment.replica, deps)
      await serial(() => finish(job, segment, outcome))
    },
    begin() {
      skipped.clear()
      isRelayChecked = false
    },
  }
}

const nameOf = ({ feed, number }: FetchJob): string => segmentName(feed.name, number)

/** Null when none of one's own segments is closed. */
const probeOf = (feed: Feed): FetchJob | null => {
  const number = feed.newest() - openSegments
  return number < 0 ? null : { feed, number }
}

const againIn = (feed: Feed, names: ReadonlySet<string>): FetchJob[] =>
  [...names].flatMap(name => {
    const [owner, number] = name.split('/')
    return owner === feed.name ? [{ feed, number: Number(number) }] : []
  })

const olderOf = (feed: Feed, skipped: ReadonlySet<string>): FetchJob | null => {
  const except = new Set(
    [...skipped].flatMap(name => againIn(feed, new Set([name])).map(({ number }) => number)),
  )
  const number = feed.nextToFetch(except)
  return number === null ? null : { feed, number }
}

/** Null for a segment that is not open. */
export const entriesOf =
  (feed: Feed) =>
  (number: number): number | null =>
    feed.open.get(number)?.takenCount() ?? null
