import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { concatBytes } from '../../../src/base/bytes.ts'
import type { RowChange, RowStorage } from '../../../src/core/ports.ts'
import { encodeFrame } from '../../../src/platform/node/chunk-frames.ts'
import { decodeRowChanges, encodeRowChanges } from '../../../src/platform/node/row-log.ts'
import { createNodeRowStorage } from '../../../src/platform/node/row-storage.ts'

const root = await mkdtemp(join(tmpdir(), 'gesso-node-rows-'))
afterAll(() => rm(root, { recursive: true, force: true }))
let made = 0
let directory: string
beforeEach(() => {
  directory = join(root, String(made++))
})

const bytes = (...values: number[]) => Uint8Array.from(values)
const logFile = () => join(directory, 'rows.log')
const rowsIn = async (storage: RowStorage) => {
  const rows = await storage.range({ from: '', to: '~', limit: 1_000_000 })
  return rows.ok ? rows.value : rows
}
const done = { ok: true, value: null }

describe('a log of rows', () => {
  const writes: readonly (readonly RowChange[])[] = [
    [
      ['a', bytes(1)],
      ['b', bytes(2)],
    ],
    [
      ['a', null],
      ['c', bytes()],
    ],
    [['d', bytes(3, 4)]],
  ]
  const after = [
    [],
    [
      ['a', bytes(1)],
      ['b', bytes(2)],
    ],
    [
      ['b', bytes(2)],
      ['c', bytes()],
    ],
    [
      ['b', bytes(2)],
      ['c', bytes()],
      ['d', bytes(3, 4)],
    ],
  ]
  const written = async () => {
    const storage = createNodeRowStorage(directory)
    for (const changes of writes) expect(await storage.write(changes)).toEqual(done)
    return new Uint8Array(await readFile(logFile()))
  }
  const ends = writes.map((_, index) =>
    writes
      .slice(0, index + 1)
      .reduce((sum, changes) => sum + encodeFrame(encodeRowChanges(changes)).length, 0),
  )

  test('cut at any byte keeps every whole write, and takes new ones', async () => {
    const whole = await written()
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(logFile(), whole)
      await truncate(logFile(), length)
      const kept = after[ends.filter(end => end <= length).length]
      const storage = createNodeRowStorage(directory)
      expect(await rowsIn(storage)).toEqual(kept)
      expect(await storage.write([['z', bytes(9)]])).toEqual(done)
      expect(await rowsIn(createNodeRowStorage(directory))).toEqual([...(kept ?? []), ['z', bytes(9)]])
    }
  })

  test('damaged before its end is refused and left as it is, until it is cleared', async () => {
    const whole = await written()
    whole[10] = (whole[10] ?? 0) ^ 1
    await writeFile(logFile(), whole)
    const storage = createNodeRowStorage(directory)
    const corrupt = { ok: false, error: { type: 'storage-unavailable', detail: 'corrupt' } }
    expect(await storage.get('b')).toEqual(corrupt)
    expect(await storage.write([['z', bytes(9)]])).toEqual(corrupt)
    expect(new Uint8Array(await readFile(logFile()))).toEqual(whole)
    expect(await storage.clear()).toEqual(done)
    expect(await storage.write([['z', bytes(9)]])).toEqual(done)
    expect(await rowsIn(createNodeRowStorage(directory))).toEqual([['z', bytes(9)]])
  })

  test('with a frame that holds no changes is refused', async () => {
    const whole = await written()
    await writeFile(
      logFile(),
      concatBytes(whole, encodeFrame(bytes(0, 9, 1)), encodeFrame(encodeRowChanges([['z', null]]))),
    )
    expect(await createNodeRowStorage(directory).get('b')).toMatchObject({ error: { detail: 'corrupt' } })
  })

  test('is written anew once it is mostly what was replaced, and loses nothing', async () => {
    const storage = createNodeRowStorage(directory)
    const large = new Uint8Array(100_000).fill(7)
    await storage.write(
      Array.from({ length: 2_500 }, (_, index): RowChange => [
        `kept/${String(index).padStart(4, '0')}`,
        bytes(index & 255),
      ]),
    )
    for (let round = 0; round < 60; round++)
      await storage.write([
        ['same', large],
        [`gone/${round}`, large],
        [`gone/${round - 1}`, null],
      ])
    expect((await stat(logFile())).size).toBeLessThan(3_000_000)
    expect(await readdir(directory)).toEqual(['rows.log'])
    const again = createNodeRowStorage(directory)
    expect(await again.count('', '~')).toEqual({ ok: true, value: 2_502 })
    expect(await again.get('same')).toEqual({ ok: true, value: large })
    expect(await again.get('gone/59')).toEqual({ ok: true, value: large })
    expect(await again.get('kept/2499')).toEqual({ ok: true, value: bytes(2_499 & 255) })
  })
})

test('changes of rows are told from any other bytes', () => {
  const changes: readonly RowChange[] = [
    ['a/é', bytes(1, 2)],
    ['b', null],
    ['', bytes()],
  ]
  const encoded = encodeRowChanges(changes)
  expect(decodeRowChanges(encoded)).toEqual(changes)
  expect(decodeRowChanges(bytes())).toEqual([])
  const ends = [1, 2, 3].map(count => encodeRowChanges(changes.slice(0, count)).length)
  for (let length = 1; length < encoded.length; length++) {
    expect(decodeRowChanges(encoded.subarray(0, length))).toEqual(
      ends.includes(length) ? changes.slice(0, ends.indexOf(length) + 1) : null,
    )
  }
})
