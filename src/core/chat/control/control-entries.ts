/** The entries of a control document: who may read and write them, and which of them are what they claim to be. */
import { bytesToHex, equalBytes } from '../../../base/bytes.ts'
import type { Random } from '../../../base/random.ts'
import type { AccountEntry } from '../../../protocol/accounts/account-book.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { encodeRecord, type SignedRecord } from '../../../protocol/records/record.ts'
import { controlKey } from '../../../protocol/rooms/control.ts'
import {
  decodeControl,
  decodeSealedControl,
  encodeSealedControl,
} from '../../../protocol/rooms/feed-entries.ts'
import { padPlain, unpadPlain } from '../../../protocol/rooms/padding.ts'
import type { Control, Room, RoomId } from '../../../protocol/rooms/room-types.ts'
import { openBox, sealBox } from '../../crypto/secretbox.ts'
import { readBytes, rivalListsOf, type Schema } from '../../documents/index.ts'

/** `{v: 1, e: [bytes …]}`; the lists that devices started at the same time one after the other. */
export const controlSchema: Schema<readonly Uint8Array[]> = {
  version: 1,
  read(doc) {
    const shown: unknown = doc['e']
    if (!Array.isArray(shown)) return null
    const rivals = rivalListsOf(doc, 'e')
    const entries: readonly unknown[] = rivals.length === 0 ? shown : rivals.flat(1)
    return entries.flatMap(entry => readBytes(entry) ?? []).slice(0, limits.controlRecords)
  },
}

export const sealControl = (room: RoomId, record: SignedRecord, random: Random): Uint8Array =>
  encodeSealedControl(sealBox(padPlain(encodeRecord(record)), controlKey(room), random))

/** Null for what no member wrote, or another version did, and for what is of another room or author. */
export const openControl = (room: Room, owner: AccountId, entry: Uint8Array): Control | null => {
  const sealed = decodeSealedControl(entry)
  const padded = sealed.ok ? openBox(sealed.value, controlKey(room.id)) : null
  const plain = padded === null ? null : unpadPlain(padded)
  const control = plain === null ? null : decodeControl(plain)
  if (control?.ok !== true) return null
  const isHere = equalBytes(control.value.author, owner) && equalBytes(control.value.room, room.id)
  return isHere ? control.value : null
}

export const isDeviceIn = (chain: AccountEntry, device: Uint8Array): boolean =>
  chain.state.devices.has(bytesToHex(device))
