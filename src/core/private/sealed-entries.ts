/**
 * Values that only one's own devices read, inside an ordinary owned document that anybody may carry:
 *
 *   entry  enc([g, nonce24, box])
 *   box    secretbox(pad(enc(value)), nonce, KDF(AK_g, doc32, "own", [field, g]))
 *   pad    0x80 00 … to a multiple of 64 bytes
 *
 * The key names document and field, so an entry that was moved does not open. Writing takes the newest
 * generation, so that a device which was revoked reads nothing new; what it could read, it still can.
 * Lengths show in steps of 64 bytes, and so do field names, sizes of documents and times of edits.
 */
import type { Random } from '../../base/random.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import { bytesBetween, bytesOf, decAs, tuple, uint } from '../../protocol/codec/shape.ts'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import { boxOverheadBytes, nonceBytes, openBox, sealBox } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'

/** Where an entry stands. */
interface EntryPlace {
  /** 32 bytes. */
  readonly doc32: Uint8Array
  readonly field: string
}

const stepBytes = 64
const maxEntryBytes = 256 << 10

const entryShape = tuple<[number, Uint8Array, Uint8Array]>(
  uint(),
  bytesOf(nonceBytes),
  bytesBetween(boxOverheadBytes + stepBytes, maxEntryBytes),
)

/** The entry's bytes: at least 64 + 16 + 24 and a few more. */
export const sealEntry = (
  value: Item,
  place: EntryPlace,
  { generation, secret }: HeldAccountSecret,
  random: Random,
): Uint8Array => {
  const key = entryKey(secret.reveal(), place, generation)
  const { nonce, box } = sealBox(padValue(enc(value)), key, random)
  wipe(key)
  return enc([generation, nonce, box])
}

/** Null when it is no entry, was made for another place, or under a generation that is not held. */
export const openEntry = (
  bytes: Uint8Array,
  place: EntryPlace,
  secrets: readonly HeldAccountSecret[],
): Item | null => {
  const parsed = decAs(entryShape, bytes, 'sealed entry', maxEntryBytes)
  if (!parsed.ok) return null
  const [generation, nonce, box] = parsed.value
  // Two of one generation can be held, when two devices made one at the same time.
  for (const held of secrets) {
    if (held.generation !== generation) continue
    const key = entryKey(held.secret.reveal(), place, generation)
    const padded = openBox({ nonce, box }, key)
    wipe(key)
    const plain = padded === null ? null : unpadValue(padded)
    const value = plain === null ? null : dec(plain, 'sealed value')
    if (value?.ok === true) return value.value
  }
  return null
}

const entryKey = (secret: Uint8Array, { doc32, field }: EntryPlace, generation: number): Uint8Array =>
  deriveKey(secret, doc32, 'own', [field, generation])

/** To a multiple of 64 bytes, at least one more. */
export const padValue = (plain: Uint8Array): Uint8Array => {
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / stepBytes) * stepBytes)
  padded.set(plain)
  padded[plain.length] = 0x80
  return padded
}

/** Null unless it was padded so. */
export const unpadValue = (padded: Uint8Array): Uint8Array | null => {
  const end = padded.lastIndexOf(0x80)
  if (end === -1 || padded.length % stepBytes !== 0) return null
  return padded.subarray(end + 1).every(byte => byte === 0) ? padded.subarray(0, end) : null
}
