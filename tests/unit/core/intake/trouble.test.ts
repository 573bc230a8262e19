import { describe, expect, test } from 'vitest'
import { err, ok, type Result } from '../../../../src/base/result.ts'
import type { IntakeProblem } from '../../../../src/core/api.ts'
import {
  encodeHead,
  encodePage,
  pageItems,
  type QueueItem,
} from '../../../../src/core/intake/queue-format.ts'
import type { PrepareProblem } from '../../../../src/core/ports.ts'
import { preparedFrom, refusal } from './scripted-preparer.ts'
import { album, type Disk, fileOf, newDisk, openStudio, type Studio, untilSo } from './studio.ts'

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `study ${index + 1}`)

const takeOne = (studio: Studio, source: Blob): Promise<Result<unknown, unknown>> =>
  studio.intake.take(album, 'a.jpg', source, null)

/** As if so many files had been taken. */
const fillQueue = async (disk: Disk, count: number): Promise<void> => {
  const pages = Array.from({ length: Math.ceil(count / pageItems) }, (_, page) => page)
  await disk.values.set('intake', encodeHead({ isPaused: false, pages }))
  for (const page of pages) {
    const length = Math.min(pageItems, count - page * pageItems)
    const items = Array.from({ length }, (_, index) => waitingItem(`item-${page * pageItems + index}`))
    await disk.values.set(`intake-${page}`, encodePage(items))
    for (const { id } of items) await disk.sources.put(id, fileOf(id))
  }
}

const waitingItem = (id: string): QueueItem => ({
  id,
  name: `${id}.jpg`,
  album,
  bytes: id.length,
  replaces: null,
  state: 'waiting',
  problem: null,
  allowsDuplicate: false,
  begun: 0,
  referring: null,
  added: null,
})

describe('taking', () => {
  test('refuses what is empty or far too long, and keeps nothing of it', async () => {
    const studio = openStudio()
    const long = Object.defineProperty(fileOf('x'), 'size', { value: (256 << 20) + 1 })
    expect(await takeOne(studio, fileOf(''))).toEqual(
      err({ type: 'invalid-input', field: 'source', reason: 'empty' }),
    )
    expect(await takeOne(studio, long)).toEqual(
      err({ type: 'invalid-input', field: 'source', reason: 'too-long' }),
    )
    expect(studio.intake.row().total).toBe(0)
    expect(await studio.sources()).toEqual([])
  })

  test('refuses for an album that is gone or not to be written', async () => {
    const studio = openStudio()
    studio.disk.audience = 'gone'
    expect(await takeOne(studio, fileOf('x'))).toEqual(err({ type: 'not-found', what: 'album' }))
    studio.disk.audience = 'read-only'
    expect(await takeOne(studio, fileOf('x'))).toEqual(err({ type: 'not-allowed', reason: 'read-only' }))
  })

  test.each(['sources', 'values'] as const)(
    'keeps nothing by halves when there is no room for %s',
    async part => {
      const studio = openStudio()
      await studio.settled()
      studio.disk[part].failWith('full')
      expect(await takeOne(studio, fileOf('x'))).toEqual(err({ type: 'storage', problem: 'disk-full' }))
      studio.disk[part].failWith(null)
      expect(await studio.sources()).toEqual([])
      expect(studio.intake.row().total).toBe(0)
      studio.intake.close()
      expect((await openStudio({ disk: studio.disk }).settled()).total).toBe(0)
    },
  )

  test('stops at five thousand, and goes on when there is room again', async () => {
    const disk = newDisk()
    await fillQueue(disk, 4_999)
    const studio = openStudio({ disk })
    studio.preparer.setCapacity(0)
    await studio.take('the last one')
    expect(studio.intake.row().total).toBe(5_000)
    expect(await takeOne(studio, fileOf('x'))).toEqual(
      err({ type: 'invalid-input', field: 'source', reason: 'too-many' }),
    )
    await studio.intake.stop()
    expect(await takeOne(studio, fileOf('x'))).toMatchObject({ ok: true })
  })

  test('cuts long names between characters, and mends broken ones', async () => {
    const studio = openStudio()
    studio.preparer.setCapacity(0)
    await studio.take('x', `${'🎨'.repeat(254)}\ud800${'a'.repeat(20)}`)
    expect(studio.intake.row().items[0]?.name).toBe(`${'🎨'.repeat(254)}\ufffd`)
    studio.intake.close()
    const next = openStudio({ disk: studio.disk })
    next.preparer.setCapacity(0)
    expect((await next.until(({ total }) => total === 1)).items[0]?.name).toBe(`${'🎨'.repeat(254)}\ufffd`)
  })
})

describe('an image that cannot be added', () => {
  const refusals: readonly PrepareProblem[] = [
    'empty',
    'not-an-image',
    'heic',
    'svg',
    'unsupported-format',
    'truncated',
    'broken',
    'too-large',
    'too-many-pixels',
    'failed',
  ]
  test.each(refusals)('says %s, keeps its source, and can be tried again', async problem => {
    const studio = openStudio()
    studio.preparer.byHand(true)
    const item = await studio.take('x')
    await untilSo(() => studio.preparer.underway().length === 1)
    studio.preparer.finish('x', refusal(problem))
    expect((await studio.until(({ failed }) => failed === 1)).items[0]?.problem).toBe(problem)
    expect(await studio.sources()).toEqual([item])
    studio.preparer.byHand(false)
    await studio.intake.retry([item])
    expect((await studio.until(({ done }) => done === 1)).items[0]?.problem).toBeNull()
  })

  const albumTroubles: readonly [IntakeProblem, (studio: Studio) => void][] = [
    ['album-gone', ({ disk }) => (disk.audience = 'gone')],
    ['read-only', ({ disk }) => (disk.audience = 'read-only')],
    ['album-full', ({ disk }) => (disk.room = 0)],
  ]
  test.each(albumTroubles)('says %s whenever it turns out', async (problem, makeTrouble) => {
    for (const isUnderway of [true, false]) {
      const studio = openStudio()
      studio.preparer.byHand(true)
      if (!isUnderway) studio.preparer.setCapacity(0)
      await studio.take('x')
      if (isUnderway) await untilSo(() => studio.preparer.underway().length === 1)
      makeTrouble(studio)
      studio.preparer.byHand(false)
      if (isUnderway) studio.preparer.finish('x')
      else studio.preparer.setCapacity(2)
      expect((await studio.until(({ failed }) => failed === 1)).items[0]?.problem).toBe(problem)
    }
  })

  test('does not take with it those that still fit into a full album', async () => {
    const studio = openStudio()
    studio.disk.room = 2
    studio.preparer.byHand(true)
    for (const name of names(3)) await studio.take(name)
    for (const name of ['study 2', 'study 3', 'study 1']) {
      await untilSo(() => studio.preparer.underway().includes(name))
      studio.preparer.finish(name)
    }
    expect(await studio.settled()).toMatchObject({ done: 2, failed: 1 })
    expect(studio.contents()).toEqual(['study 1', 'study 2'])
  })

  test('is a failure of ours when something throws, and the rest goes on', async () => {
    const studio = openStudio({
      wrap: deps => ({
        ...deps,
        galleries: {
          ...deps.galleries,
          async addWorks(id, added) {
            if (added[0]?.title === 'study 1') throw new Error('a bug')
            return deps.galleries.addWorks(id, added)
          },
        },
      }),
    })
    for (const name of names(2)) await studio.take(name)
    expect(await studio.settled()).toMatchObject({ done: 1, failed: 1 })
    expect(studio.log).toContain('intake-failed')
  })
})

describe('the same image', () => {
  test('taken twice in one go is added once, and again when the person insists', async () => {
    const studio = openStudio()
    studio.preparer.byHand(true)
    await studio.take('x')
    const second = await studio.intake.take(album, 'again.jpg', new Blob(['x ']), null)
    await untilSo(() => studio.preparer.underway().length === 2)
    // Two files, one picture: both are ready before either is added.
    studio.preparer.finish('x ', ok(preparedFrom('x')))
    await untilSo(() => studio.preparer.underway().length === 1)
    studio.preparer.finish('x')
    const row = await studio.until(({ failed }) => failed === 1)
    expect(row.items.map(({ problem }) => problem)).toEqual([null, 'duplicate'])
    expect(studio.contents()).toEqual(['x'])
    studio.preparer.byHand(false)
    await studio.intake.retry(second.ok ? [second.value.item] : [])
    await studio.until(({ done }) => done === 2)
    expect(studio.contents()).toHaveLength(2)
  })

  test('as one that the album has is not even staged', async () => {
    const studio = openStudio()
    await studio.take('x')
    await studio.settled()
    studio.disk.blobs.clear()
    await studio.take('x')
    await studio.until(({ failed }) => failed === 1)
    expect(studio.disk.blobs.size).toBe(0)
  })
})

describe('a device that is full at 27 of 40', () => {
  test('keeps the 27, says so, and goes on from there', async () => {
    const disk = newDisk()
    disk.blobRoom = 27 * 2
    const studio = openStudio({ disk })
    for (const name of names(40)) await studio.take(name)
    const full = await studio.until(({ state }) => state === 'paused')
    expect(full.items.filter(({ problem }) => problem === 'device-full').length).toBeGreaterThan(0)
    expect(await studio.until(({ done }) => done === 27)).toMatchObject({
      state: 'paused',
      failed: 0,
      total: 40,
    })
    expect(studio.contents()).toEqual(names(27))
    expect(await studio.sources()).toHaveLength(13)
    studio.intake.close()
    const next = openStudio({ disk })
    expect(await next.until(({ total }) => total === 40)).toMatchObject({ state: 'paused', done: 27 })
    disk.blobRoom = Infinity
    await next.intake.resume()
    expect(await next.until(({ state }) => state === 'idle')).toMatchObject({ done: 40, failed: 0 })
    expect(next.contents()).toEqual(names(40))
    expect(await next.sources()).toEqual([])
  })

  test('also when it is the queue or the album that finds no room', async () => {
    for (const part of ['values', 'album'] as const) {
      let isFull = true
      const studio = openStudio({
        wrap: deps => ({
          ...deps,
          galleries: {
            ...deps.galleries,
            addWorks: async (id, added) =>
              isFull && part === 'album'
                ? err({ type: 'storage', problem: 'disk-full' })
                : deps.galleries.addWorks(id, added),
          },
        }),
      })
      studio.preparer.byHand(true)
      await studio.take('x')
      await untilSo(() => studio.preparer.underway().length === 1)
      if (part === 'values') studio.disk.values.failWith('full')
      studio.preparer.finish('x')
      expect((await studio.until(({ state }) => state === 'paused')).items[0]).toMatchObject({
        state: 'waiting',
        problem: 'device-full',
      })
      expect(studio.contents()).toEqual([])
      isFull = false
      studio.disk.values.failWith(null)
      studio.preparer.byHand(false)
      await studio.intake.resume()
      expect((await studio.until(({ done }) => done === 1)).items[0]?.problem).toBeNull()
    }
  })
})
