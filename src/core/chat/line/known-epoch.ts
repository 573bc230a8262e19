/** An epoch as this device keeps it: what was judged of its record, and its secret once that is known. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import {
  anyItem,
  bytesOf,
  list,
  nullable,
  oneOf,
  parseItem,
  tuple,
  uint,
} from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import type { Epoch, EpochId, QuotedHeads } from '../../../protocol/rooms/room-types.ts'

/**
 * Why nothing under an epoch can be read. `wrong-wrap`: the one for this device does not open. `wrong-secret`: it holds
 * another secret than the one that the epoch commits to. Both are of this device alone: its siblings may know better.
 */
const epochProblems = [
  'wrong-feed',
  'wrong-creator',
  'not-certified',
  'bad-signature',
  'wrong-wrap',
  'wrong-secret',
  'rolled-back',
] as const
export type EpochProblem = (typeof epochProblems)[number]

type EpochFacts = Omit<Epoch, 'wraps' | 'record'>

export interface KnownEpoch extends EpochFacts {
  /** The id in hex. */
  readonly name: string
  /** Devices, in the order of the record. */
  readonly recipients: readonly Uint8Array[]
  /** Grows along its feed: segment, then place in it. */
  readonly position: number
  /** ES, 32 bytes. */
  readonly secret: Uint8Array | null
  readonly problem: EpochProblem | null
  /** Envelopes seen under it. */
  readonly used: number
}

/** Nothing is wrong with the epoch itself. */
export const isBelieved = ({ problem }: Pick<KnownEpoch, 'problem'>): boolean =>
  problem === null || problem === 'wrong-wrap' || problem === 'wrong-secret'

const placesInSegment = 1 << 20

export const positionOf = (segment: number, place: number): number => segment * placesInSegment + place

export const knownEpoch = (epoch: Epoch, position: number): KnownEpoch => ({
  id: epoch.id,
  name: bytesToHex(epoch.id),
  feed: epoch.feed,
  nonce: epoch.nonce,
  creator: epoch.creator,
  creatorDevice: epoch.creatorDevice,
  atMs: epoch.atMs,
  controlHeads: epoch.controlHeads,
  members: epoch.members,
  commit: epoch.commit,
  recipients: epoch.wraps.map(([device]) => device),
  position,
  secret: null,
  problem: null,
  used: 0,
})

export const epochToItem = (epoch: KnownEpoch): Item => [
  epoch.id,
  epoch.feed,
  epoch.nonce,
  epoch.creator,
  epoch.creatorDevice,
  epoch.atMs,
  epoch.controlHeads,
  epoch.members,
  epoch.commit,
  epoch.recipients,
  epoch.position,
  epoch.secret,
  epoch.problem,
]

const quotedShape = tuple<[Uint8Array, readonly Uint8Array[]]>(
  bytesOf(32),
  list(bytesOf(32), limits.quotedHeads),
)
const problemShape = nullable(oneOf(...epochProblems))
const shape = tuple<
  [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    number,
    readonly Uint8Array[],
    readonly (readonly [Uint8Array, readonly Uint8Array[]])[],
    Uint8Array,
    readonly Uint8Array[],
    number,
    Uint8Array | null,
    Item,
  ]
>(
  bytesOf(32),
  bytesOf(32),
  bytesOf(16),
  bytesOf(32),
  bytesOf(32),
  uint(),
  list(bytesOf(32), limits.controlHeads),
  list(quotedShape, limits.roomMembers),
  bytesOf(32),
  list(bytesOf(32), limits.wrapsPerEpoch),
  uint(),
  nullable(bytesOf(32)),
  anyItem,
)

/** Null when the row is of another version: its epoch is read from the feed again. */
export const itemToEpoch = (item: Item, used: number): KnownEpoch | null => {
  const parsed = parseItem(shape, item, 'epoch row')
  if (!parsed.ok) return null
  const [id, feed, nonce, creator, creatorDevice, atMs, controlHeads, members, commit, recipients] =
    parsed.value
  const [, , , , , , , , , , position, secret, problemItem] = parsed.value
  const problem = parseItem(problemShape, problemItem, 'epoch row')
  if (!problem.ok) return null
  return {
    id: id as EpochId,
    name: bytesToHex(id),
    feed: feed as Doc32,
    nonce,
    creator: creator as AccountId,
    creatorDevice,
    atMs,
    controlHeads,
    members: members.map(([account, heads]): QuotedHeads => [account as AccountId, heads]),
    commit,
    recipients,
    position,
    secret,
    problem: problem.value,
    used,
  }
}
