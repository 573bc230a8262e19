/** What the directory keeps on disk, and what of it is believed after a crash. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createIndexFile, type IndexFile, type Kept } from '../../../../sync-server/directory/index-file.ts'
import type { KeptRow } from '../../../../sync-server/directory/kept-row.ts'
import { encodeSegmentHead, newSegmentHead } from '../../../../sync-server/stores/log/frame.ts'
import { nodeFileSystem, type StoreFileSystem } from '../../../../sync-server/stores/log/file-system.ts'

let folder: string
let directory: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-directory-'))
  directory = join(folder, 'directory')
  path = join(directory, 'index')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const rowOf = (number: number, contentBytes = 40): KeptRow => ({
  doc: number.toString(16).padStart(32, '0'),
  owner: new Uint8Array(32).fill(number) as AccountId,
  segment: number % 2 === 0 ? null : number,
  heads: new Uint8Array(16).fill(number),
  changedMs: 1_700_000_000_000 + number,
  content: new Uint8Array(contentBytes).fill(number),
})

interface Opened {
  readonly file: IndexFile
  readonly rows: Map<string, KeptRow>
  readonly failures: string[]
  put(row: KeptRow): void
  reach(place: string): void
}

const open = (files: StoreFileSystem = nodeFileSystem): Opened => {
  const rows = new Map<string, KeptRow>()
  const failures: string[] = []
  let place: string | null = null
  const kept = (): Kept => ({ rows: rows.values(), place })
  const file = createIndexFile({
    directory,
    files,
    random: systemRandom,
    kept,
    onFailed: code => failures.push(code),
  })
  return {
    file,
    rows,
    failures,
    put(row) {
      rows.set(row.doc, row)
      file.add({ type: 'row', row })
    },
    reach(reached) {
      place = reached
      file.add({ type: 'place', place })
    },
  }
}

const readAll = () => open().file.read()

describe('what is kept', () => {
  test('is nothing at first, and then what was added, in that order', async () => {
    expect(await readAll()).toEqual({ rows: [], place: null, lostBytes: 0 })
    const first = open()
    first.put(rowOf(1))
    first.put(rowOf(2))
    first.reach('a-1')
    first.put(rowOf(3))
    await first.file.close()
    expect(await readAll()).toEqual({ rows: [rowOf(1), rowOf(2), rowOf(3)], place: 'a-1', lostBytes: 0 })
  })

  test('goes on after a start, from what was found', async () => {
    const first = open()
    first.put(rowOf(1))
    first.reach('a-1')
    await first.file.close()
    const second = open()
    for (const row of (await second.file.read()).rows) second.rows.set(row.doc, row)
    second.put(rowOf(2))
    second.reach('a-2')
    await second.file.close()
    expect(await readAll()).toEqual({ rows: [rowOf(1), rowOf(2)], place: 'a-2', lostBytes: 0 })
  })

  test('is without what came before, when that is over', async () => {
    const one = open()
    one.put(rowOf(1))
    one.reach('a-1')
    await expect.poll(() => readAll().then(({ place }) => place)).toBe('a-1')
    one.rows.clear()
    one.file.renew()
    one.put(rowOf(2))
    one.reach('b-1')
    await one.file.close()
    expect(await readAll()).toEqual({ rows: [rowOf(2)], place: 'b-1', lostBytes: 0 })
  })

  test('takes no more room than a few times what it says', async () => {
    const one = open()
    for (let round = 0; round < 400; round++) {
      one.put({ ...rowOf(2, 20_000), changedMs: round })
      if (round % 10 > 0) continue
      await expect.poll(async () => (await readAll()).rows.at(-1)?.changedMs).toBe(round)
    }
    one.reach('a-1')
    await one.file.close()
    expect((await readFile(path)).length).toBeLessThan(800_000)
    expect((await readAll()).rows.at(-1)?.changedMs).toBe(399)
  })
})

describe('of a file that is not whole', () => {
  const write = async (): Promise<Buffer> => {
    const one = open()
    one.put(rowOf(1))
    one.reach('a-1')
    await expect.poll(() => readAll().then(({ place }) => place)).toBe('a-1')
    one.put(rowOf(2))
    one.reach('a-2')
    await one.file.close()
    return readFile(path)
  }

  test('the beginning holds, wherever it is cut', async () => {
    const whole = await write()
    const places = new Set<string>()
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(path, whole.subarray(0, length))
      const { rows, place } = await readAll()
      const had = rows.map(({ doc }) => Number.parseInt(doc, 16))
      expect([1, 2].slice(0, had.length)).toEqual(had)
      // A place never stands before what it vouches for.
      expect(had.length).toBeGreaterThanOrEqual(place === 'a-2' ? 2 : place === 'a-1' ? 1 : 0)
      places.add(`${had.length} ${place}`)
    }
    expect([...places]).toEqual(['0 null', '1 null', '1 a-1', '2 a-1', '2 a-2'])
  })

  test('nothing is believed behind a bit that has flipped', async () => {
    const whole = await write()
    for (let at = 48; at < whole.length; at += 7) {
      await writeFile(path, Uint8Array.from(whole).with(at, (whole[at] ?? 0) ^ 16))
      const { rows, lostBytes } = await readAll()
      expect(lostBytes).toBeGreaterThan(0)
      for (const row of rows) expect([rowOf(1), rowOf(2)]).toContainEqual(row)
    }
  })

  test.each([
    ['another file', Buffer.from('once upon a time '.repeat(20))],
    ['zeros', Buffer.alloc(500)],
  ])('that is %s, nothing', async (_, bytes) => {
    await write()
    await writeFile(path, bytes)
    expect(await readAll()).toEqual({ rows: [], place: null, lostBytes: bytes.length })
  })

  test('of another version, nothing', async () => {
    const other = Buffer.concat([
      encodeSegmentHead(newSegmentHead(2, systemRandom)),
      (await write()).subarray(48),
    ])
    await writeFile(path, other)
    expect(await readAll()).toEqual({ rows: [], place: null, lostBytes: other.length })
  })
})

test('a full disk is told, and what it refused is written when there is room', async () => {
  let isFull = false
  const files: StoreFileSystem = {
    ...nodeFileSystem,
    open: async (...asked) => {
      const file = await nodeFileSystem.open(...asked)
      return {
        read: file.read.bind(file),
        truncate: length => file.truncate(length),
        datasync: () => file.datasync(),
        stat: () => file.stat(),
        close: () => file.close(),
        write: (...what) =>
          isFull ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : file.write(...what),
      }
    },
  }
  const one = open(files)
  one.put(rowOf(1))
  await expect.poll(() => readAll().then(({ rows }) => rows.length)).toBe(1)
  isFull = true
  one.put(rowOf(2))
  await expect.poll(() => one.failures).toEqual(['ENOSPC'])
  isFull = false
  one.reach('a-2')
  await one.file.close()
  expect(await readAll()).toEqual({ rows: [rowOf(1), rowOf(2)], place: 'a-2', lostBytes: 0 })
})
