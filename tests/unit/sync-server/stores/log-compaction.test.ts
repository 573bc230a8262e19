import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { nodeFileSystem, type StoreFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import { openLogStore } from '../../../../sync-server/stores/log-store.ts'
import {
  alice,
  append,
  idOf,
  open,
  opening,
  replace,
  systemError,
  temporaryDirectory,
  textsOf,
  unwatched,
  watchedFileSystem,
} from './log-support.ts'

const text = (round: number) => `${round} `.padEnd(100, 'x')
const logBytes = async (directory: string): Promise<number> => {
  const names = (await nodeFileSystem.list(directory)).filter(name => name.endsWith('.log'))
  const sizes = await Promise.all(names.map(async name => (await stat(join(directory, name))).size))
  return sizes.reduce((total, size) => total + size, 0)
}

describe('a long chain', () => {
  test('is written anew as one entry after it was loaded', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory, { maxChainEntries: 8 })
    const texts = Array.from({ length: 30 }, (_, at) => text(at))
    for (const each of texts) await append(store, idOf(1), each)
    const before = store.diskBytes()
    expect(await textsOf(store, idOf(1))).toEqual(texts)
    await store.settled()
    const rewritten = store.diskBytes()
    expect(rewritten).toBeGreaterThan(before + 3_000)
    expect(await textsOf(store, idOf(1))).toEqual(texts)
    await store.settled()
    expect(store.diskBytes()).toBe(rewritten)
    await store.close()
  })

  test('written to meanwhile keeps what was added', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory, { maxChainEntries: 2 })
    const expected: string[] = []
    for (let round = 0; round < 60; round++) {
      const adding = append(store, idOf(1), text(round))
      expected.push(text(round))
      await textsOf(store, idOf(1))
      await adding
    }
    await store.settled()
    expect(await textsOf(store, idOf(1))).toEqual(expected)
    await store.close()
    await rm(join(directory, 'index'))
    const again = await open(directory)
    expect(await textsOf(again.store, idOf(1))).toEqual(expected)
    expect(opening(again).brokenDocuments).toBe(0)
    await again.store.close()
  })
})

describe('dead segments', () => {
  test('are freed: the log stays near twice what is alive, and the living stay', async () => {
    const directory = await temporaryDirectory()
    const { store, events } = await open(directory, { segmentBytes: 4_000 })
    for (let at = 0; at < 10; at++) await append(store, idOf(100 + at), text(at), text(at + 1))
    for (let round = 0; round < 400; round++) await replace(store, idOf(round % 5), text(round))
    await store.settled()
    expect(events.filter(each => each.type === 'segment-removed').length).toBeGreaterThan(5)
    expect(await logBytes(directory)).toBeLessThan(16_000)
    expect(await logBytes(directory)).toBe(store.diskBytes())
    for (let at = 0; at < 10; at++) {
      expect(await textsOf(store, idOf(100 + at))).toEqual([text(at), text(at + 1)])
    }
    for (let at = 0; at < 5; at++) expect(await textsOf(store, idOf(at))).toEqual([text(395 + at)])
    expect(await store.bytesByOwner(alice)).toEqual({ ok: true, value: 2_500 })
    await store.close()
    await rm(join(directory, 'index'))
    const again = await open(directory)
    expect(await again.store.stats()).toEqual({ ok: true, value: { documents: 15, bytes: 2_500 } })
    expect(opening(again)).toMatchObject({ brokenDocuments: 0, skippedBytes: 0, tornBytes: 0 })
    await again.store.close()
  })

  test('reading goes on while they are freed', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory, { segmentBytes: 2_000, maxChainEntries: 3 })
    for (let at = 0; at < 8; at++) await append(store, idOf(100 + at), text(at))
    const writing = new AbortController()
    const reading = async (documentId: string, expected: string[]) => {
      while (!writing.signal.aborted) expect(await textsOf(store, documentId)).toEqual(expected)
    }
    const readers = Array.from({ length: 8 }, (_, at) => reading(idOf(100 + at), [text(at)]))
    for (let round = 0; round < 300; round++) await replace(store, idOf(round % 3), text(round))
    writing.abort()
    await Promise.all(readers)
    await store.close()
  })

  test('a document whose segment is removed between two reads is found where it went', async () => {
    const directory = await temporaryDirectory()
    let letGo = () => undefined as void
    let isHeld = false
    const files: StoreFileSystem = {
      ...nodeFileSystem,
      open: async (path, mode) => {
        const file = await nodeFileSystem.open(path, mode)
        const read: typeof file.read = async (...where) => {
          if (path.endsWith('000001.log') && !isHeld) {
            isHeld = true
            await new Promise<void>(resolve => (letGo = resolve))
          }
          return file.read(...where)
        }
        return { ...unwatched(file), read }
      },
    }
    const { store, events } = await open(directory, { files, segmentBytes: 1_000 })
    await append(store, idOf(100), text(1))
    const reading = textsOf(store, idOf(100))
    for (let round = 0; round < 50; round++) await replace(store, idOf(1), text(round))
    await vi.waitUntil(() => events.some(each => each.type === 'segment-removed' && each.segment === 1))
    letGo()
    expect(await reading).toEqual([text(1)])
    expect(events.filter(each => each.type === 'document-damaged')).toEqual([])
    await store.close()
  })

  test('a disk that refuses leaves everything readable, and the work is taken up later', async () => {
    const directory = await temporaryDirectory()
    let isRefusing = true
    const files = watchedFileSystem((operation, path) =>
      isRefusing && operation === 'remove' && path.endsWith('.log')
        ? { bytes: 0, error: systemError('EIO') }
        : null,
    )
    const { store, events } = await open(directory, { files, segmentBytes: 2_000 })
    await append(store, idOf(100), text(1))
    for (let round = 0; round < 100; round++) await replace(store, idOf(1), text(round))
    await store.settled()
    expect(events).toContainEqual({ type: 'compaction-stopped', reason: 'EIO' })
    expect(await textsOf(store, idOf(100))).toEqual([text(1)])
    isRefusing = false
    for (let round = 0; round < 100; round++) await replace(store, idOf(1), text(round))
    await store.settled()
    expect(events.some(each => each.type === 'segment-removed')).toBe(true)
    expect(await textsOf(store, idOf(100))).toEqual([text(1)])
    await store.close()
  })
})

describe('death at any step', () => {
  /** Writes, rewrites, frees and closes until the step at which the disk no longer obeys. */
  const workUntil = async (directory: string, lastStep: number, tornBytes: number) => {
    let steps = 0
    const files = watchedFileSystem(() =>
      ++steps > lastStep
        ? { bytes: steps === lastStep + 1 ? tornBytes : 0, error: systemError('EIO') }
        : null,
    )
    const acknowledged = new Map<string, string[]>()
    const maybe = new Map<string, string[]>()
    const opened = await openLogStore({ directory, files, segmentBytes: 1_200, maxChainEntries: 4 })
    if (!opened.ok) return { acknowledged, maybe, isDone: false }
    const { value: store } = opened
    for (let round = 0; round < 60; round++) {
      const documentId = idOf(round % 7)
      const isReplacing = round % 7 > 3
      const known = acknowledged.get(documentId) ?? []
      const next = isReplacing ? [text(round)] : [...known, text(round)]
      const answer = await (isReplacing ? replace : append)(store, documentId, text(round))
      if (answer.ok) acknowledged.set(documentId, next)
      // Refused: one that had reached the disk whole may come back, as the file could not be cut back.
      else maybe.set(documentId, next)
      if (!answer.ok) break
      if (round % 3 === 0) await store.load(documentId)
      await store.settled()
    }
    await store.close().catch(() => undefined)
    return { acknowledged, maybe, isDone: steps <= lastStep }
  }

  test('loses nothing that was answered', async () => {
    const stride = process.env['SLOW'] === '1' ? 1 : 7
    let isDone = false
    for (let step = 1; !isDone; step += stride) {
      const directory = await temporaryDirectory()
      const outcome = await workUntil(directory, step, (step * 37) % 150)
      isDone = outcome.isDone
      await rm(join(directory, 'lock'), { force: true })
      const { store, events } = await open(directory)
      for (const [documentId, texts] of outcome.acknowledged) {
        const seen = await textsOf(store, documentId)
        expect([texts, outcome.maybe.get(documentId)], `step ${step}`).toContainEqual(seen)
      }
      expect(opening({ store, events }), `step ${step}`).toMatchObject({
        skippedBytes: 0,
        brokenDocuments: 0,
      })
      await store.close()
    }
  })
})
