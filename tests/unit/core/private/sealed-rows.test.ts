import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import type { SealedRows } from '../../../../src/core/private/private-types.ts'
import { createSealedRows } from '../../../../src/core/private/sealed-rows.ts'
import { createMemoryRowStorage } from '../../../../src/platform/memory/row-storage.ts'
import { valueOf } from './private-world.ts'

const all = { from: '', to: '~', limit: 100 }
const none = { ok: true, value: null }

describe('sealed rows', () => {
  let storage: ReturnType<typeof createMemoryRowStorage>
  let rows: SealedRows
  beforeEach(() => {
    storage = createMemoryRowStorage()
    rows = createSealedRows(storage, new Uint8Array(32).fill(1), systemRandom)
  })
  const bytesOf = async (key: string) => valueOf(await storage.get(key)) ?? new Uint8Array()

  test('come back as they were, one by one and in ranges, and are counted', async () => {
    const value = ['text', new Uint8Array([0, 255]), [null, true, 9_007_199_254_740_991]]
    expect(await rows.write([rows.seal('m/1', value), rows.seal('m/2', ''), rows.seal('n/1', 0)])).toEqual({
      ok: true,
      value: null,
    })
    expect(await rows.get('m/1')).toEqual({ ok: true, value })
    expect(await rows.range({ ...all, from: 'm/', to: 'm0', reverse: true })).toEqual({
      ok: true,
      value: [
        ['m/2', ''],
        ['m/1', value],
      ],
    })
    expect(await rows.count('m/', 'm0')).toEqual({ ok: true, value: 2 })
    await rows.write([['m/2', null]])
    expect(await rows.get('m/2')).toEqual(none)
  })

  test('do not open under another key, in another place, or once changed or cut', async () => {
    await rows.write([rows.seal('a', 'secret')])
    const sealed = await bytesOf('a')
    expect(await createSealedRows(storage, new Uint8Array(32).fill(2), systemRandom).get('a')).toEqual(none)
    await storage.write([
      ['b', sealed],
      ['aa', sealed],
    ])
    expect(valueOf(await rows.range(all))).toEqual([['a', 'secret']])
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      await storage.write([['a', changed]])
      expect(await rows.get('a')).toEqual(none)
      await storage.write([['a', sealed.subarray(0, at)]])
      expect(await rows.get('a')).toEqual(none)
    }
  })

  test('are what the store has now, however often they were read before', async () => {
    for (let round = 0; round < 3; round++) {
      await rows.write([rows.seal('a', round)])
      expect(await rows.get('a')).toEqual({ ok: true, value: round })
      expect(valueOf(await rows.range(all))).toEqual([['a', round]])
    }
    const many = Array.from({ length: 3_000 }, (_, index) =>
      rows.seal(`m/${String(index).padStart(4, '0')}`, index),
    )
    await rows.write(many)
    for (let round = 0; round < 2; round++) {
      const read = valueOf(await rows.range({ from: 'm/', to: 'm0', limit: 5_000 }))
      expect(read.map(([, value]) => value)).toEqual(many.map((_, index) => index))
    }
  })

  test('show neither their value nor that two are the same', async () => {
    await rows.write([rows.seal('a', 'Ana of the harbour'), rows.seal('a2', 'Ana of the harbour')])
    const [one, other] = [await bytesOf('a'), await bytesOf('a2')]
    expect(Buffer.from(one).includes('harbour')).toBe(false)
    expect(one.subarray(0, 24)).not.toEqual(other.subarray(0, 24))
  })

  test('say what the store says', async () => {
    storage.failWith('unavailable')
    const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
    expect(await rows.get('a')).toEqual(unavailable)
    expect(await rows.range(all)).toEqual(unavailable)
    expect(await rows.count('a', 'b')).toEqual(unavailable)
    expect(await rows.write([rows.seal('a', 1)])).toEqual(unavailable)
  })
})
