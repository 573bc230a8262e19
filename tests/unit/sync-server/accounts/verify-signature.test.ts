import { expect, test } from 'vitest'
import { createSigner } from '../../../../src/core/crypto/ed25519.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { verifyWithTweetnacl } from '../../../../src/protocol/crypto/verify.ts'
import { createNodeVerifier } from '../../../../sync-server/accounts/verify-signature.ts'
import edgeCases from '../../../vectors/published/ed25519-edge-cases.json' with { type: 'json' }
import ed25519Vectors from '../../../vectors/published/ed25519.json' with { type: 'json' }
import { runVerifierVectors } from '../../../vectors/run-verifier-vectors.ts'

test('judges published signatures as every other verifier of ours', async () => {
  const verify = createNodeVerifier()
  expect(await runVerifierVectors(verify, ed25519Vectors)).toEqual({ judged: 5, wrong: [] })
  expect(await runVerifierVectors(verify, edgeCases)).toEqual({ judged: 12, wrong: [] })
})

test('agrees with tweetnacl on signatures and on all that one flipped bit makes of them', async () => {
  const random = unsafeSeededRandom(5)
  const verify = createNodeVerifier()
  const signer = await createSigner(random.bytes(32))
  const message = random.bytes(40)
  const signature = await signer.sign(message)
  expect(await verify(signature, message, signer.publicKey)).toBe(true)
  const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
    bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  const verdicts = new Set<string>()
  for (let bit = 0; bit < 512; bit += 37) {
    const flipped = [
      [flip(signature, bit), message, signer.publicKey],
      [signature, flip(message, bit % 320), signer.publicKey],
      [signature, message, flip(signer.publicKey, bit % 256)],
    ] as const
    for (const one of flipped) verdicts.add(`${await verify(...one)} ${await verifyWithTweetnacl(...one)}`)
  }
  expect([...verdicts]).toEqual(['false false'])
})

test('says no to every other length, and to keys that are no points', async () => {
  const verify = createNodeVerifier()
  const message = new Uint8Array(3)
  for (const length of [0, 31, 33, 64]) {
    expect(await verify(new Uint8Array(64).fill(7), message, new Uint8Array(length).fill(7))).toBe(false)
    expect(
      await verify(new Uint8Array(length === 64 ? 65 : length).fill(7), message, new Uint8Array(32).fill(7)),
    ).toBe(false)
  }
})

test('forgets the oldest key and judges the same', async () => {
  const random = unsafeSeededRandom(6)
  const verify = createNodeVerifier(2)
  const signers = await Promise.all([1, 2, 3, 4].map(() => createSigner(random.bytes(32))))
  const message = random.bytes(9)
  for (const round of [1, 2]) {
    for (const [index, signer] of signers.entries()) {
      const signature = await signer.sign(message)
      expect(await verify(signature, message, signer.publicKey), `${round}`).toBe(true)
      const other = signers[(index + 1) % signers.length] ?? signer
      expect(await verify(signature, message, other.publicKey)).toBe(false)
    }
  }
})
