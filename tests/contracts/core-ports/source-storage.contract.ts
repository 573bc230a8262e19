import { beforeEach, describe, expect, test } from 'vitest'
import type { SourceStorage } from '../../../src/core/ports.ts'
import type { Failure } from './document-storage.contract.ts'

export interface SourceStorageUnderTest {
  readonly storage: SourceStorage
  /** The same sources as a core started anew would see them. */
  reopen(): SourceStorage
  failWith(failure: Failure): Promise<void>
}

const done = { ok: true, value: null }
const none = { ok: true, value: null }
const sourceOf = (text: string) => new Blob([text])

const contentOf = async (storage: SourceStorage, id: string): Promise<string | null> => {
  const got = await storage.get(id)
  if (!got.ok) throw new Error(`storage answered ${got.error.type}`)
  return got.value === null ? null : await got.value.text()
}

export const describeSourceStorage = (name: string, create: () => Promise<SourceStorageUnderTest>) =>
  describe(`source storage: ${name}`, () => {
    let subject: SourceStorageUnderTest
    let storage: SourceStorage
    beforeEach(async () => {
      subject = await create()
      storage = subject.storage
    })

    test('an unknown source is null, not listed, and may be removed', async () => {
      expect(await storage.get('a')).toEqual(none)
      expect(await storage.list()).toEqual({ ok: true, value: [] })
      expect(await storage.remove(['a'])).toEqual(done)
    })

    test('a source comes back as a Blob of the same bytes, whole and in slices', async () => {
      const large = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251)
      expect(await storage.put('large', new Blob([large.subarray(0, 7), large.subarray(7)]))).toEqual(done)
      expect(await storage.put('empty', sourceOf(''))).toEqual(done)
      const got = await subject.reopen().get('large')
      if (!got.ok || got.value === null) throw new Error('the source is not there')
      expect(got.value).toBeInstanceOf(Blob)
      expect(got.value.size).toBe(large.length)
      expect(Buffer.compare(new Uint8Array(await got.value.arrayBuffer()), large)).toBe(0)
      expect([...new Uint8Array(await got.value.slice(250, 253).arrayBuffer())]).toEqual([250, 0, 1])
      expect(await contentOf(storage, 'empty')).toBe('')
    })

    test('ids that differ in letter case stay apart, and the last source under an id is kept', async () => {
      await storage.put('aB_-', sourceOf('one'))
      await storage.put('Ab_-', sourceOf('two'))
      await storage.put('aB_-', sourceOf('three'))
      expect(await contentOf(storage, 'aB_-')).toBe('three')
      expect(await contentOf(storage, 'Ab_-')).toBe('two')
      const list = await storage.list()
      expect(list.ok && list.value.toSorted()).toEqual(['Ab_-', 'aB_-'])
    })

    test('what was removed is gone, and only that, when opened again too', async () => {
      for (const id of ['a', 'b', 'c']) await storage.put(id, sourceOf(id))
      expect(await storage.remove(['a', 'c', 'unknown'])).toEqual(done)
      expect(await storage.get('a')).toEqual(none)
      const again = subject.reopen()
      expect(await again.list()).toEqual({ ok: true, value: ['b'] })
      expect(await contentOf(again, 'b')).toBe('b')
    })

    test('a full disk is said, and what was there stays whole', async () => {
      await storage.put('a', sourceOf('kept'))
      await subject.failWith('full')
      const full = { ok: false, error: { type: 'storage-full' } }
      expect(await storage.put('a', sourceOf('another'))).toEqual(full)
      expect(await storage.put('b', sourceOf('another'))).toEqual(full)
      await subject.failWith(null)
      expect(await contentOf(subject.reopen(), 'a')).toBe('kept')
      expect(await storage.list()).toEqual({ ok: true, value: ['a'] })
    })

    test('a store that was taken away says so, whatever is asked of it', async () => {
      await storage.put('a', sourceOf('kept'))
      await subject.failWith('unavailable')
      const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
      expect(await storage.get('a')).toEqual(unavailable)
      expect(await storage.put('a', sourceOf('another'))).toEqual(unavailable)
      expect(await storage.remove(['a'])).toEqual(unavailable)
      expect(await storage.list()).toEqual(unavailable)
      await subject.failWith(null)
      expect(await contentOf(storage, 'a')).toBe('kept')
    })
  })
