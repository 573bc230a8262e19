import { beforeEach, describe, expect, test } from 'vitest'
import type { BlobStorage } from '../../../src/core/ports.ts'
import type { Failure } from './document-storage.contract.ts'

export interface BlobStorageUnderTest {
  readonly storage: BlobStorage
  /** The same blobs as a core started anew would see them. */
  reopen(): BlobStorage
  failWith(failure: Failure): Promise<void>
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const done = { ok: true, value: null }
const found = (...values: number[]) => ({ ok: true, value: bytes(...values) })
const atMs = Date.UTC(2025, 4, 6, 7, 8, 9, 123)
const longest = 'b-'.padEnd(128, 'z7')

const listed = async (storage: BlobStorage) => {
  const list = await storage.list()
  return list.ok ? list.value.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : list
}

export const describeBlobStorage = (name: string, create: () => Promise<BlobStorageUnderTest>) =>
  describe(`blob storage: ${name}`, () => {
    let subject: BlobStorageUnderTest
    let storage: BlobStorage
    beforeEach(async () => {
      subject = await create()
      storage = subject.storage
    })

    test('an unknown name is null, not had, not listed, and may be removed and touched', async () => {
      expect(await storage.get('a')).toEqual({ ok: true, value: null })
      expect(await storage.has('a')).toEqual({ ok: true, value: false })
      expect(await storage.touch(['a'], atMs)).toEqual(done)
      expect(await storage.remove(['a', 'b'])).toEqual(done)
      expect(await storage.list()).toEqual({ ok: true, value: [] })
      expect(await storage.get('a')).toEqual({ ok: true, value: null })
    })

    test('bytes come back as they were: none, many, and under the longest name', async () => {
      const large = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251)
      for (const [blob, content] of [
        ['none', bytes()],
        ['large', large],
        [longest, bytes(1)],
      ] as const) {
        expect(await storage.put(blob, content, atMs)).toEqual(done)
        const got = await storage.get(blob)
        expect(got.ok && got.value !== null && Buffer.compare(got.value, content)).toBe(0)
        expect(await storage.has(blob)).toEqual({ ok: true, value: true })
      }
    })

    test('the list says how long each is and when it was stored or last touched, to the millisecond', async () => {
      await storage.put('a', bytes(1, 2, 3), atMs)
      await storage.put('b', bytes(), atMs + 1)
      await storage.put('c', bytes(4), atMs + 2)
      expect(await storage.touch(['a', 'unknown', 'b'], atMs + 1_001)).toEqual(done)
      const expected = [
        { name: 'a', bytes: 3, usedAtMs: atMs + 1_001 },
        { name: 'b', bytes: 0, usedAtMs: atMs + 1_001 },
        { name: 'c', bytes: 1, usedAtMs: atMs + 2 },
      ]
      expect(await listed(storage)).toEqual(expected)
      expect(await listed(subject.reopen())).toEqual(expected)
      expect(await storage.get('a')).toEqual(found(1, 2, 3))
    })

    test('storing again replaces, also when two do at once', async () => {
      await storage.put('a', bytes(1), atMs)
      await Promise.all([storage.put('a', bytes(2, 2), atMs + 1), storage.put('a', bytes(3, 3, 3), atMs + 2)])
      expect(await storage.get('a')).toEqual(found(3, 3, 3))
      expect(await listed(storage)).toEqual([{ name: 'a', bytes: 3, usedAtMs: atMs + 2 }])
    })

    test('what was removed is gone, and only that', async () => {
      for (const blob of ['a', 'a-', 'ab', 'b']) await storage.put(blob, bytes(1), atMs)
      expect(await storage.remove(['a', 'b', 'unknown'])).toEqual(done)
      expect(await storage.get('a')).toEqual({ ok: true, value: null })
      expect(await storage.has('b')).toEqual({ ok: true, value: false })
      expect(await listed(subject.reopen())).toMatchObject([{ name: 'a-' }, { name: 'ab' }])
    })

    test('what the caller does to its bytes before or after changes nothing that is stored', async () => {
      const surroundings = bytes(7, 1, 2, 7)
      await storage.put('a', surroundings.subarray(1, 3), atMs)
      surroundings.fill(0)
      const first = await storage.get('a')
      expect(first).toEqual(found(1, 2))
      if (first.ok) first.value?.fill(0)
      expect(await storage.get('a')).toEqual(found(1, 2))
    })

    test('everything answered for is there when opened again', async () => {
      await storage.put('a', bytes(1), atMs)
      expect(await subject.reopen().get('a')).toEqual(found(1))
    })

    test('a full disk is said, and what was there stays whole', async () => {
      await storage.put('a', bytes(1), atMs)
      await subject.failWith('full')
      const full = { ok: false, error: { type: 'storage-full' } }
      expect(await storage.put('a', bytes(2, 2, 2), atMs + 1)).toEqual(full)
      expect(await storage.put('b', bytes(3, 3, 3), atMs + 1)).toEqual(full)
      await subject.failWith(null)
      expect(await subject.reopen().get('a')).toEqual(found(1))
      expect(await listed(storage)).toEqual([{ name: 'a', bytes: 1, usedAtMs: atMs }])
    })

    test('a store that was taken away says so, whatever is asked of it', async () => {
      await storage.put('a', bytes(1), atMs)
      await subject.failWith('unavailable')
      const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
      expect(await storage.get('a')).toEqual(unavailable)
      expect(await storage.has('a')).toEqual(unavailable)
      expect(await storage.put('a', bytes(2), atMs)).toEqual(unavailable)
      expect(await storage.touch(['a'], atMs)).toEqual(unavailable)
      expect(await storage.remove(['a'])).toEqual(unavailable)
      expect(await storage.list()).toEqual(unavailable)
      await subject.failWith(null)
      expect(await storage.get('a')).toEqual(found(1))
    })
  })
