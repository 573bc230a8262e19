import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../src/base/result.ts'
import type { RowChange, RowRange, RowStorage, StorageError } from '../../../src/core/ports.ts'
import type { Failure } from './document-storage.contract.ts'

export interface RowStorageUnderTest {
  readonly storage: RowStorage
  /** The same rows as a core started anew would see them. */
  reopen(): RowStorage
  failWith(failure: Failure): Promise<void>
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const done = { ok: true, value: null }
const none = { ok: true, value: null }
const everything = { from: '', to: '~', limit: 1_000_000 }
const numbered = (number: number) => `m/${String(number).padStart(6, '0')}`

const valueOf = <T>(result: Result<T, StorageError>): T => {
  if (!result.ok) throw new Error(`storage answered ${result.error.type}`)
  return result.value
}
const keysIn = async (storage: RowStorage, range: Partial<RowRange> = {}): Promise<string[]> =>
  valueOf(await storage.range({ ...everything, ...range })).map(([key]) => key)

/** Each under its own key, as bytes of its place. */
const fill = async (storage: RowStorage, keys: readonly string[]) =>
  expect(await storage.write(keys.map((key, index) => [key, bytes(index)]))).toEqual(done)

export const describeRowStorage = (name: string, create: () => Promise<RowStorageUnderTest>) =>
  describe(`row storage: ${name}`, () => {
    let subject: RowStorageUnderTest
    let storage: RowStorage
    beforeEach(async () => {
      subject = await create()
      storage = subject.storage
    })

    test('an unknown key is null, in no range, and may be taken out', async () => {
      expect(await storage.get('a')).toEqual(none)
      expect(await storage.range(everything)).toEqual({ ok: true, value: [] })
      expect(await storage.range({ ...everything, reverse: true })).toEqual({ ok: true, value: [] })
      expect(await storage.count('', '~')).toEqual({ ok: true, value: 0 })
      expect(await storage.write([['a', null]])).toEqual(done)
      expect(await storage.write([])).toEqual(done)
      expect(await storage.clear()).toEqual(done)
    })

    test('the last value written is the one that is kept, an empty one included', async () => {
      await storage.write([
        ['a', bytes(1)],
        ['a', bytes(2)],
        ['b', bytes()],
        ['c', bytes(3)],
        ['c', null],
      ])
      await Promise.all([storage.write([['d', bytes(4)]]), storage.write([['d', bytes(5)]])])
      expect(await storage.get('a')).toEqual({ ok: true, value: bytes(2) })
      expect(await storage.get('c')).toEqual(none)
      expect(await storage.range(everything)).toEqual({
        ok: true,
        value: [
          ['a', bytes(2)],
          ['b', bytes()],
          ['d', bytes(5)],
        ],
      })
    })

    test('rows come in the order of code units, however they were written', async () => {
      const ordered = [
        '-',
        '.',
        '/',
        '0',
        '00',
        '1',
        '10',
        '2',
        ':',
        'A',
        'Z',
        'Za',
        '_',
        'a',
        'a-',
        'a.',
        'a/',
        'a0',
        'aA',
        'b',
      ]
      await fill(storage, ordered.toReversed())
      await fill(storage, ['a/', '10', 'A'])
      expect(await keysIn(storage)).toEqual(ordered)
      expect(await keysIn(storage, { reverse: true })).toEqual(ordered.toReversed())
      expect(await keysIn(subject.reopen())).toEqual(ordered)
    })

    test('a range has its start and not its end, and may name rows that are not there', async () => {
      await fill(storage, ['a/1', 'a/2', 'a/3', 'b/1'])
      expect(await keysIn(storage, { from: 'a/1', to: 'a/3' })).toEqual(['a/1', 'a/2'])
      expect(await keysIn(storage, { from: 'a/1', to: 'a/3', reverse: true })).toEqual(['a/2', 'a/1'])
      expect(await keysIn(storage, { from: 'a/', to: 'a0' })).toEqual(['a/1', 'a/2', 'a/3'])
      expect(await keysIn(storage, { from: 'a/15', to: 'a/25' })).toEqual(['a/2'])
      expect(await storage.count('a/1', 'a/3')).toEqual({ ok: true, value: 2 })
      expect(await storage.count('a/15', 'b/2')).toEqual({ ok: true, value: 3 })
    })

    test('a range that ends before or where it starts is empty', async () => {
      await fill(storage, ['a', 'b'])
      for (const reverse of [false, true]) {
        expect(await keysIn(storage, { from: 'a', to: 'a', reverse })).toEqual([])
        expect(await keysIn(storage, { from: 'b', to: 'a', reverse })).toEqual([])
        expect(await keysIn(storage, { limit: 0, reverse })).toEqual([])
      }
      expect(await storage.count('b', 'a')).toEqual({ ok: true, value: 0 })
      expect(await storage.count('a', 'a')).toEqual({ ok: true, value: 0 })
    })

    test('a limit keeps the first rows, and in reverse the last ones', async () => {
      await fill(storage, ['a', 'b', 'c', 'd', 'e'])
      expect(await keysIn(storage, { limit: 2 })).toEqual(['a', 'b'])
      for (const [limit, expected] of [
        [1, ['d']],
        [2, ['d', 'c']],
        [3, ['d', 'c', 'b']],
        [4, ['d', 'c', 'b']],
      ] as const) {
        expect(await keysIn(storage, { from: 'b', to: 'e', limit, reverse: true })).toEqual(expected)
      }
    })

    test('what the caller does to its bytes before or after changes nothing that is stored', async () => {
      const surroundings = bytes(7, 1, 2, 7)
      await storage.write([['a', surroundings.subarray(1, 3)]])
      surroundings.fill(0)
      valueOf(await storage.get('a'))?.fill(0)
      for (const [, value] of valueOf(await storage.range(everything))) value.fill(0)
      expect(await storage.get('a')).toEqual({ ok: true, value: bytes(1, 2) })
    })

    test('everything answered for is there when opened again, and what was taken out is not', async () => {
      await fill(storage, ['a', 'b', 'c'])
      await storage.write([
        ['b', null],
        ['c', bytes(9)],
        ['d', bytes(8)],
      ])
      const again = subject.reopen()
      expect(await keysIn(again)).toEqual(['a', 'c', 'd'])
      expect(await again.get('c')).toEqual({ ok: true, value: bytes(9) })
      await again.write([['a', null]])
      expect(await keysIn(subject.reopen())).toEqual(['c', 'd'])
    })

    test('a cleared store has nothing, and takes rows again', async () => {
      await fill(storage, ['a', 'b'])
      expect(await storage.clear()).toEqual(done)
      expect(await storage.get('a')).toEqual(none)
      expect(await keysIn(subject.reopen())).toEqual([])
      await fill(storage, ['c'])
      expect(await keysIn(subject.reopen())).toEqual(['c'])
    })

    test('ten thousand rows are written, counted, and read from either end', async () => {
      const total = 10_000
      const rows = Array.from({ length: total }, (_, index): RowChange => [
        numbered((index * 7_919) % total),
        bytes(index % 251),
      ])
      expect(await storage.write(rows.slice(0, 6_000))).toEqual(done)
      expect(await storage.write(rows.slice(6_000))).toEqual(done)
      expect(await storage.count('m/', 'm0')).toEqual({ ok: true, value: total })
      expect(await storage.count(numbered(2_500), numbered(7_500))).toEqual({ ok: true, value: 5_000 })
      expect(await keysIn(storage, { limit: 3 })).toEqual([0, 1, 2].map(numbered))
      const newest = Array.from({ length: 50 }, (_, index) => numbered(total - 1 - index))
      expect(await keysIn(subject.reopen(), { limit: 50, reverse: true })).toEqual(newest)
      expect((await keysIn(storage)).length).toBe(total)
    })

    test('a full disk is said, and of that write nothing is there', async () => {
      await fill(storage, ['a', 'b'])
      await subject.failWith('full')
      const full = { ok: false, error: { type: 'storage-full' } }
      expect(
        await storage.write([
          ['a', null],
          ['b', bytes(7, 7, 7)],
          ['c', bytes(8, 8, 8)],
        ]),
      ).toEqual(full)
      await subject.failWith(null)
      for (const one of [storage, subject.reopen()]) {
        expect(await keysIn(one)).toEqual(['a', 'b'])
        expect(await one.get('b')).toEqual({ ok: true, value: bytes(1) })
      }
      await storage.write([['c', bytes(2)]])
      expect(await keysIn(subject.reopen())).toEqual(['a', 'b', 'c'])
    })

    test('a store that was taken away says so, whatever is asked of it', async () => {
      await fill(storage, ['a'])
      await subject.failWith('unavailable')
      const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
      expect(await storage.get('a')).toEqual(unavailable)
      expect(await storage.range(everything)).toEqual(unavailable)
      expect(await storage.count('', '~')).toEqual(unavailable)
      expect(await storage.write([['b', bytes(1)]])).toEqual(unavailable)
      expect(await storage.clear()).toEqual(unavailable)
      await subject.failWith(null)
      expect(await keysIn(storage)).toEqual(['a'])
    })

    test('any sequence of writes leaves what a plain map would hold', async () => {
      const key = fc.constantFrom('x', 'x/', 'x0', 'y', 'z')
      const value = fc.option(fc.uint8Array({ maxLength: 4 }))
      const step = fc.oneof(fc.array(fc.tuple(key, value), { maxLength: 4 }), fc.constant('reopen' as const))
      const holdsTheSame = async (steps: readonly ('reopen' | [string, Uint8Array | null][])[]) => {
        const { storage: fresh, reopen } = await create()
        let current = fresh
        const model = new Map<string, Uint8Array>()
        for (const it of steps) {
          if (it === 'reopen') current = reopen()
          else {
            await current.write(it)
            for (const [name, content] of it) {
              if (content === null) model.delete(name)
              else model.set(name, content)
            }
          }
        }
        const expected = [...model].toSorted(([a], [b]) => (a < b ? -1 : 1))
        expect(valueOf(await current.range(everything))).toEqual(expected)
        expect(valueOf(await current.count('', '~'))).toBe(model.size)
      }
      const numRuns = process.env['SLOW'] === '1' ? 500 : 25
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), holdsTheSame), { numRuns })
    })
  })
