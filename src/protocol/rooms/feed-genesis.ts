/** Where a member's part of a room is. Only who knows the room's id can name these documents. */
import { deriveKey } from '../crypto/hash.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../records/document-genesis.ts'
import type { RoomId } from './room-types.ts'

const noSalt = new Uint8Array()

/** Segments count from 0. */
export const feedGenesis = (room: RoomId, account: AccountId, segment: number): DocumentGenesis =>
  createDocumentGenesis('feed', account, deriveKey(room, noSalt, 'feed', [account, segment]))

export const controlGenesis = (room: RoomId, account: AccountId): DocumentGenesis =>
  createDocumentGenesis('feed', account, deriveKey(room, noSalt, 'control', [account]))
