import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DocumentStorage, StorageError } from '../../../src/core/ports.ts'
import type { Result } from '../../../src/base/result.ts'

export type Failure = 'full' | 'unavailable' | null

export interface DocumentStorageUnderTest {
  readonly storage: DocumentStorage
  /** The same documents as a core started anew would see them. */
  reopen(): DocumentStorage
  failWith(failure: Failure): Promise<void>
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const done = { ok: true, value: null }

const chunksOf = async (storage: DocumentStorage, id: string): Promise<number[][]> =>
  valueOf(await storage.load(id)).map(chunk => [...chunk])

const valueOf = <T>(result: Result<T, StorageError>): T => {
  if (!result.ok) throw new Error(`storage answered ${JSON.stringify(result.error)}`)
  return result.value
}

export const describeDocumentStorage = (name: string, create: () => Promise<DocumentStorageUnderTest>) =>
  describe(`document storage: ${name}`, () => {
    let subject: DocumentStorageUnderTest
    let storage: DocumentStorage
    beforeEach(async () => {
      subject = await create()
      storage = subject.storage
    })

    test('an unknown document is empty, not listed, and may be removed', async () => {
      expect(await chunksOf(storage, 'nobody')).toEqual([])
      expect(valueOf(await storage.list())).toEqual([])
      expect(await storage.remove('nobody')).toEqual(done)
    })

    test('chunks come back as they were, oldest first', async () => {
      const large = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
      for (const chunk of [bytes(1), bytes(), large, bytes(2, 3)]) {
        expect(await storage.append('a', chunk)).toEqual(done)
      }
      expect(await chunksOf(storage, 'a')).toEqual([[1], [], [...large], [2, 3]])
    })

    test('chunks appended without waiting keep their order', async () => {
      const numbers = Array.from({ length: 30 }, (_, index) => index)
      const answers = await Promise.all(numbers.map(number => storage.append('a', bytes(number))))
      expect(answers).toEqual(numbers.map(() => done))
      expect(await chunksOf(storage, 'a')).toEqual(numbers.map(number => [number]))
    })

    test('more than ten chunks are not ordered as text', async () => {
      for (let number = 0; number < 12; number++) await storage.append('a', bytes(number))
      expect((await chunksOf(storage, 'a')).map(([number]) => number)).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
      ])
    })

    test('replace leaves one chunk, and later chunks follow it', async () => {
      for (const number of [1, 2, 3]) await storage.append('a', bytes(number))
      expect(await storage.replace('a', bytes(9))).toEqual(done)
      expect(await chunksOf(storage, 'a')).toEqual([[9]])
      await storage.append('a', bytes(4))
      await storage.append('a', bytes(5))
      expect(await chunksOf(storage, 'a')).toEqual([[9], [4], [5]])
    })

    test('replace makes a document that did not exist', async () => {
      await storage.replace('a', bytes(1))
      expect(await chunksOf(storage, 'a')).toEqual([[1]])
    })

    test('a removed document is gone and may be written anew', async () => {
      await storage.append('a', bytes(1))
      expect(await storage.remove('a')).toEqual(done)
      expect(await chunksOf(storage, 'a')).toEqual([])
      expect(valueOf(await storage.list())).toEqual([])
      await storage.append('a', bytes(2))
      expect(await chunksOf(storage, 'a')).toEqual([[2]])
    })

    test('ids that look alike or hold one another stay apart', async () => {
      const ids = ['a', 'ab', 'a/b', 'a.b', 'A', 'a\u0000', '../a', '', ' ', 'é', 'e\u0301', 'a,0', 'a,1']
      for (const [index, id] of ids.entries()) {
        await storage.append(id, bytes(index))
        await storage.append(id, bytes(100 + index))
      }
      for (const [index, id] of ids.entries())
        expect(await chunksOf(storage, id)).toEqual([[index], [100 + index]])
      expect([...valueOf(await storage.list())].sort()).toEqual([...ids].sort())

      await storage.replace('a', bytes(7))
      await storage.remove('a/b')
      expect(await chunksOf(storage, 'ab')).toEqual([[1], [101]])
      expect(await chunksOf(storage, 'a')).toEqual([[7]])
      expect([...valueOf(await storage.list())].sort()).toEqual(ids.filter(id => id !== 'a/b').sort())
    })

    test('what the caller does to its bytes before or after changes nothing that is stored', async () => {
      const surroundings = bytes(7, 1, 2, 7)
      await storage.append('a', surroundings.subarray(1, 3))
      surroundings.fill(0)
      const [loaded] = valueOf(await storage.load('a'))
      expect(loaded).toEqual(bytes(1, 2))
      loaded?.fill(0)
      expect(await chunksOf(storage, 'a')).toEqual([[1, 2]])
    })

    test('everything answered for is there when opened again', async () => {
      await storage.append('a', bytes(1))
      await storage.append('a', bytes(2))
      await storage.append('b', bytes(3))
      await storage.replace('b', bytes(4))
      await storage.append('c', bytes(5))
      await storage.remove('c')
      const again = subject.reopen()
      expect(await chunksOf(again, 'a')).toEqual([[1], [2]])
      expect([...valueOf(await again.list())].sort()).toEqual(['a', 'b'])
      await again.append('a', bytes(6))
      expect(await chunksOf(again, 'a')).toEqual([[1], [2], [6]])
      expect(await chunksOf(again, 'b')).toEqual([[4]])
    })

    test('a full disk is said, and what was there stays whole', async () => {
      await storage.append('a', bytes(1))
      await storage.append('a', bytes(2))
      await subject.failWith('full')
      const full = { ok: false, error: { type: 'storage-full' } }
      expect(await storage.append('a', bytes(3, 3, 3))).toEqual(full)
      expect(await storage.replace('a', bytes(4, 4, 4))).toEqual(full)
      expect(await storage.append('new', bytes(5, 5, 5))).toEqual(full)
      await subject.failWith(null)
      expect(await chunksOf(subject.reopen(), 'a')).toEqual([[1], [2]])
      expect(valueOf(await storage.list())).toEqual(['a'])
      await storage.append('a', bytes(6))
      expect(await chunksOf(storage, 'a')).toEqual([[1], [2], [6]])
    })

    test('a store that was taken away says so, whatever is asked of it', async () => {
      await storage.append('a', bytes(1))
      await subject.failWith('unavailable')
      const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
      expect(await storage.load('a')).toEqual(unavailable)
      expect(await storage.append('a', bytes(2))).toEqual(unavailable)
      expect(await storage.replace('a', bytes(2))).toEqual(unavailable)
      expect(await storage.remove('a')).toEqual(unavailable)
      expect(await storage.list()).toEqual(unavailable)
      await subject.failWith(null)
      expect(await chunksOf(storage, 'a')).toEqual([[1]])
    })

    test('any sequence of operations leaves what a plain map would hold', async () => {
      const id = fc.constantFrom('x', 'xy', 'z')
      const chunk = fc.uint8Array({ maxLength: 5 })
      const step = fc.oneof(
        fc.record({ kind: fc.constantFrom('append' as const, 'replace' as const), id, chunk }),
        fc.record({ kind: fc.constant('remove' as const), id }),
        fc.record({ kind: fc.constant('reopen' as const) }),
      )
      const holdsTheSame = async (steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) => {
        const { storage: fresh, reopen } = await create()
        let current = fresh
        const model = new Map<string, number[][]>()
        for (const it of steps) {
          if (it.kind === 'reopen') current = reopen()
          else if (it.kind === 'remove') {
            await current.remove(it.id)
            model.delete(it.id)
          } else {
            await current[it.kind](it.id, it.chunk)
            const before = it.kind === 'append' ? (model.get(it.id) ?? []) : []
            model.set(it.id, [...before, [...it.chunk]])
          }
        }
        for (const key of ['x', 'xy', 'z']) expect(await chunksOf(current, key)).toEqual(model.get(key) ?? [])
        expect([...valueOf(await current.list())].sort()).toEqual([...model.keys()].sort())
      }
      const numRuns = process.env['SLOW'] === '1' ? 500 : 25
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 15 }), holdsTheSame), { numRuns })
    })
  })
