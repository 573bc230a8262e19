/** The parts of one line, put together. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EpochId } from '../../../protocol/rooms/room-types.ts'
import { createSerial } from '../../documents/index.ts'
import type { Serial } from '../../documents/serial.ts'
import type { LineEvents, Seating } from '../chat-types.ts'
import { type Chains, loadChains } from './chains.ts'
import { type EpochShelf, loadEpochShelf } from './epoch-shelf.ts'
import { createFeedEnds, type FeedEnds } from './feed-ends.ts'
import { createFetching, type LineFetching } from './fetching.ts'
import type { Keychain } from './keychain.ts'
import type { JoinedDeps } from './line-deps.ts'
import { createLineFeeds, type LineFeeds, type OpenSegment } from './line-feeds.ts'
import { createLineWork, type LineWork } from './line-work.ts'
import { loadObservedHeads, type ObservedHeads } from './observed-heads.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { loadOwnSegments, type OwnSegments } from './own-segments.ts'
import { createPatience, type Patience } from './patience.ts'
import { createRowKeys, type RowKeys } from './row-keys.ts'
import { loadWaits, type Wait } from './segment.ts'

export interface LineShared {
  readonly deps: JoinedDeps
  readonly keychain: Keychain
  /** There may be older segments to fetch. */
  readonly wakeFetching: () => void
}

export interface LineHooks {
  /** Something is to be read. */
  readonly wake: () => void
  /** Runs within the line's turn, and reads and writes what is due after it. */
  readonly inTurn: (task: () => void) => void
  /** Somebody's chain is wanted. */
  readonly onWanted: (account: AccountId) => void
}

export interface LineParts {
  readonly keys: RowKeys
  readonly serial: Serial
  readonly epochs: EpochShelf
  readonly chains: Chains
  readonly own: OwnSegments
  readonly observed: ObservedHeads
  readonly feeds: LineFeeds
  readonly ends: FeedEnds
  readonly outbox: Outbox
  readonly work: LineWork
  readonly fetching: LineFetching
  readonly patience: Patience
  /** Secrets of epochs made here, until they are read back. */
  readonly made: Map<string, Uint8Array>
}

export const createLineParts = async (
  { room, conversation }: Seating,
  events: LineEvents,
  { deps, keychain, wakeFetching }: LineShared,
  hooks: LineHooks,
): Promise<LineParts> => {
  const { rows, ports } = deps
  const keys = createRowKeys(conversation)
  const [epochs, chains, own, observed, closedWaits] = await Promise.all([
    loadEpochShelf(room, rows, keys),
    loadChains(rows, keys),
    loadOwnSegments(rows, keys),
    loadObservedHeads(rows, keys),
    loadWaits(rows, keys),
  ])
  const serial = createSerial()
  const changed = new Set<OpenSegment>()
  const readAgain = new Set<string>()
  for (const [name, waits] of closedWaits) if (waits.some(wait => isDue(wait, epochs))) readAgain.add(name)
  const made = new Map<string, Uint8Array>()
  const ends = createFeedEnds(deps.talk, conversation, ports.log)
  let turn = 0

  const feeds = await createLineFeeds(room, deps, keys, one => {
    changed.add(one)
    hooks.wake()
  })
  const outbox = createOutbox(events.take, rows, () => [
    epochs,
    chains,
    own,
    observed,
    ...feeds.all(),
    ...feeds.openNow().map(({ segment }) => segment),
  ])
  const reader = {
    ...deps,
    room,
    epochs,
    chains,
    accounts: () => feeds.all().map(({ account }) => account),
    secretsOf: (id: EpochId) => [
      ...[made.get(bytesToHex(id)) ?? null, epochs.handed(id)].filter(secret => secret !== null),
      ...keychain.secretsOf(room, id),
    ],
    observed: observed.inOrder,
    nextTurn: () => ++turn,
  }
  const work = createLineWork({
    reader,
    feeds,
    epochs,
    keychain,
    outbox,
    changed,
    closedWaits,
    readAgain,
    onGrown() {
      ends.tell(feeds.all())
      wakeFetching()
    },
    onWanted: hooks.onWanted,
    onLate: feed => patience.lookAgain(feed),
  })
  const fetching = createFetching({ deps, feeds, work, own, serial, closedWaits, readAgain })
  const patience = createPatience({
    clock: ports.clock,
    feeds,
    chains,
    work,
    isBusy: () => fetching.next() !== null,
    inTurn: hooks.inTurn,
    onLookAgain: wakeFetching,
  })
  return { keys, serial, epochs, chains, own, observed, feeds, ends, outbox, work, fetching, patience, made }
}

/** What it waited for may have come while its segment was closed, and this program ended before it was read. */
const isDue = ({ epoch, account }: Wait, epochs: EpochShelf): boolean =>
  account !== null || (epoch !== null && epochs.get(epoch)?.secret instanceof Uint8Array)
