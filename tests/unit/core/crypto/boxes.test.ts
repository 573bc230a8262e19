import { describe, expect, test } from 'vitest'
import { openBox, sealBox } from '../../../../src/core/crypto/secretbox.ts'
import { unwrapSecret, wrapSecret } from '../../../../src/core/crypto/wrap.ts'
import { keyPairFromSecret } from '../../../../src/core/crypto/x25519.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'

const random = unsafeSeededRandom(12)

describe('a box', () => {
  const key = random.bytes(32)
  const plain = random.bytes(100)

  test('opens with its key and nonce, and not with another, nor changed', () => {
    const { nonce, box } = sealBox(plain, key, random)
    expect(openBox({ nonce, box }, key)).toEqual(plain)
    expect(openBox({ nonce, box }, random.bytes(32))).toBeNull()
    expect(openBox({ nonce: random.bytes(24), box }, key)).toBeNull()
    for (const index of box.keys()) {
      const changed = box.with(index, (box[index] ?? 0) ^ 1)
      expect(openBox({ nonce, box: changed }, key)).toBeNull()
    }
  })

  test('never has the nonce of another', () => {
    const nonces = new Set(Array.from({ length: 100 }, () => sealBox(plain, key, random).nonce.join()))
    expect(nonces.size).toBe(100)
  })
})

describe('a wrap', () => {
  const alice = keyPairFromSecret(random.bytes(32))
  const secret = random.bytes(32)

  test('is 80 bytes, and another each time', () => {
    const wraps = [1, 2].map(() => wrapSecret(secret, alice.publicKey, ['a'], random))
    expect(wraps.map(wrap => wrap?.length)).toEqual([80, 80])
    expect(wraps[0]).not.toEqual(wraps[1])
    for (const wrap of wraps) expect(unwrapSecret(wrap ?? new Uint8Array(), alice, ['a'])).toEqual(secret)
  })

  test('is not made for a key of small order', () => {
    expect(wrapSecret(secret, new Uint8Array(32), ['a'], random)).toBeNull()
    expect(wrapSecret(secret, new Uint8Array(32).with(0, 1), ['a'], random)).toBeNull()
  })

  test('holds 32 bytes and nothing else', () => {
    expect(() => wrapSecret(random.bytes(31), alice.publicKey, ['a'], random)).toThrow('32 bytes')
  })

  test('changes none of what it was given', () => {
    const given = [secret, alice.publicKey, alice.secretKey].map(bytes => Uint8Array.from(bytes))
    const wrap = wrapSecret(secret, alice.publicKey, ['a'], random)
    unwrapSecret(wrap ?? new Uint8Array(), alice, ['a'])
    expect([secret, alice.publicKey, alice.secretKey]).toEqual(given)
  })
})
