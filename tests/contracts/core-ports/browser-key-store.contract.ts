import { beforeEach, describe, expect, test } from 'vitest'
import type { BrowserKey, BrowserKeyStore } from '../../../src/core/ports.ts'

export interface BrowserKeyStoreUnderTest {
  readonly store: BrowserKeyStore
  /** The same key as a core started anew would see it. */
  reopen(): BrowserKeyStore
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const plain = bytes(1, 2, 3)
const label = bytes(9)

export const describeBrowserKeyStore = (name: string, create: () => Promise<BrowserKeyStoreUnderTest>) =>
  describe(`browser key store: ${name}`, () => {
    let subject: BrowserKeyStoreUnderTest
    let store: BrowserKeyStore
    beforeEach(async () => {
      subject = await create()
      store = subject.store
    })
    const created = async (): Promise<BrowserKey> => {
      const result = await store.loadOrCreate()
      if (!result.ok) throw new Error(result.error.type)
      return result.value
    }

    test('there is no key until one is asked for', async () => {
      expect(await store.load()).toEqual({ ok: true, value: null })
      await created()
      expect(await store.load()).toMatchObject({ ok: true, value: expect.anything() })
    })

    test('the same key comes back each time, also when two ask at once', async () => {
      const [first, second] = await Promise.all([created(), created()])
      const sealed = await first.seal(plain, label)
      expect(await second.open(sealed, label)).toEqual(plain)
      const again = await subject.reopen().load()
      expect(again.ok && (await again.value?.open(sealed, label))).toEqual(plain)
    })

    test('empty bytes can be sealed', async () => {
      const key = await created()
      expect(await key.open(await key.seal(bytes(), bytes()), bytes())).toEqual(bytes())
    })

    test('sealing twice never gives the same bytes, nor shows what was sealed', async () => {
      const key = await created()
      const text = new TextEncoder().encode('twelve plain words that nobody else may read')
      const [first, second] = [await key.seal(text, label), await key.seal(text, label)]
      expect(first).not.toEqual(second)
      expect(Buffer.from(first).includes(Buffer.from(text))).toBe(false)
    })

    test('bytes altered, cut, lengthened or under another label do not open', async () => {
      const key = await created()
      const sealed = await key.seal(plain, label)
      for (let index = 0; index < sealed.length; index++) {
        const altered = sealed.slice()
        altered[index] = (altered[index] ?? 0) ^ 1
        expect(await key.open(altered, label)).toBeNull()
        expect(await key.open(sealed.slice(0, index), label)).toBeNull()
      }
      expect(await key.open(Uint8Array.from([...sealed, 0]), label)).toBeNull()
      expect(await key.open(sealed, bytes(8))).toBeNull()
      expect(await key.open(sealed, label)).toEqual(plain)
    })

    test('after removal the next key cannot open what the old one sealed', async () => {
      const sealed = await (await created()).seal(plain, label)
      expect(await store.remove()).toEqual({ ok: true, value: null })
      expect(await store.load()).toEqual({ ok: true, value: null })
      expect(await store.remove()).toEqual({ ok: true, value: null })
      expect(await (await created()).open(sealed, label)).toBeNull()
    })
  })
