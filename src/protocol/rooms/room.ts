/**
 * room, signed by a device of its creator: [1, creatorAcct32, creatorDev32, nonce32, mode]. Its rid is the room's
 * id. It travels in encrypted invitations only.
 */
import { err, ok, type Result } from '../../base/result.ts'
import { bytesOf, literal, oneOf, parseItem, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { recordId, signRecord, type SignedRecord, type SignMessage } from '../records/record.ts'
import type { Room, RoomId, RoomMode } from './room-types.ts'

const version = 1
const roomShape = tuple<[1, Uint8Array, Uint8Array, Uint8Array, RoomMode]>(
  literal(version),
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  oneOf('keep', 'open'),
)

/** `nonce`: 32 random bytes. */
export const signRoom = (sign: SignMessage, room: Omit<Room, 'id' | 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'room', [version, room.creator, room.creatorDevice, room.nonce, room.mode])

/** Shape only; the signature is `creatorDevice`'s, which must be a device of `creator`. */
export const parseRoom = (record: SignedRecord): Result<Room, Malformed> => {
  if (record.kind !== 'room') return err(malformed('room', 'unknown-kind'))
  if (typeof record.body[0] === 'number' && record.body[0] !== version)
    return err(malformed('room', 'unknown-version'))
  const parsed = parseItem(roomShape, record.body, 'room')
  if (!parsed.ok) return parsed
  const [, creator, creatorDevice, nonce, mode] = parsed.value
  const id = recordId(record.kind, record.body) as RoomId
  return ok({ id, creator: creator as AccountId, creatorDevice, nonce, mode, record })
}
