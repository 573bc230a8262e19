import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { mnemonicToSeedSync } from '@scure/bip39'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8ToBytes } from '../../src/base/bytes.ts'
import { unsafeTestingArgon2 } from '../../src/core/crypto/argon2.ts'
import { createSigner } from '../../src/core/crypto/ed25519.ts'
import { openBox, sealBox } from '../../src/core/crypto/secretbox.ts'
import { entropyToWords, wordsToEntropy } from '../../src/core/crypto/words.ts'
import { keyPairFromSecret, sharedSecret } from '../../src/core/crypto/x25519.ts'
import { enc } from '../../src/protocol/codec/cbor.ts'
import { contextBytes, deriveKey } from '../../src/protocol/crypto/hash.ts'
import {
  createVerifier,
  type VerifySignature,
  verifyWithTweetnacl,
} from '../../src/protocol/crypto/verify.ts'
import { fromHex, toHex } from './json-items.ts'
import argon2idVectors from './published/argon2id.json' with { type: 'json' }
import bip39Vectors from './published/bip39.json' with { type: 'json' }
import edgeCases from './published/ed25519-edge-cases.json' with { type: 'json' }
import ed25519Vectors from './published/ed25519.json' with { type: 'json' }
import hkdfVectors from './published/hkdf-sha256.json' with { type: 'json' }
import secretboxVector from './published/secretbox.json' with { type: 'json' }
import x25519Vectors from './published/x25519.json' with { type: 'json' }
import { runVerifierVectors } from './run-verifier-vectors.ts'

const webCryptoVerifier = async (): Promise<VerifySignature> => {
  const verify = await createVerifier()
  if (verify === verifyWithTweetnacl) throw new Error('this platform has no WebCrypto Ed25519 to test')
  return verify
}

const verifiers: readonly (readonly [string, () => Promise<VerifySignature>])[] = [
  ['WebCrypto', webCryptoVerifier],
  ['tweetnacl', () => Promise.resolve(verifyWithTweetnacl)],
]

describe.each(verifiers)('the shipped verifier, with %s', (_name, verifier) => {
  test('accepts the five signatures of RFC 8032', async () => {
    expect(await runVerifierVectors(await verifier(), ed25519Vectors)).toEqual({ judged: 5, wrong: [] })
  })

  test('judges the twelve disputed signatures as cofactorless, canonical and without small orders', async () => {
    expect(await runVerifierVectors(await verifier(), edgeCases)).toEqual({ judged: 12, wrong: [] })
  })

  test('would be caught disagreeing', async () => {
    const inverted = { ...edgeCases, cases: edgeCases.cases.map(one => ({ ...one, valid: !one.valid })) }
    expect((await runVerifierVectors(await verifier(), inverted)).wrong).toHaveLength(12)
  })
})

describe.each([
  ['WebCrypto', crypto.subtle],
  ['tweetnacl', null],
] as const)('the signer, with %s', (_name, webCrypto) => {
  test.each(ed25519Vectors.cases)(
    'signs as in RFC 8032, $name',
    async ({ seed, publicKey, message, signature }) => {
      const signer = await createSigner(fromHex(seed), webCrypto)
      expect(toHex(signer.publicKey)).toBe(publicKey)
      expect(toHex(await signer.sign(fromHex(message)))).toBe(signature)
    },
  )
})

describe('X25519 of RFC 7748', () => {
  test.each(x25519Vectors.single)('$u times $scalar', ({ scalar, u, out }) => {
    expect(toHex(sharedSecret(fromHex(scalar), fromHex(u)) ?? new Uint8Array())).toBe(out)
  })

  test.each(x25519Vectors.iterated)('iterated $times times', ({ times, out }) => {
    let scalar = fromHex(`09${'00'.repeat(31)}`)
    let u = scalar
    for (let round = 0; round < times; round++) {
      const next = sharedSecret(scalar, u)
      if (next === null) throw new Error('never zero')
      u = scalar
      scalar = next
    }
    expect(toHex(scalar)).toBe(out)
  })

  test('Alice and Bob agree', () => {
    const { aliceSecret, alicePublic, bobSecret, bobPublic, shared } = x25519Vectors.agreement
    const alice = keyPairFromSecret(fromHex(aliceSecret))
    const bob = keyPairFromSecret(fromHex(bobSecret))
    expect([toHex(alice.publicKey), toHex(bob.publicKey)]).toEqual([alicePublic, bobPublic])
    expect(sharedSecret(alice.secretKey, bob.publicKey)).toEqual(fromHex(shared))
    expect(sharedSecret(bob.secretKey, alice.publicKey)).toEqual(fromHex(shared))
  })

  test.each(x25519Vectors.smallOrder)('refuses the key of small order %s', u => {
    expect(sharedSecret(fromHex(x25519Vectors.agreement.aliceSecret), fromHex(u))).toBeNull()
  })
})

test("secretbox seals and opens NaCl's own example", () => {
  const key = fromHex(secretboxVector.key)
  const nonce = fromHex(secretboxVector.nonce)
  const sealed = sealBox(fromHex(secretboxVector.plain), key, { bytes: () => nonce })
  expect(toHex(sealed.box)).toBe(secretboxVector.box)
  expect(toHex(openBox(sealed, key) ?? new Uint8Array())).toBe(secretboxVector.plain)
})

describe('HKDF-SHA256 of RFC 5869', () => {
  test.each(hkdfVectors.cases)('$name', ({ ikm, salt, info, length, okm }) => {
    expect(toHex(hkdf(sha256, fromHex(ikm), fromHex(salt), fromHex(info), length))).toBe(okm)
  })

  test('is what KDF runs, with the label and the context as info', () => {
    const info = concatBytes(contextBytes('akx'), enc([7]))
    expect(info).toEqual(concatBytes(utf8ToBytes('gesso/1/akx'), Uint8Array.of(0, 0x81, 7)))
    const ikm = new Uint8Array(32).fill(3)
    const salt = new Uint8Array(5).fill(9)
    expect(deriveKey(ikm, salt, 'akx', [7])).toEqual(hkdf(sha256, ikm, salt, info, 32))
  })
})

describe('BIP39, English', () => {
  test.each(bip39Vectors.cases)('$words', ({ entropy, words, seed }) => {
    expect(entropyToWords(fromHex(entropy)).join(' ')).toBe(words)
    expect(toHex(wordsToEntropy(words.split(' ')) ?? new Uint8Array())).toBe(entropy)
    expect(toHex(mnemonicToSeedSync(words, bip39Vectors.passphrase))).toBe(seed)
  })
})

test.each(argon2idVectors.cases)(
  'Argon2id with $memoryKiB KiB, $passes passes, $lanes lanes',
  async ({ passphrase, salt, out, ...params }) => {
    expect(toHex(await unsafeTestingArgon2(passphrase, utf8ToBytes(salt), params))).toBe(out)
  },
)
