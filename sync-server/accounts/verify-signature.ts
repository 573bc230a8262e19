/**
 * Verifying on a relay: the verdicts of src/protocol/crypto/verify.ts at less than half the time. WebCrypto hands each
 * signature to another thread and waits for it back, which takes as long as the check itself.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { bytesToBase64Url } from '../../src/base/bytes.ts'
import { isAcceptableSignature, type VerifySignature } from '../../src/protocol/crypto/verify.ts'

const keysKept = 4_096

/** Never throws; a key that is no point of the curve verifies nothing. */
export const createNodeVerifier = (maxKeys: number = keysKept): VerifySignature => {
  const keys = new Map<string, KeyObject>()
  const keyOf = (publicKey: Uint8Array): KeyObject => {
    const x = bytesToBase64Url(publicKey)
    const known = keys.get(x)
    if (known !== undefined) return known
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const [oldest] = keys.keys()
    if (keys.size >= maxKeys && oldest !== undefined) keys.delete(oldest)
    keys.set(x, key)
    return key
  }
  const holds = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
    if (!isAcceptableSignature(signature, publicKey)) return false
    try {
      return verify(null, message, keyOf(publicKey), signature)
    } catch {
      return false
    }
  }
  return (signature, message, publicKey) => Promise.resolve(holds(signature, message, publicKey))
}
