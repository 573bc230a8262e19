/** secretbox of NaCl: XSalsa20-Poly1305, 32-byte key, 24-byte nonce, 16 bytes longer than the plaintext. */
import nacl from 'tweetnacl'
import type { Random } from '../../base/random.ts'

export const nonceBytes = 24
export const boxOverheadBytes = 16

export interface Sealed {
  readonly nonce: Uint8Array
  readonly box: Uint8Array
}

/** Encrypts under a fresh random nonce. */
export const sealBox = (plain: Uint8Array, key: Uint8Array, random: Random): Sealed => {
  const nonce = random.bytes(nonceBytes)
  return { nonce, box: nacl.secretbox(plain, nonce, key) }
}

/** Null when the box was not made with this key and nonce, or was changed. */
export const openBox = (sealed: Sealed, key: Uint8Array): Uint8Array | null =>
  nacl.secretbox.open(sealed.box, sealed.nonce, key)

const zeroNonce = new Uint8Array(nonceBytes)

/** For keys derived for exactly one message: the nonce is zero. A second message needs another key. */
export const sealWithSingleUseKey = (plain: Uint8Array, singleUseKey: Uint8Array): Uint8Array =>
  nacl.secretbox(plain, zeroNonce, singleUseKey)

/** Null as for `openBox`. */
export const openWithSingleUseKey = (box: Uint8Array, singleUseKey: Uint8Array): Uint8Array | null =>
  nacl.secretbox.open(box, zeroNonce, singleUseKey)
