/** The ids of direct conversations, and the name that a room has inside one's own program. */
import { bytesToBase64Url, compareBytes } from '../../base/bytes.ts'
import { deriveKey, hashWithLabel } from '../crypto/hash.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { RoomId } from './room-types.ts'

/** One side of a direct conversation: the generation is that of the akX which went into the shared secret. */
export interface DirectSide {
  readonly account: AccountId
  readonly generation: number
}

const noSalt = new Uint8Array()

/** `shared`: X25519(akX_a, akX_b), 32 bytes and not all zero. Both sides get the same, whoever is named first. */
export const directRoomId = (shared: Uint8Array, one: DirectSide, other: DirectSide): RoomId => {
  const [low, high] = compareBytes(one.account, other.account) <= 0 ? [one, other] : [other, one]
  const context = [low.account, low.generation, high.account, high.generation]
  return deriveKey(shared, noSalt, 'dm', context) as RoomId
}

/** 22 characters of base64url: H("conversation", roomId)[0..16]. Tells nobody the room's id. */
export const conversationIdOf = (room: RoomId): string =>
  bytesToBase64Url(hashWithLabel('conversation', room).subarray(0, 16))
