/**
 * Verifying Ed25519 (RFC 8032), the same verdict everywhere: a byte pre-check that removes every
 * encoding on which implementations differ, then a cofactorless verifier (WebCrypto where it works,
 * else tweetnacl). PROTOCOL §1.
 */
import nacl from 'tweetnacl'
import { bytesToHex, hexToBytes } from '../../base/bytes.ts'

/** `signature` 64 bytes, `publicKey` 32 bytes; any other length is simply not valid. Never throws. */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => Promise<boolean>

const fromHex = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array()

/** Group order L and field prime p (RFC 8032 §5.1), little endian. */
const orderL = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
const primeP = fromHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')

/** y of the points of order 1, 2, 4 and 8, sign bit cleared, little endian. */
const smallOrderY: readonly Uint8Array[] = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map(fromHex)

/**
 * Sign of a − b: the 32 bytes of `bytes` from `from`, little endian, against `bound`. `topMask` leaves bits of the last
 * byte out. Without a copy, because it runs for every signature.
 */
const compareLittleEndian = (bytes: Uint8Array, from: number, topMask: number, bound: Uint8Array): number => {
  for (let index = 31; index >= 0; index--) {
    const byte = (bytes[from + index] ?? 0) & (index === 31 ? topMask : 0xff)
    const difference = byte - (bound[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const isAcceptablePointAt = (bytes: Uint8Array, from: number): boolean =>
  compareLittleEndian(bytes, from, 0x7f, primeP) < 0 &&
  smallOrderY.every(y => compareLittleEndian(bytes, from, 0x7f, y) !== 0)

/** Canonical (y < p) and not of small order. */
export const isAcceptablePoint = (encoded: Uint8Array): boolean =>
  encoded.length === 32 && isAcceptablePointAt(encoded, 0)

/** The pre-check: lengths, S < L, key and R canonical and not of small order. */
export const isAcceptableSignature = (signature: Uint8Array, publicKey: Uint8Array): boolean =>
  signature.length === 64 &&
  isAcceptablePoint(publicKey) &&
  isAcceptablePointAt(signature, 0) &&
  compareLittleEndian(signature, 32, 0xff, orderL) < 0

export const verifyWithTweetnacl: VerifySignature = (signature, message, publicKey) =>
  Promise.resolve(
    isAcceptableSignature(signature, publicKey) && nacl.sign.detached.verify(message, signature, publicKey),
  )

type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const importedKeysKept = 256

/** A WebCrypto verifier that keeps the last few imported keys. */
const createWebCryptoVerifier = (): VerifySignature => {
  const imported = new Map<string, Promise<ImportedKey>>()
  const importKey = (publicKey: Uint8Array): Promise<ImportedKey> => {
    const name = bytesToHex(publicKey)
    const known = imported.get(name)
    if (known !== undefined) return known
    const key = crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
    if (imported.size >= importedKeysKept) imported.delete(imported.keys().next().value ?? '')
    imported.set(name, key)
    return key
  }
  return async (signature, message, publicKey) => {
    if (!isAcceptableSignature(signature, publicKey)) return false
    try {
      const key = await importKey(publicKey)
      return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))
    } catch {
      // A key that is not a point of the curve fails to import: not valid, like any other bad key.
      return false
    }
  }
}

/** RFC 8032 §7.1, test 2: proves that this platform's WebCrypto verifies at all. */
const probe = {
  key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
}

/** The verifier for this platform. */
export const createVerifier = async (): Promise<VerifySignature> => {
  const webCrypto = createWebCryptoVerifier()
  const works = await webCrypto(fromHex(probe.signature), fromHex(probe.message), fromHex(probe.key))
  return works ? webCrypto : verifyWithTweetnacl
}
