/** What reading a segment needs, and what comes of it. */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EnvelopeId, EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import type { Arrival, DeviceNews } from '../chat-types.ts'
import type { Chains } from './chains.ts'
import type { EpochShelf } from './epoch-shelf.ts'
import type { Feed } from './feed.ts'
import type { FeedPlace } from './judge-epoch.ts'
import type { JoinedDeps } from './line-deps.ts'
import type { Segment } from './segment.ts'

export interface Reading {
  readonly arrivals: readonly Arrival[]
  readonly gone: readonly EnvelopeId[]
  readonly news: readonly DeviceNews[]
  /** Known, or with their secrets, since this reading. */
  readonly learnt: readonly EpochId[]
  /** Whose chains are wanted. */
  readonly wanted: readonly AccountId[]
  /** How many the segment holds. */
  readonly entries: number
}

export interface ReaderDeps extends Pick<
  JoinedDeps,
  'self' | 'signer' | 'book' | 'verify' | 'prekeys' | 'noteHeads'
> {
  readonly room: RoomId
  readonly epochs: EpochShelf
  readonly chains: Chains
  /** Every account of the line. */
  readonly accounts: () => readonly AccountId[]
  /** What this device made, others of one's own keep, or somebody handed on. None is believed unchecked. */
  readonly secretsOf: (epoch: EpochId) => readonly Uint8Array[]
  /** Control heads in the order in which they were learnt. */
  readonly observed: () => readonly string[]
  /** Counts up with what is shown. */
  readonly nextTurn: () => number
}

export interface ReadingContext {
  readonly feed: Feed
  readonly segment: Segment
  readonly place: FeedPlace
  readonly arrivals: Arrival[]
  readonly gone: EnvelopeId[]
  readonly news: DeviceNews[]
  readonly learnt: EpochId[]
  readonly wanted: AccountId[]
}

export const createContext = (feed: Feed, segment: Segment): ReadingContext => ({
  feed,
  segment,
  place: { doc32: segment.replica.genesis.doc32, owner: feed.account },
  arrivals: [],
  gone: [],
  news: [],
  learnt: [],
  wanted: [],
})
