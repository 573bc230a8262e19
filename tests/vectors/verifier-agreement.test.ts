import { beforeAll, expect, test } from 'vitest'
import { createSigner, type Signer } from '../../src/core/crypto/ed25519.ts'
import { unsafeSeededRandom } from '../../src/platform/memory/seeded-random.ts'
import {
  createVerifier,
  isAcceptablePoint,
  isAcceptableSignature,
  type VerifySignature,
  verifyWithTweetnacl,
} from '../../src/protocol/crypto/verify.ts'
import { fromHex, toHex } from './json-items.ts'
import edgeCases from './published/ed25519-edge-cases.json' with { type: 'json' }

const isSlow = process.env['SLOW'] === '1'
const random = unsafeSeededRandom(32)
const orderL = (1n << 252n) + 27_742_317_777_372_353_535_851_937_790_883_648_493n
const primeP = (1n << 255n) - 19n

const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn))
const toNumber = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
const below = (bound: number): number => ((random.bytes(1)[0] ?? 0) * 256 + (random.bytes(1)[0] ?? 0)) % bound

interface Signed {
  readonly signature: Uint8Array
  readonly message: Uint8Array
  readonly publicKey: Uint8Array
}

const withS = (signed: Signed, s: bigint): Signed => ({
  ...signed,
  signature: Uint8Array.of(...signed.signature.subarray(0, 32), ...littleEndian(s % (1n << 256n))),
})
const withR = (signed: Signed, r: Uint8Array): Signed => ({
  ...signed,
  signature: Uint8Array.of(...r, ...signed.signature.subarray(32)),
})
const flipped = (bytes: Uint8Array, bit = below(bytes.length * 8)): Uint8Array =>
  bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
const sOf = (signed: Signed): bigint => toNumber(signed.signature.subarray(32))

/** Every y that is not below p, and both signs of each. */
const uncanonical = Array.from({ length: 19 }, (_, offset) => littleEndian(primeP + BigInt(offset))).flatMap(
  y => [y, flipped(y, 255)],
)
const oddPoints = edgeCases.cases.flatMap(one => [
  fromHex(one.publicKey),
  fromHex(one.signature).slice(0, 32),
])
const anOddPoint = (): Uint8Array =>
  [...uncanonical, ...oddPoints][below(38 + oddPoints.length)] ?? new Uint8Array(32)

const mutations: readonly ((signed: Signed) => Signed)[] = [
  signed => ({ ...signed, signature: flipped(signed.signature) }),
  signed => ({ ...signed, message: flipped(signed.message) }),
  signed => ({ ...signed, publicKey: flipped(signed.publicKey) }),
  signed => withS(signed, sOf(signed) + orderL),
  signed => withS(signed, orderL - sOf(signed)),
  signed => withS(signed, BigInt(below(65_536))),
  signed => withR(signed, flipped(signed.signature.slice(0, 32), 255)),
  signed => withR(signed, anOddPoint()),
  signed => ({ ...signed, publicKey: anOddPoint() }),
  signed => ({ ...signed, publicKey: random.bytes(32) }),
  signed => ({ ...signed, signature: signed.signature.slice(0, below(64)) }),
  signed => ({ ...signed, signature: Uint8Array.of(...signed.signature, 0) }),
]

let webCrypto: VerifySignature
let signers: readonly Signer[]
beforeAll(async () => {
  webCrypto = await createVerifier()
  if (webCrypto === verifyWithTweetnacl) throw new Error('this platform has no WebCrypto Ed25519 to compare')
  signers = await Promise.all(Array.from({ length: 8 }, () => createSigner(random.bytes(32))))
})

const signSomething = async (index: number): Promise<Signed> => {
  const signer = signers[index % signers.length]
  if (signer === undefined) throw new Error('eight signers')
  const message = random.bytes(1 + below(64))
  return { signature: await signer.sign(message), message, publicKey: signer.publicKey }
}

const bothSay = async ({ signature, message, publicKey }: Signed): Promise<string> =>
  `${await webCrypto(signature, message, publicKey)} ${await verifyWithTweetnacl(signature, message, publicKey)}`

const timeoutMs = isSlow ? 1_200_000 : 60_000

test(
  'WebCrypto and tweetnacl accept what was signed and refuse all mutations of it',
  { timeout: timeoutMs },
  async () => {
    const rounds = isSlow ? 2_000 : 170
    const verdicts = new Map<string, number>()
    for (let round = 0; round < rounds; round++) {
      const signed = await signSomething(round)
      expect(await bothSay(signed)).toBe('true true')
      for (const mutate of mutations) {
        const verdict = await bothSay(mutate(signed))
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
      }
    }
    expect([...verdicts]).toEqual([['false false', rounds * mutations.length]])
  },
)

test('the pre-check stops at p and at L, and nowhere before', () => {
  expect(isAcceptablePoint(littleEndian(primeP - 2n))).toBe(true)
  expect(isAcceptablePoint(littleEndian(2n))).toBe(true)
  expect(uncanonical.filter(isAcceptablePoint).map(toHex)).toEqual([])
  const point = littleEndian(9n)
  const signature = (s: bigint): Uint8Array => Uint8Array.of(...point, ...littleEndian(s))
  expect(isAcceptableSignature(signature(orderL - 1n), point)).toBe(true)
  expect(isAcceptableSignature(signature(orderL), point)).toBe(false)
})

/** The points whose order divides 8, by y and both signs; those of order 8 have y8 or −y8. */
test('the pre-check refuses every encoding of a point of small order', () => {
  const y8 = toNumber(fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'))
  const ys = [1n, primeP - 1n, 0n, y8, primeP - y8]
  const encodings = ys.flatMap(y => [littleEndian(y), flipped(littleEndian(y), 255)])
  expect(encodings.filter(isAcceptablePoint).map(toHex)).toEqual([])
  // On the curve x² = (y² − 1) / (d y² + 1). Doubling y8 gives y = 0, of order 4, exactly when x² = −y².
  const d =
    37_095_705_934_669_439_343_138_083_508_754_565_189_542_113_879_843_219_016_388_785_533_085_940_283_555n
  const y2 = (y8 * y8) % primeP
  expect((((y2 - 1n + y2 * (d * y2 + 1n)) % primeP) + primeP) % primeP).toBe(0n)
})
