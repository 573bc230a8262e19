/** epoch: a secret for exactly these devices (room-types.ts). */
import { compareBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesOf, list, parseItem, tuple, uint } from '../codec/shape.ts'
import { deriveKey } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { Doc32 } from '../records/document-genesis.ts'
import type { Wrap } from '../records/link.ts'
import { recordId, signRecord, type SignedRecord, type SignMessage } from '../records/record.ts'
import type { Epoch, EpochId, QuotedHeads, RoomId } from './room-types.ts'
import { ascending, bytesSet, sortedByBytes, sortedBytes, time } from './shapes.ts'

const wrapShape = tuple<[Uint8Array, number, Uint8Array]>(bytesOf(32), uint(), bytesOf(80))
const quotedShape = tuple<[Uint8Array, readonly Uint8Array[]]>(
  bytesOf(32),
  bytesSet(32, limits.quotedHeads, 1),
)
const epochShape = tuple<
  [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    number,
    readonly Uint8Array[],
    readonly (readonly [Uint8Array, readonly Uint8Array[]])[],
    Uint8Array,
    readonly Wrap[],
  ]
>(
  bytesOf(32),
  bytesOf(16),
  bytesOf(32),
  bytesOf(32),
  time,
  bytesSet(32, limits.controlHeads),
  ascending(list(quotedShape, limits.roomMembers, 1), ([account]) => account),
  bytesOf(32),
  ascending(list(wrapShape, limits.wrapsPerEpoch, 1), ([device]) => device),
)

/** Puts members, heads and wraps into the order of the format. */
export const signEpoch = (sign: SignMessage, epoch: Omit<Epoch, 'id' | 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'epoch', [
    epoch.feed,
    epoch.nonce,
    epoch.creator,
    epoch.creatorDevice,
    epoch.atMs,
    sortedBytes(epoch.controlHeads),
    epoch.members
      .map(([account, heads]): QuotedHeads => [account, sortedBytes(heads)])
      .toSorted(([a], [b]) => compareBytes(a, b)),
    epoch.commit,
    sortedByBytes(epoch.wraps),
  ])

/** Shape only; whose device signed, and what the wraps hold, is judged by who reads it. */
export const parseEpoch = (record: SignedRecord): Result<Epoch, Malformed> => {
  if (record.kind !== 'epoch') return err(malformed('epoch', 'unknown-kind'))
  const parsed = parseItem(epochShape, record.body, 'epoch')
  if (!parsed.ok) return parsed
  const [feed, nonce, creator, creatorDevice, atMs, controlHeads, members, commit, wraps] = parsed.value
  return ok({
    id: recordId(record.kind, record.body) as EpochId,
    feed: feed as Doc32,
    nonce,
    creator: creator as AccountId,
    creatorDevice,
    atMs,
    controlHeads,
    members: members.map(([account, heads]) => [account as AccountId, heads]),
    commit,
    wraps,
    record,
  })
}

/** 32 bytes: what the secret of 32 bytes must come to, so that nobody can give two members two secrets. */
export const epochCommit = (
  secret: Uint8Array,
  room: RoomId,
  nonce: Uint8Array,
  creatorDevice: Uint8Array,
): Uint8Array => deriveKey(secret, room, 'epoch-commit', [nonce, creatorDevice])

/** The context of one wrap: it opens in this room and epoch only, for this device and prekey. */
export const epochWrapContext = (
  room: RoomId,
  nonce: Uint8Array,
  creatorDevice: Uint8Array,
  device: Uint8Array,
  prekeyId: number,
): Item => ['epoch', room, nonce, creatorDevice, device, prekeyId]
