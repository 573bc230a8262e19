/** The feeds of a line, and which of their segments are open. */
import { equalBytes } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { DocId } from '../../../protocol/relay/frames.ts'
import { feedGenesis } from '../../../protocol/rooms/feed-genesis.ts'
import type { RoomId } from '../../../protocol/rooms/room-types.ts'
import { type Feed, loadFeed, openSegments } from './feed.ts'
import type { LineDeps } from './line-deps.ts'
import { accountKey, type RowKeys } from './row-keys.ts'
import { openSegment, type Segment } from './segment.ts'

export interface OpenSegment {
  readonly feed: Feed
  readonly segment: Segment
}

export interface LineFeeds {
  all(): readonly Feed[]
  own(): Feed
  byName(name: string): Feed | null
  byDoc(doc: DocId): OpenSegment | null
  openNow(): readonly OpenSegment[]
  /** Opens what is new, lets go of what is not wanted any more. One's own stays. */
  seat(accounts: readonly AccountId[], newestOf: (account: AccountId) => number): Promise<void>
  /** Opens the segments at the end of the feed. */
  openEnd(feed: Feed): Promise<void>
  /** Null when what is on disk cannot be opened. */
  open(feed: Feed, number: number): Promise<Segment | null>
  close(feed: Feed, number: number): Promise<void>
}

export const createLineFeeds = async (
  room: RoomId,
  { self, store, engine, rows, ports, onOpened }: LineDeps,
  keys: RowKeys,
  onChange: (one: OpenSegment) => void,
): Promise<LineFeeds> => {
  const ownFeed = await loadFeed(self, rows, keys)
  const feeds = new Map<string, Feed>([[ownFeed.name, ownFeed]])
  const docs = new Map<DocId, OpenSegment>()

  const open = async (feed: Feed, number: number): Promise<Segment | null> => {
    const known = feed.open.get(number)
    if (known !== undefined) return known
    const opened = await store.open(feedGenesis(room, feed.account, number))
    if (!opened.ok) {
      ports.log({ event: 'feed-segment-not-opened', segment: number, reason: opened.error.type })
      return null
    }
    const replica = opened.value
    const changed = (): void => {
      const one = docs.get(replica.id)
      if (one !== undefined) onChange(one)
    }
    const segment = await openSegment({ feed: feed.name, number }, replica, changed, rows, keys)
    feed.open.set(number, segment)
    const one = { feed, segment }
    docs.set(replica.id, one)
    onOpened(replica)
    onChange(one)
    return segment
  }
  const close = async (feed: Feed, number: number): Promise<void> => {
    const segment = feed.open.get(number)
    if (segment === undefined) return
    segment.stop()
    feed.open.delete(number)
    docs.delete(segment.replica.id)
    engine.untrack(segment.replica.id)
    await store.release(segment.replica.id)
  }
  const openEnd = async (feed: Feed): Promise<void> => {
    const newest = feed.newest()
    const first = Math.max(0, newest - openSegments + 1)
    for (let number = first; number <= newest; number++) await open(feed, number)
  }
  return {
    all: () => [...feeds.values()],
    own: () => ownFeed,
    byName: name => feeds.get(name) ?? null,
    byDoc: doc => docs.get(doc) ?? null,
    openNow: () => [...docs.values()],
    open,
    close,
    openEnd,
    async seat(accounts, newestOf) {
      const wanted = new Set(accounts.map(accountKey))
      for (const feed of feeds.values()) {
        if (wanted.has(feed.name) || equalBytes(feed.account, self)) continue
        for (const number of feed.open.keys()) await close(feed, number)
        feeds.delete(feed.name)
      }
      for (const account of [self, ...accounts]) {
        const feed = feeds.get(accountKey(account)) ?? (await loadFeed(account, rows, keys))
        feeds.set(feed.name, feed)
        feed.growTo(newestOf(account))
        await openEnd(feed)
      }
    },
  }
}
