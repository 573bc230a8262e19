import {
  mkdir,
  mkdtemp,
  open as openFile,
  readFile,
  readdir,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { concatBytes } from '../../../src/base/bytes.ts'
import { createNodeBrowserKeyStore } from '../../../src/platform/node/browser-key-store.ts'
import { encodeFrame, parseFrames } from '../../../src/platform/node/chunk-frames.ts'
import { createNodeDevice } from '../../../src/platform/node/device.ts'
import type { OpenFile } from '../../../src/platform/node/durable-files.ts'
import { createNodeDocumentStorage } from '../../../src/platform/node/document-storage.ts'
import { fileNameToName, nameToFileName } from '../../../src/platform/node/file-names.ts'
import { createJsonLog } from '../../../src/platform/node/json-log.ts'
import { createNodePorts } from '../../../src/platform/node/node-ports.ts'
import { storageErrorOf } from '../../../src/platform/node/storage-error.ts'
import { createManualClock } from '../../../src/platform/memory/manual-clock.ts'

const root = await mkdtemp(join(tmpdir(), 'gesso-node-files-'))
afterAll(() => rm(root, { recursive: true, force: true }))
let made = 0
let directory: string
beforeEach(() => {
  directory = join(root, String(made++))
})

const bytes = (...values: number[]) => Uint8Array.from(values)
const documentFile = () => join(directory, nameToFileName('doc', '.chunks') ?? '')
const written = async (...chunks: Uint8Array[]) => {
  const storage = createNodeDocumentStorage(directory)
  for (const chunk of chunks) expect(await storage.append('doc', chunk)).toMatchObject({ ok: true })
  return new Uint8Array(await readFile(documentFile()))
}
const loaded = (...chunks: Uint8Array[]) => ({ ok: true, value: chunks })

describe('a torn document file', () => {
  const chunks = [bytes(1, 2, 3), bytes(), bytes(4, 5), bytes(6, 7, 8, 9)]

  test('cut at any byte keeps every whole chunk, and takes new ones', async () => {
    const whole = await written(...chunks)
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(documentFile(), whole)
      await truncate(documentFile(), length)
      const kept = wholeChunksWithin(length)
      expect(await createNodeDocumentStorage(directory).load('doc')).toEqual(loaded(...kept))

      await writeFile(documentFile(), whole.subarray(0, length))
      expect(await createNodeDocumentStorage(directory).append('doc', bytes(42))).toMatchObject({ ok: true })
      expect(await createNodeDocumentStorage(directory).load('doc')).toEqual(loaded(...kept, bytes(42)))
    }
  })

  test('followed by the zeros a crash leaves keeps every whole chunk', async () => {
    const whole = await written(...chunks)
    for (const zeros of [1, 7, 8, 9, 4_096]) {
      await writeFile(documentFile(), concatBytes(whole, new Uint8Array(zeros)))
      expect(await createNodeDocumentStorage(directory).load('doc')).toEqual(loaded(...chunks))
      expect((await stat(documentFile())).size).toBe(whole.length)
    }
  })

  test('whose last frame is damaged loses that chunk only', async () => {
    const whole = await written(...chunks)
    whole[whole.length - 1] = 0
    await writeFile(documentFile(), whole)
    expect(await createNodeDocumentStorage(directory).load('doc')).toEqual(loaded(...chunks.slice(0, -1)))
  })

  test('damaged before its end is refused and left as it is', async () => {
    const whole = await written(...chunks)
    whole[8] = 0xff
    await writeFile(documentFile(), whole)
    const storage = createNodeDocumentStorage(directory)
    const corrupt = { ok: false, error: { type: 'storage-unavailable', detail: 'corrupt' } }
    expect(await storage.load('doc')).toEqual(corrupt)
    expect(await storage.append('doc', bytes(1))).toEqual(corrupt)
    expect(new Uint8Array(await readFile(documentFile()))).toEqual(whole)
    expect(await storage.replace('doc', bytes(1))).toMatchObject({ ok: true })
    expect(await storage.load('doc')).toEqual(loaded(bytes(1)))
  })

  const wholeChunksWithin = (length: number): Uint8Array[] => {
    let end = 0
    return chunks.filter(chunk => (end += 8 + chunk.length) <= length)
  }
})

describe('a disk that fails in the middle of an append', () => {
  /** Opens real files whose named operations fail, after having been carried out, while `broken` says so. */
  const createBreakingDisk =
    (broken: Set<string | symbol>): OpenFile =>
    async (path, flags, mode) =>
      new Proxy(await openFile(path, flags, mode), {
        get: (file, name) => {
          const member: unknown = Reflect.get(file, name, file)
          if (typeof member !== 'function') return member
          return async (...args: unknown[]) => {
            if (name === 'truncate' && broken.has(name)) throw ioError()
            const result: unknown = await member.apply(file, args)
            if (broken.has(name)) throw ioError()
            return result
          }
        },
      })
  const ioError = () => Object.assign(new Error('input/output error'), { code: 'EIO' })
  const failed = { ok: false, error: { type: 'storage-unavailable', detail: 'EIO' } }

  test('leaves no chunk that was not answered for', async () => {
    const broken = new Set<string>()
    const storage = createNodeDocumentStorage(directory, createBreakingDisk(broken))
    await storage.append('doc', bytes(1))
    broken.add('sync')
    expect(await storage.append('doc', bytes(2))).toEqual(failed)
    broken.clear()
    expect(await createNodeDocumentStorage(directory).load('doc')).toEqual(loaded(bytes(1)))
    expect(await storage.append('doc', bytes(3))).toMatchObject({ ok: true })
    expect(await storage.load('doc')).toEqual(loaded(bytes(1), bytes(3)))
  })

  test('and cannot take the part back either, keeps the file readable and growing', async () => {
    for (let position = 0; position < 24; position++) {
      const broken = new Set<string>()
      const folder = join(directory, String(position))
      const storage = createNodeDocumentStorage(folder, createBreakingDisk(broken))
      await storage.append('doc', bytes(1))
      broken.add('write').add('truncate')
      const refused = new Uint8Array(100)
      refused[position] = 1
      expect(await storage.append('doc', refused)).toEqual(failed)
      broken.clear()
      expect(await storage.append('doc', bytes(3))).toMatchObject({ ok: true })
      expect(await storage.append('doc', bytes(4))).toMatchObject({ ok: true })
      const held = await createNodeDocumentStorage(folder).load('doc')
      expect(held.ok && held.value.filter(chunk => chunk.length === 1)).toEqual([
        bytes(1),
        bytes(3),
        bytes(4),
      ])
    }
  })
})

test('frames parse from the middle of a larger buffer', () => {
  const frames = concatBytes(bytes(99), encodeFrame(bytes(1)), encodeFrame(bytes(2)), bytes(99))
  const { chunks, tail } = parseFrames(frames.subarray(1, frames.length - 1))
  expect(chunks).toEqual([bytes(1), bytes(2)])
  expect(tail).toBe('none')
})

describe('file names', () => {
  test('come back to the names they were made from', () => {
    for (const name of ['', 'a', 'A', '../../etc', 'é', 'x'.repeat(100)]) {
      const fileName = nameToFileName(name, '.value')
      expect(fileName).toMatch(/^n[0-9a-f]*\.value$/)
      expect(fileName && fileNameToName(fileName, '.value')).toBe(name)
    }
  })

  test('are refused when too long, and other files are not ours', async () => {
    expect(nameToFileName('x'.repeat(101), '.value')).toBeNull()
    for (const other of ['n61.chunks', 'n6.value', '61.value', 'nff.value', 'n61.value.new']) {
      expect(fileNameToName(other, '.value')).toBeNull()
    }
    const tooLong = { ok: false, error: { type: 'storage-unavailable', detail: 'name-too-long' } }
    expect(await createNodeDocumentStorage(directory).append('x'.repeat(101), bytes(1))).toEqual(tooLong)
  })
})

test('what a crash left half written beside a document is not a document', async () => {
  await mkdir(directory, { recursive: true })
  await writeFile(`${documentFile()}.new`, 'half')
  const storage = createNodeDocumentStorage(directory)
  expect(await storage.list()).toEqual({ ok: true, value: [] })
  await storage.append('doc', bytes(1))
  expect(await readdir(directory)).toHaveLength(1)
})

test('files and folders can be read by their owner only', async () => {
  await createNodeBrowserKeyStore(directory).loadOrCreate()
  const [file = ''] = await readdir(directory)
  expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600)
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
})

test('a key file of the wrong length is refused, not replaced', async () => {
  const store = createNodeBrowserKeyStore(directory)
  await store.loadOrCreate()
  const [file = ''] = await readdir(directory)
  await writeFile(join(directory, file), bytes(1, 2, 3))
  const corrupt = { ok: false, error: { type: 'storage-unavailable', detail: 'corrupt' } }
  expect(await store.loadOrCreate()).toEqual(corrupt)
  expect(await store.load()).toEqual(corrupt)
  expect(await readFile(join(directory, file))).toHaveLength(3)
})

test('system errors are sorted by who must act, and keep paths to themselves', () => {
  const systemError = (code: string) => Object.assign(new Error(`${code}: '/home/alice/secret'`), { code })
  for (const code of ['ENOSPC', 'EDQUOT'])
    expect(storageErrorOf(systemError(code))).toEqual({ type: 'storage-full' })
  expect(storageErrorOf(systemError('EACCES'))).toEqual({ type: 'storage-unavailable', detail: 'EACCES' })
  expect(storageErrorOf('odd')).toEqual({ type: 'storage-unavailable', detail: 'unknown' })
})

test('storage used is the size of the files kept', async () => {
  const device = createNodeDevice(directory)
  expect(await device.estimateStorage()).toEqual({ usedBytes: 0, quotaBytes: null, persisted: true })
  const ports = createNodePorts(directory)
  await ports.values.set('a', new Uint8Array(1_000))
  await ports.documents.append('doc', new Uint8Array(500))
  const { usedBytes, quotaBytes } = await device.estimateStorage()
  expect(usedBytes).toBe(1_508)
  expect(quotaBytes).toBeGreaterThan(1_508)
})

test('log lines are one JSON object each, with their time', () => {
  const lines: string[] = []
  createJsonLog(createManualClock(0), line => lines.push(line))({
    event: 'started',
    port: 3030,
    detail: 'a\nb',
  })
  expect(lines).toEqual([
    '{"at":"1970-01-01T00:00:00.000Z","event":"started","port":3030,"detail":"a\\nb"}\n',
  ])
})
