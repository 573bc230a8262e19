import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../../../../src/base/bytes.ts'
import { createSigner } from '../../../../src/core/crypto/ed25519.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { verifyWithTweetnacl } from '../../../../src/protocol/crypto/verify.ts'

const random = unsafeSeededRandom(11)
const message = utf8ToBytes('a frame')

type WebCrypto = typeof crypto.subtle

/** WebCrypto with one method replaced. */
const webCryptoWith = (changes: Partial<WebCrypto>): WebCrypto =>
  new Proxy(crypto.subtle, {
    get: (target, name) => {
      const changed: unknown = Reflect.get(changes, name)
      if (changed !== undefined) return changed
      const own: unknown = Reflect.get(target, name)
      return typeof own === 'function' ? (own.bind(target) as unknown) : own
    },
  })

describe('a signer', () => {
  test('imports a key that no script can read back', async () => {
    const imported: unknown[][] = []
    const importKey = ((...args: Parameters<WebCrypto['importKey']>) => {
      imported.push(args)
      return crypto.subtle.importKey(...args)
    }) as WebCrypto['importKey']
    await createSigner(random.bytes(32), webCryptoWith({ importKey }))
    expect(imported.map(([format, , name, extractable, uses]) => [format, name, extractable, uses])).toEqual([
      ['pkcs8', 'Ed25519', false, ['sign']],
    ])
  })

  test('leaves no copy of the seed in what it handed to WebCrypto', async () => {
    const handed: Uint8Array[] = []
    const importKey = ((
      format: 'pkcs8',
      data: Uint8Array<ArrayBuffer>,
      ...rest: ['Ed25519', boolean, ['sign']]
    ) => {
      handed.push(data)
      return crypto.subtle.importKey(format, data, ...rest)
    }) as unknown as WebCrypto['importKey']
    await createSigner(random.bytes(32), webCryptoWith({ importKey }))
    expect(handed).toHaveLength(1)
    expect(handed[0]).toEqual(new Uint8Array(48))
  })

  test('signs all the same where WebCrypto has no Ed25519', async () => {
    const importKey = () => Promise.reject(new DOMException('unrecognised name', 'NotSupportedError'))
    const seed = random.bytes(32)
    const signer = await createSigner(seed, webCryptoWith({ importKey }))
    expect(signer.publicKey).toEqual((await createSigner(seed)).publicKey)
    expect(await verifyWithTweetnacl(await signer.sign(message), message, signer.publicKey)).toBe(true)
  })

  test('never uses a WebCrypto that signs wrongly', async () => {
    const sign = () => Promise.resolve(new ArrayBuffer(64))
    const signer = await createSigner(random.bytes(32), webCryptoWith({ sign }))
    expect(await verifyWithTweetnacl(await signer.sign(message), message, signer.publicKey)).toBe(true)
  })

  test.each([
    ['WebCrypto', crypto.subtle],
    ['tweetnacl', null],
  ] as const)('with %s signs nothing after it was told to forget', async (_name, webCrypto) => {
    const signer = await createSigner(random.bytes(32), webCrypto)
    await signer.sign(message)
    signer.forget()
    await expect(signer.sign(message)).rejects.toThrow('forgotten')
  })

  test('does not change the seed, which is the caller’s to wipe', async () => {
    const seed = random.bytes(32)
    const before = Uint8Array.from(seed)
    await createSigner(seed)
    await createSigner(seed, null)
    expect(seed).toEqual(before)
  })

  test.each([crypto.subtle, null])('prints no key', async webCrypto => {
    const seed = random.bytes(32)
    const printed = inspect(await createSigner(seed, webCrypto), { depth: 9, showHidden: true })
    expect(printed).not.toContain(seed.slice(0, 4).join(', '))
  })
})
