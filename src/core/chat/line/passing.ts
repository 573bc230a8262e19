/**
 * Passing words (typing and the like): never kept, all of one size.
 *
 *   sealed  enc([epochId32, nonce24, box])
 *   box     secretbox(enc(word) ‖ 80 00 …, nonce, KDF(ES, epochId, "passing", [roomId, feed32]))
 */
import type { Random } from '../../../base/random.ts'
import { dec, enc, type Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, decAs, tuple } from '../../../protocol/codec/shape.ts'
import { deriveKey } from '../../../protocol/crypto/hash.ts'
import { limits } from '../../../protocol/limits.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import type { EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import { boxOverheadBytes, nonceBytes, openBox, sealBox } from '../../crypto/secretbox.ts'
import { wipe } from '../../crypto/wipe.ts'
import type { KnownEpoch } from './known-epoch.ts'

const paddedBytes = 256
const endOfWord = 0x80

const sealedShape = tuple<[Uint8Array, Uint8Array, Uint8Array]>(
  bytesOf(32),
  bytesOf(nonceBytes),
  bytesOf(paddedBytes + boxOverheadBytes),
)

const passingKey = (secret: Uint8Array, epoch: EpochId, room: RoomId, feed: Doc32): Uint8Array =>
  deriveKey(secret, epoch, 'passing', [room, feed])

/** Null when the word is too long, or the epoch's secret is not held. */
export const sealPassing = (
  word: Item,
  { id, secret }: Pick<KnownEpoch, 'id' | 'secret'>,
  room: RoomId,
  feed: Doc32,
  random: Random,
): Uint8Array | null => {
  const plain = enc(word)
  if (plain.length >= paddedBytes || secret === null) return null
  const padded = new Uint8Array(paddedBytes)
  padded.set(plain)
  padded[plain.length] = endOfWord
  const key = passingKey(secret, id, room, feed)
  const { nonce, box } = sealBox(padded, key, random)
  wipe(key)
  return enc([id, nonce, box])
}

/** Null when it is none, or cannot be opened: nobody misses it. */
export const openPassing = (
  sealed: Uint8Array,
  epochOf: (id: EpochId) => KnownEpoch | null,
  room: RoomId,
  feed: Doc32,
): Item | null => {
  const parsed = decAs(sealedShape, sealed, 'passing word', limits.ephemeralBytes)
  if (!parsed.ok) return null
  const [id, nonce, box] = parsed.value
  const epoch = epochOf(id as EpochId)
  if (epoch === null || epoch.secret === null || epoch.problem !== null) return null
  const key = passingKey(epoch.secret, epoch.id, room, feed)
  const padded = openBox({ nonce, box }, key)
  wipe(key)
  const end = padded?.lastIndexOf(endOfWord) ?? -1
  const word = padded === null || end === -1 ? null : dec(padded.subarray(0, end), 'passing word')
  return word?.ok === true ? word.value : null
}
