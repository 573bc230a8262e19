/** Key agreement with X25519 (RFC 7748). */
import nacl from 'tweetnacl'

export interface X25519KeyPair {
  /** 32 bytes each. */
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

/** Any 32 bytes are a secret key; clamping happens inside. The pair holds `secret` itself. */
export const keyPairFromSecret = (secret: Uint8Array): X25519KeyPair => ({
  publicKey: nacl.scalarMult.base(secret),
  secretKey: secret,
})

/** 32 bytes, or null when the result is all zero: the other key is of small order (RFC 7748 §6.1). */
export const sharedSecret = (secretKey: Uint8Array, theirPublicKey: Uint8Array): Uint8Array | null => {
  const shared = nacl.scalarMult(secretKey, theirPublicKey)
  return isAllZero(shared) ? null : shared
}

/** Looks at every byte whatever it finds. */
const isAllZero = (bytes: Uint8Array): boolean => bytes.reduce((seen, byte) => seen | byte, 0) === 0
