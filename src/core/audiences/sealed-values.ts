/**
 * Values inside an ordinary owned document that only its owner's audience reads, whoever carries it:
 *
 *   entry  enc([g, keyId8, nonce24, box])
 *   box    secretbox(pad(enc(value)), nonce, KDF(AS_g, doc32, "audience-field", [field, g, keyId8]))
 *   pad    as in core/private/sealed-entries.ts
 *
 * The key names document and field, so an entry that was moved does not open. Each is under the newest secret of its day:
 * whoever was removed keeps what was written before, and reads nothing that was written since.
 */
import { bytesToHex, hexToBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import { bytesBetween, bytesOf, decAs, tuple, uint } from '../../protocol/codec/shape.ts'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import { boxOverheadBytes, nonceBytes, openBox, sealBox } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import { padValue, unpadValue } from '../private/sealed-entries.ts'
import type { AudienceKey } from './audience-types.ts'

/** Where a value stands. */
export interface ValuePlace {
  /** 32 bytes. */
  readonly doc32: Uint8Array
  readonly field: string
}

const maxEntryBytes = 256 << 10

const entryShape = tuple<[number, Uint8Array, Uint8Array, Uint8Array]>(
  uint(),
  bytesOf(8),
  bytesOf(nonceBytes),
  bytesBetween(boxOverheadBytes, maxEntryBytes),
)

export const sealForAudience = (
  value: Item,
  place: ValuePlace,
  key: AudienceKey,
  random: Random,
): Uint8Array => {
  const keyId = hexToBytes(key.id)
  if (keyId === null) throw new Error('sealForAudience: the id of a key is hex')
  const fieldKey = fieldKeyOf(key, place, keyId)
  const { nonce, box } = sealBox(padValue(enc(value)), fieldKey, random)
  wipe(fieldKey)
  return enc([key.generation, keyId, nonce, box])
}

/** `find`: the key of this generation and id; null when it is not held. Null also for what is no entry of this place. */
export const openForAudience = (
  bytes: Uint8Array,
  place: ValuePlace,
  find: (generation: number, id: string) => AudienceKey | null,
): Item | null => {
  const parsed = decAs(entryShape, bytes, 'entry for an audience', maxEntryBytes)
  if (!parsed.ok) return null
  const [generation, keyId, nonce, box] = parsed.value
  const key = find(generation, bytesToHex(keyId))
  if (key === null) return null
  const fieldKey = fieldKeyOf(key, place, keyId)
  const padded = openBox({ nonce, box }, fieldKey)
  wipe(fieldKey)
  const plain = padded === null ? null : unpadValue(padded)
  const value = plain === null ? null : dec(plain, 'value for an audience')
  return value?.ok === true ? value.value : null
}

const fieldKeyOf = (
  { secret, generation }: AudienceKey,
  { doc32, field }: ValuePlace,
  keyId: Uint8Array,
): Uint8Array => deriveKey(secret.reveal(), doc32, 'audience-field', [field, generation, keyId])
