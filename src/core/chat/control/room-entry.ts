/**
 * A room that one is in or invited into, as one's devices keep it:
 *
 *   [room record, state, invitedBy32|null, name, nameRev, atMs, rev]
 *
 * State and name change apart from each other, each with a count of its own, so that devices which were apart agree.
 */
import { bytesToHex, compareBytes } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, nullable, oneOf, parseItem, text, tuple, uint } from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { recordToItem, type SignedRecord } from '../../../protocol/records/record.ts'
import { nameBytes } from '../../../protocol/rooms/first-contact-types.ts'
import { parseRoom } from '../../../protocol/rooms/room.ts'
import type { Room } from '../../../protocol/rooms/room-types.ts'
import { signedRecord } from '../../../protocol/rooms/shapes.ts'

/** `leaving`: left before one's seat was known here, so that the room has yet to be told. */
const states = ['left', 'leaving', 'invited', 'joined'] as const
export type StoredState = (typeof states)[number]

export interface RoomEntry {
  readonly room: Room
  readonly state: StoredState
  readonly invitedBy: AccountId | null
  readonly name: string
  readonly nameRev: number
  /** When one came to know of it. */
  readonly atMs: number
  readonly rev: number
}

const entryShape = tuple<[SignedRecord, StoredState, Uint8Array | null, string, number, number, number]>(
  signedRecord,
  oneOf(...states),
  nullable(bytesOf(32)),
  text(nameBytes),
  uint(),
  uint(),
  uint(),
)

export const entryToItem = (entry: RoomEntry): Item => [
  recordToItem(entry.room.record),
  entry.state,
  entry.invitedBy,
  entry.name,
  entry.nameRev,
  entry.atMs,
  entry.rev,
]

/** Null for what this version cannot read. */
export const itemToEntry = (item: Item): RoomEntry | null => {
  const parsed = parseItem(entryShape, item, 'held room')
  if (!parsed.ok) return null
  const [record, state, invitedBy, name, nameRev, atMs, rev] = parsed.value
  const room = parseRoom(record)
  if (!room.ok) return null
  return { room: room.value, state, invitedBy: invitedBy as AccountId | null, name, nameRev, atMs, rev }
}

export const nameOfRoom = (room: Room): string => bytesToHex(room.id)

/** Two entries of one room as one, whichever is named first. */
export const mergeEntries = (a: RoomEntry, b: RoomEntry): RoomEntry => {
  const [stated, named] = [compareState(a, b) >= 0 ? a : b, compareName(a, b) >= 0 ? a : b]
  return { ...stated, name: named.name, nameRev: named.nameRev, atMs: Math.min(a.atMs, b.atMs) }
}

const compareState = (a: RoomEntry, b: RoomEntry): number =>
  a.rev - b.rev ||
  states.indexOf(a.state) - states.indexOf(b.state) ||
  compareBytes(a.invitedBy ?? noBytes, b.invitedBy ?? noBytes)

const compareName = (a: RoomEntry, b: RoomEntry): number =>
  a.nameRev - b.nameRev || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

const noBytes = new Uint8Array()
