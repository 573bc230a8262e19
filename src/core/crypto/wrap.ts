/**
 * Wrap (PROTOCOL §2): a 32-byte secret sealed to one X25519 key.
 *
 *   wrap = ePk32 ‖ box48          80 bytes; a fresh ephemeral pair for each wrap
 *   s    = X25519(eSk, toX)       all-zero refused
 *   key  = KDF(s, ePk ‖ toX, "wrap", ctx)
 *   box  = secretbox(secret, 0²⁴, key)
 *
 * ctx names the recipient and the key id, so a wrap opens only where it was meant to. It says nothing
 * about who made it: the record that carries it is signed.
 */
import { concatBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import { openWithSingleUseKey, sealWithSingleUseKey } from './secretbox.ts'
import { wipe } from './wipe.ts'
import { keyPairFromSecret, sharedSecret, type X25519KeyPair } from './x25519.ts'

const wrapBytes = 80
const ephemeralBytes = 32

/** Null when `toX` is of small order and so nobody's key. */
export const wrapSecret = (
  secret: Uint8Array,
  toX: Uint8Array,
  context: Item,
  random: Random,
): Uint8Array | null => {
  if (secret.length !== 32) throw new Error('wrapSecret: a secret is 32 bytes')
  const ephemeral = keyPairFromSecret(random.bytes(32))
  const key = wrapKey(ephemeral.secretKey, toX, ephemeral.publicKey, toX, context)
  wipe(ephemeral.secretKey)
  if (key === null) return null
  const wrap = concatBytes(ephemeral.publicKey, sealWithSingleUseKey(secret, key))
  wipe(key)
  return wrap
}

/** The 32-byte secret; null when the wrap was made for another key or context, or was changed. */
export const unwrapSecret = (wrap: Uint8Array, own: X25519KeyPair, context: Item): Uint8Array | null => {
  if (wrap.length !== wrapBytes) return null
  const ephemeral = wrap.subarray(0, ephemeralBytes)
  const key = wrapKey(own.secretKey, ephemeral, ephemeral, own.publicKey, context)
  if (key === null) return null
  const secret = openWithSingleUseKey(wrap.subarray(ephemeralBytes), key)
  wipe(key)
  return secret
}

const wrapKey = (
  secretKey: Uint8Array,
  theirX: Uint8Array,
  ephemeralPublicKey: Uint8Array,
  toX: Uint8Array,
  context: Item,
): Uint8Array | null => {
  const shared = sharedSecret(secretKey, theirX)
  if (shared === null) return null
  const key = deriveKey(shared, concatBytes(ephemeralPublicKey, toX), 'wrap', context)
  wipe(shared)
  return key
}
