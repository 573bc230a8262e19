/**
 * Private blobs (PROTOCOL §6): AES-256-GCM (NIST SP 800-38D) by WebCrypto.
 *
 *   ciphertext = AES-256-GCM(key32, IV 0¹², AAD "gesso/1/blob", plain)      16 bytes longer than plain
 *
 * The key is fresh for each blob and used once, which is why the IV may be zero. The blob's name is the hash of
 * the ciphertext. The length is not hidden, nor when the blob was made.
 */
import { equalBytes, utf8ToBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import type { BlobDigest } from '../../protocol/blobs/cid.ts'
import { digestOf, plainView } from './digest.ts'

export interface BlobLock {
  /** 32 bytes, used once. */
  readonly key: Uint8Array
  /** SHA-256 of what is inside. */
  readonly plainDigest: Uint8Array
}

export interface LockedBlob {
  readonly ciphertext: Uint8Array
  /** SHA-256 of `ciphertext`. */
  readonly digest: BlobDigest
  readonly lock: BlobLock
}

const keyBytes = 32
const parameters = {
  name: 'AES-GCM',
  iv: new Uint8Array(12),
  additionalData: plainView(utf8ToBytes('gesso/1/blob')),
  tagLength: 128,
} as const

export const lockBlob = async (plain: Uint8Array, random: Random): Promise<LockedBlob> => {
  const key = random.bytes(keyBytes)
  const sealing = crypto.subtle.encrypt(parameters, await importKey(key, 'encrypt'), plainView(plain))
  const ciphertext = new Uint8Array(await sealing)
  return { ciphertext, digest: await digestOf(ciphertext), lock: { key, plainDigest: await digestOf(plain) } }
}

/**
 * What is inside; null when these are not the bytes named, the key is not theirs, or what is inside is not what
 * was promised.
 */
export const unlockBlob = async (
  ciphertext: Uint8Array,
  digest: BlobDigest,
  lock: BlobLock,
): Promise<Uint8Array | null> => {
  if (lock.key.length !== keyBytes || !equalBytes(await digestOf(ciphertext), digest)) return null
  const plain = await decrypt(ciphertext, lock.key)
  return plain !== null && equalBytes(await digestOf(plain), lock.plainDigest) ? plain : null
}

const decrypt = async (ciphertext: Uint8Array, key: Uint8Array): Promise<Uint8Array | null> => {
  try {
    const opening = crypto.subtle.decrypt(parameters, await importKey(key, 'decrypt'), plainView(ciphertext))
    return new Uint8Array(await opening)
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return null
    throw error
  }
}

const importKey = (key: Uint8Array, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', plainView(key), parameters.name, false, [use])
