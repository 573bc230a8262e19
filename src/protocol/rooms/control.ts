/** ctl: who is in a room (room-types.ts), and what such a record is sealed with. */
import { err, ok, type Result } from '../../base/result.ts'
import { bytesOf, nullable, oneOf, parseItem, tuple } from '../codec/shape.ts'
import { deriveKey } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { recordId, signRecord, type SignedRecord, type SignMessage } from '../records/record.ts'
import type { Control, ControlFrontier, ControlOperation, RoomId } from './room-types.ts'
import { bytesSet, chainMarks, sortedByBytes, sortedBytes } from './shapes.ts'

const controlShape = tuple<
  [
    Uint8Array,
    readonly Uint8Array[],
    Uint8Array,
    Uint8Array,
    ControlOperation,
    Uint8Array,
    readonly Uint8Array[],
    ControlFrontier | null,
  ]
>(
  bytesOf(32),
  bytesSet(32, limits.controlHeads),
  bytesOf(32),
  bytesOf(32),
  oneOf('add', 'remove', 'admin', 'leave'),
  bytesOf(32),
  bytesSet(32, limits.quotedHeads),
  nullable(chainMarks),
)

/** Puts `prev`, heads and frontier into the order of the format. */
export const signControl = (
  sign: SignMessage,
  control: Omit<Control, 'id' | 'record'>,
): Promise<SignedRecord> =>
  signRecord(sign, 'ctl', [
    control.room,
    sortedBytes(control.prev),
    control.author,
    control.authorDevice,
    control.operation,
    control.account,
    sortedBytes(control.accountHeads),
    control.frontier === null ? null : sortedByBytes(control.frontier),
  ])

/** Shape only; the signature is `authorDevice`'s, and what the author may do is for membership.ts. */
export const parseControl = (record: SignedRecord): Result<Control, Malformed> => {
  if (record.kind !== 'ctl') return err(malformed('control', 'unknown-kind'))
  const parsed = parseItem(controlShape, record.body, 'control')
  if (!parsed.ok) return parsed
  const [room, prev, author, authorDevice, operation, account, accountHeads, frontier] = parsed.value
  return ok({
    id: recordId(record.kind, record.body),
    room: room as RoomId,
    prev,
    author: author as AccountId,
    authorDevice,
    operation,
    account: account as AccountId,
    accountHeads,
    frontier,
    record,
  })
}

/** 32 bytes: every member can read who is in the room, whenever they joined. */
export const controlKey = (room: RoomId): Uint8Array => deriveKey(room, new Uint8Array(), 'ctl', [])
