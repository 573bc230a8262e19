/**
 * Signing with Ed25519 (RFC 8032). The key is imported from its seed as a non-extractable WebCrypto key
 * where that works, else tweetnacl signs. Verifying is `protocol/crypto/verify.ts`.
 */
import nacl from 'tweetnacl'
import { concatBytes, hexToBytes, utf8ToBytes } from '../../base/bytes.ts'
import type { SignMessage } from '../../protocol/records/record.ts'
import { wipe } from './wipe.ts'

export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  readonly sign: SignMessage
  /** Drops the private key; `sign` rejects from then on. */
  readonly forget: () => void
}

type WebCrypto = typeof crypto.subtle
type Sign = (message: Uint8Array) => Promise<Uint8Array>

/** PrivateKeyInfo of RFC 8410 §7, up to the 32-byte seed. */
const pkcs8Prefix = hexToBytes('302e020100300506032b657004220420') ?? new Uint8Array()

const probeMessage = utf8ToBytes('gesso signer probe')

/**
 * A signer for a 32-byte seed, which the caller wipes afterwards. Each new key signs a probe that is
 * checked against its public key, so a platform that signs wrongly is never used; `webCrypto` null
 * (or failing) means tweetnacl.
 */
export const createSigner = async (
  seed: Uint8Array,
  webCrypto: WebCrypto | null = crypto.subtle,
): Promise<Signer> => {
  const pair = nacl.sign.keyPair.fromSeed(seed)
  const native = webCrypto === null ? null : await createNativeSign(webCrypto, seed, pair.publicKey)
  if (native !== null) {
    wipe(pair.secretKey)
    return signerWith(pair.publicKey, native, () => undefined)
  }
  const sign: Sign = message => Promise.resolve(nacl.sign.detached(message, pair.secretKey))
  return signerWith(pair.publicKey, sign, () => wipe(pair.secretKey))
}

const signerWith = (publicKey: Uint8Array, sign: Sign, wipeKey: () => void): Signer => {
  let held: Sign | null = sign
  return {
    publicKey,
    sign: message =>
      held === null ? Promise.reject(new Error('sign: the key was forgotten')) : held(message),
    forget: () => {
      held = null
      wipeKey()
    },
  }
}

/** Null where WebCrypto cannot import the key or signs something that does not verify. */
const createNativeSign = async (
  webCrypto: WebCrypto,
  seed: Uint8Array,
  publicKey: Uint8Array,
): Promise<Sign | null> => {
  const pkcs8 = Uint8Array.from(concatBytes(pkcs8Prefix, seed))
  try {
    const key = await webCrypto.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
    const sign: Sign = async message =>
      new Uint8Array(await webCrypto.sign('Ed25519', key, Uint8Array.from(message)))
    const probed = await sign(probeMessage)
    return nacl.sign.detached.verify(probeMessage, probed, publicKey) ? sign : null
  } catch {
    return null
  } finally {
    wipe(pkcs8)
  }
}
