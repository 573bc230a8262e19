import { describe, expect, test } from 'vitest'
import { hexToBytes } from '../../../../src/base/bytes.ts'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { lockBlob, unlockBlob } from '../../../../src/core/crypto/blob-cipher.ts'
import { digestOf } from '../../../../src/core/crypto/digest.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'

const random = unsafeSeededRandom(3)
const hex = (text: string) => Uint8Array.from(hexToBytes(text) ?? [])

const lockOf = async (plain: Uint8Array) => {
  const locked = await lockBlob(plain, random)
  return { ...locked, open: (change: Partial<typeof locked> = {}) => unlockOf({ ...locked, ...change }) }
}
const unlockOf = ({ ciphertext, digest, lock }: Awaited<ReturnType<typeof lockBlob>>) =>
  unlockBlob(ciphertext, digest, lock)

describe('a locked blob', () => {
  test('opens to what went in, empty and large ones too, and is 16 bytes longer', async () => {
    for (const length of [0, 1, 100, 1_000_003]) {
      const plain = new Uint8Array(length).fill(7)
      const { ciphertext, digest, lock, open } = await lockOf(plain)
      expect(ciphertext.length).toBe(length + 16)
      expect(digest).toEqual(sha256(ciphertext))
      expect(lock.plainDigest).toEqual(sha256(plain))
      expect(Buffer.compare((await open()) ?? Uint8Array.of(0, 0), plain)).toBe(0)
    }
  })

  test('has a key of its own each time', async () => {
    const plain = random.bytes(40)
    const [first, second] = [await lockOf(plain), await lockOf(plain)]
    expect(first.lock.key).not.toEqual(second.lock.key)
    expect(first.ciphertext).not.toEqual(second.ciphertext)
    expect(await second.open({ lock: first.lock })).toBeNull()
  })

  test('does not open when a bit of it changed, even under the name of what it became', async () => {
    const { ciphertext, open } = await lockOf(random.bytes(20))
    for (const index of ciphertext.keys()) {
      const changed = Uint8Array.from(ciphertext.with(index, (ciphertext[index] ?? 0) ^ 1))
      expect(await open({ ciphertext: changed })).toBeNull()
      expect(await open({ ciphertext: changed, digest: await digestOf(changed) })).toBeNull()
    }
    expect(
      await open({ ciphertext: new Uint8Array(0), digest: await digestOf(new Uint8Array(0)) }),
    ).toBeNull()
  })

  test('does not open when either hash is another, or the key is not 32 bytes', async () => {
    const { lock, open } = await lockOf(random.bytes(20))
    expect(await open({ digest: random.bytes(32) as BlobDigest })).toBeNull()
    expect(await open({ lock: { ...lock, plainDigest: random.bytes(32) } })).toBeNull()
    expect(await open({ lock: { ...lock, key: lock.key.subarray(0, 16) } })).toBeNull()
    expect(await open()).not.toBeNull()
  })

  test('is AES-256-GCM under a zero IV and "gesso/1/blob", as another implementation writes it', async () => {
    const { createCipheriv } = await import('node:crypto')
    const plain = random.bytes(50)
    const { ciphertext, lock } = await lockOf(plain)
    const cipher = createCipheriv('aes-256-gcm', lock.key, new Uint8Array(12))
    cipher.setAAD(Buffer.from('gesso/1/blob'))
    expect(Buffer.from(ciphertext)).toEqual(
      Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
    )
  })
})

/** Test cases 13, 14 and 16 of the GCM specification (McGrew, Viega, 2004): AES-256, 96-bit IVs. */
const published = [
  {
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    aad: '',
    plain: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    aad: '',
    plain: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
  },
]

test.each(published)(
  'WebCrypto here agrees with the published vector $sealed',
  async ({ key, iv, aad, plain, sealed }) => {
    const imported = await crypto.subtle.importKey('raw', hex(key), 'AES-GCM', false, ['encrypt'])
    const parameters = { name: 'AES-GCM', iv: hex(iv), additionalData: hex(aad), tagLength: 128 }
    expect(new Uint8Array(await crypto.subtle.encrypt(parameters, imported, hex(plain)))).toEqual(hex(sealed))
  },
)
