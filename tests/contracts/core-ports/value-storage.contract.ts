import { beforeEach, describe, expect, test } from 'vitest'
import type { ValueStorage } from '../../../src/core/ports.ts'
import type { Failure } from './document-storage.contract.ts'

export interface ValueStorageUnderTest {
  readonly storage: ValueStorage
  /** The same values as a core started anew would see them. */
  reopen(): ValueStorage
  failWith(failure: Failure): Promise<void>
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const done = { ok: true, value: null }
const found = (...values: number[]) => ({ ok: true, value: bytes(...values) })

export const describeValueStorage = (name: string, create: () => Promise<ValueStorageUnderTest>) =>
  describe(`value storage: ${name}`, () => {
    let subject: ValueStorageUnderTest
    let storage: ValueStorage
    beforeEach(async () => {
      subject = await create()
      storage = subject.storage
    })

    test('an unknown key is null, and may be removed', async () => {
      expect(await storage.get('vault')).toEqual({ ok: true, value: null })
      expect(await storage.remove('vault')).toEqual(done)
    })

    test('the last value set is the one that is kept, an empty one included', async () => {
      expect(await storage.set('vault', bytes(1, 2))).toEqual(done)
      expect(await storage.get('vault')).toEqual(found(1, 2))
      await Promise.all([storage.set('vault', bytes(3)), storage.set('vault', bytes(4))])
      expect(await storage.get('vault')).toEqual(found(4))
      await storage.set('vault', bytes())
      expect(await storage.get('vault')).toEqual(found())
    })

    test('the keys are those that were set and not removed', async () => {
      expect(await storage.keys()).toEqual({ ok: true, value: [] })
      for (const key of ['vault', 'mark/x', 'é']) await storage.set(key, bytes(1))
      await storage.remove('vault')
      const listed = await storage.keys()
      expect(listed.ok && listed.value.toSorted()).toEqual(['mark/x', 'é'])
    })

    test('keys that look alike stay apart', async () => {
      const keys = ['a', 'A', 'a/b', 'a.b', '../a', '', 'é', 'e\u0301', 'mark/x', 'mark/x/y']
      for (const [index, key] of keys.entries()) await storage.set(key, bytes(index))
      await storage.remove('a')
      for (const [index, key] of keys.entries()) {
        expect(await storage.get(key)).toEqual(key === 'a' ? { ok: true, value: null } : found(index))
      }
    })

    test('what the caller does to its bytes before or after changes nothing that is stored', async () => {
      const surroundings = bytes(7, 1, 2, 7)
      await storage.set('a', surroundings.subarray(1, 3))
      surroundings.fill(0)
      const first = await storage.get('a')
      expect(first).toEqual(found(1, 2))
      if (first.ok) first.value?.fill(0)
      expect(await storage.get('a')).toEqual(found(1, 2))
    })

    test('what was set is there when opened again, and what was removed is not', async () => {
      await storage.set('a', bytes(1))
      await storage.set('b', bytes(2))
      await storage.remove('b')
      expect(await subject.reopen().get('a')).toEqual(found(1))
      expect(await subject.reopen().get('b')).toEqual({ ok: true, value: null })
    })

    test('a full disk is said, and the old value stays', async () => {
      await storage.set('a', bytes(1))
      await subject.failWith('full')
      expect(await storage.set('a', bytes(2, 2, 2))).toEqual({ ok: false, error: { type: 'storage-full' } })
      await subject.failWith(null)
      expect(await subject.reopen().get('a')).toEqual(found(1))
    })

    test('a store that was taken away says so, whatever is asked of it', async () => {
      await storage.set('a', bytes(1))
      await subject.failWith('unavailable')
      const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
      expect(await storage.get('a')).toEqual(unavailable)
      expect(await storage.set('a', bytes(2))).toEqual(unavailable)
      expect(await storage.remove('a')).toEqual(unavailable)
      await subject.failWith(null)
      expect(await storage.get('a')).toEqual(found(1))
    })
  })
