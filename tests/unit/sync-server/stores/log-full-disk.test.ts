import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import { openLogStore } from '../../../../sync-server/stores/log-store.ts'
import {
  alice,
  append,
  idOf,
  open,
  type Operation,
  systemError,
  temporaryDirectory,
  textsOf,
  unwatched,
  watchedFileSystem,
} from './log-support.ts'

/** A disk that refuses what `refused` names, after taking `bytes` of a write. */
const troubledDisk = () => {
  const trouble = { refused: new Set<Operation>(), code: 'ENOSPC', bytes: 0 }
  const files = watchedFileSystem((operation, path) =>
    trouble.refused.has(operation) && (path.endsWith('.log') || operation === 'syncDirectory')
      ? { bytes: trouble.bytes, error: systemError(trouble.code) }
      : null,
  )
  return { files, trouble }
}

const full = { ok: false, error: { type: 'store-full' } }
const done = { ok: true, value: null }

/** The directory as the next start finds it when the process dies here. */
const expectAfterDeath = async (directory: string, documentId: string, texts: string[] | null) => {
  await rm(join(directory, 'lock'))
  const { store } = await open(directory)
  expect(await textsOf(store, documentId)).toEqual(texts)
  await store.close()
}

describe('a full disk', () => {
  test('refuses the batch, keeps answering reads, and takes writes again when there is room', async () => {
    const directory = await temporaryDirectory()
    const { files, trouble } = troubledDisk()
    const { store } = await open(directory, { files })
    await append(store, idOf(1), 'a')
    trouble.refused.add('write')
    for (const bytes of [0, 1, 20, 1000]) {
      trouble.bytes = bytes
      const answers = [append(store, idOf(1), 'lost'), append(store, idOf(2), 'lost')]
      expect(await Promise.all(answers)).toEqual([full, full])
      expect(await textsOf(store, idOf(1))).toEqual(['a'])
      expect(await textsOf(store, idOf(2))).toBeNull()
      expect(await store.stats()).toEqual({ ok: true, value: { documents: 1, bytes: 1 } })
    }
    trouble.refused.clear()
    expect(await append(store, idOf(1), 'b')).toEqual(done)
    expect(await textsOf(store, idOf(1))).toEqual(['a', 'b'])
    await expectAfterDeath(directory, idOf(1), ['a', 'b'])
    await store.close()
  })

  test('nothing of a refused batch is seen after a crash, also when all of it had reached the disk', async () => {
    const directory = await temporaryDirectory()
    const { files, trouble } = troubledDisk()
    const { store } = await open(directory, { files })
    await append(store, idOf(1), 'a')
    trouble.refused.add('write')
    trouble.bytes = 1 << 20
    expect(await append(store, idOf(2), 'refused')).toEqual(full)
    await expectAfterDeath(directory, idOf(2), null)
    await store.close()
  })

  test('while the file cannot be cut back nothing more is written to it', async () => {
    const directory = await temporaryDirectory()
    const { files, trouble } = troubledDisk()
    const { store } = await open(directory, { files })
    await append(store, idOf(1), 'a')
    trouble.refused = new Set<Operation>(['write', 'truncate'])
    trouble.bytes = 30
    expect(await append(store, idOf(1), 'refused')).toEqual(full)
    trouble.refused = new Set<Operation>(['truncate'])
    expect(await append(store, idOf(1), 'refused too')).toEqual(full)
    trouble.refused.clear()
    expect(await append(store, idOf(1), 'b')).toEqual(done)
    await expectAfterDeath(directory, idOf(1), ['a', 'b'])
    await store.close()
  })

  test('no room for a new segment: refused until there is', async () => {
    const directory = await temporaryDirectory()
    const { files, trouble } = troubledDisk()
    const { store } = await open(directory, { files, segmentBytes: 100 })
    await append(store, idOf(1), 'a')
    for (const operation of ['create', 'write', 'datasync', 'syncDirectory'] as const) {
      trouble.refused = new Set([operation])
      expect(await append(store, idOf(1), 'refused')).toEqual(full)
      trouble.refused.clear()
      expect(await append(store, idOf(1), operation)).toEqual(done)
    }
    const expected = ['a', 'create', 'write', 'datasync', 'syncDirectory']
    await expectAfterDeath(directory, idOf(1), expected)
    await store.close()
  })

  test('no room to start: it says so, and leaves no lock behind', async () => {
    const directory = await temporaryDirectory()
    const files = watchedFileSystem((operation, path) =>
      operation === 'write' && path.includes('store-id') ? { bytes: 3, error: systemError('ENOSPC') } : null,
    )
    expect(await openLogStore({ directory, files })).toEqual(full)
    const { store } = await open(directory)
    await store.close()
  })
})

describe('a failing disk', () => {
  test('after a failed sync the batch is refused and a new segment is begun', async () => {
    const directory = await temporaryDirectory()
    const { files, trouble } = troubledDisk()
    const { store } = await open(directory, { files })
    await append(store, idOf(1), 'a')
    trouble.code = 'EIO'
    trouble.refused.add('datasync')
    const failed = { ok: false, error: { type: 'store-failed', detail: 'EIO' } }
    expect(await append(store, idOf(1), 'refused')).toEqual(failed)
    expect(await textsOf(store, idOf(1))).toEqual(['a'])
    trouble.refused.clear()
    expect(await append(store, idOf(1), 'b')).toEqual(done)
    expect(await nodeFileSystem.list(directory)).toContain('000002.log')
    expect(await textsOf(store, idOf(1))).toEqual(['a', 'b'])
    await expectAfterDeath(directory, idOf(1), ['a', 'b'])
    await store.close()
  })

  test('a document that cannot be read now is an error, not a loss', async () => {
    const directory = await temporaryDirectory()
    let isBroken = false
    const files = {
      ...nodeFileSystem,
      open: async (...[path, mode]: Parameters<typeof nodeFileSystem.open>) => {
        const file = await nodeFileSystem.open(path, mode)
        const read: typeof file.read = (into, offset, length, position) =>
          isBroken ? Promise.reject(systemError('EIO')) : file.read(into, offset, length, position)
        return { ...unwatched(file), read }
      },
    }
    const { store } = await open(directory, { files })
    await append(store, idOf(1), 'a')
    isBroken = true
    const failed = { ok: false, error: { type: 'store-failed', detail: 'EIO' } }
    expect(await store.load(idOf(1))).toEqual(failed)
    isBroken = false
    expect(await textsOf(store, idOf(1))).toEqual(['a'])
    await store.close()
  })
})

describe('limits', () => {
  test('more waiting than the store will hold is answered busy, and later taken', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory, { maxWaitingBytes: 5_000 })
    const text = 'x'.repeat(1_000)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => append(store, idOf(at), text)))
    const busy = { ok: false, error: { type: 'store-busy' } }
    expect(answers).toEqual(answers.map((_, at) => (at < 4 ? done : busy)))
    expect(await append(store, idOf(9), text)).toEqual(done)
    // One batch alone is taken whatever its size: else it could never be.
    expect(await append(store, idOf(10), 'x'.repeat(20_000))).toEqual(done)
    await store.close()
  })

  test('a batch that no entry can hold is refused before it is copied', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    const large = new Uint8Array(64 << 20)
    const refused = await store.append(idOf(1), {
      owner32: alice,
      changes: Array.from({ length: 9 }, () => large),
    })
    expect(refused).toMatchObject({ ok: false, error: { type: 'entry-too-large' } })
    expect(await store.has(idOf(1))).toEqual({ ok: true, value: false })
    await store.close()
  })
})
