import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import { createScriptedPreparer, preparedFrom, refusal } from './scripted-preparer.ts'
import { album, fileOf, newDisk, openStudio, untilSo } from './studio.ts'

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `study ${index + 1}`)

const byHand = (): ReturnType<typeof createScriptedPreparer> => {
  const preparer = createScriptedPreparer()
  preparer.byHand(true)
  return preparer
}

describe('images that were taken', () => {
  test('appear in their order, titled by their names, and leave no sources behind', async () => {
    const { take, settled, contents, sources, disk, intake } = openStudio()
    for (const name of names(9)) await take(name)
    const row = await settled()
    expect(contents()).toEqual(names(9))
    expect(disk.works.get(album)?.[0]?.title).toBe('study 1')
    expect(row).toMatchObject({ state: 'idle', total: 9, done: 9, failed: 0 })
    expect(await sources()).toEqual([])
    expect(intake.row().items[0]).toEqual({
      id: row.items[0]?.id,
      name: 'study 1.jpg',
      album,
      bytes: 7,
      state: 'done',
      problem: null,
      notes: [],
      work: 'work-0',
      image: {
        id: 'image-of-work-0',
        width: 3,
        height: 2,
        colour: '#ff8000',
        placeholder: 'AQID',
        focal: { x: 0.5, y: 0.5 },
      },
    })
  })

  test('given all at once are taken in the order they were given', async () => {
    const { take, settled, contents } = openStudio()
    await Promise.all(names(70).map(name => take(name)))
    await settled()
    expect(contents()).toEqual(names(70))
  })

  test('are prepared two at a time, and by as many as there are windows for', async () => {
    for (const [capacity, expected] of [
      [5, 2],
      [1, 1],
    ] as const) {
      const preparer = byHand()
      preparer.setCapacity(capacity)
      const { take, settled } = openStudio({ preparer })
      await Promise.all(names(6).map(name => take(name)))
      for (const name of names(6)) {
        await untilSo(() => preparer.underway().includes(name))
        preparer.finish(name)
      }
      await settled()
      expect(preparer.most()).toBe(expected)
    }
  })

  test('wait for a slow one before them, and no more than three of them do', async () => {
    const preparer = byHand()
    const { take, until, settled, contents } = openStudio({ preparer })
    for (const name of names(8)) await take(name)
    for (const name of names(4).slice(1)) {
      await untilSo(() => preparer.underway().includes(name))
      preparer.finish(name)
    }
    await untilSo(() => preparer.underway().length === 1)
    // Everything that could begin has begun: the fifth may not.
    await new Promise(resolve => setImmediate(resolve))
    expect(preparer.begun()).toEqual(names(4))
    expect(contents()).toEqual([])
    preparer.byHand(false)
    preparer.finish('study 1')
    await until(row => row.done >= 4)
    expect(contents().slice(0, 4)).toEqual(names(4))
    await settled()
    expect(contents()).toEqual(names(8))
  })

  test('that became ready together are one edit', async () => {
    const preparer = byHand()
    const edits: number[] = []
    const { take, settled } = openStudio({
      preparer,
      wrap: deps => ({
        ...deps,
        galleries: {
          ...deps.galleries,
          addWorks(id, added) {
            edits.push(added.length)
            return deps.galleries.addWorks(id, added)
          },
        },
      }),
    })
    for (const name of names(3)) await take(name)
    for (const name of ['study 2', 'study 3', 'study 1']) {
      await untilSo(() => preparer.underway().includes(name))
      preparer.finish(name)
    }
    await settled()
    expect(edits).toEqual([3])
  })

  test('do not wait for one before them that cannot be added', async () => {
    const preparer = byHand()
    const { take, until, contents, sources } = openStudio({ preparer })
    const bad = await take('study 1')
    await take('study 2')
    await untilSo(() => preparer.underway().length === 2)
    preparer.finish('study 2')
    preparer.finish('study 1', refusal('heic'))
    const row = await until(({ done }) => done === 1)
    expect(row).toMatchObject({ state: 'idle', done: 1, failed: 1 })
    expect(row.items[0]).toMatchObject({ state: 'failed', problem: 'heic' })
    expect(contents()).toEqual(['study 2'])
    expect(await sources()).toEqual([bad])
  })

  test('say what preparing them changed', async () => {
    const preparer = byHand()
    const { take, until } = openStudio({ preparer })
    await take('with a place')
    await take('without')
    await untilSo(() => preparer.underway().length === 2)
    preparer.finish('with a place', ok(preparedFrom('with a place', ['location-removed', 'kept-as-is'])))
    preparer.finish('without')
    const row = await until(({ done }) => done === 2)
    expect(row.locationsRemoved).toBe(1)
    expect(row.items[0]?.notes).toEqual(['location-removed', 'kept-as-is'])
  })

  test('come with originals when these are wanted', async () => {
    const preparer = createScriptedPreparer()
    const { take, settled } = openStudio({ preparer, keepOriginals: true })
    await take('picture')
    await settled()
    expect(preparer.keptOriginals()).toBe(1)
  })

  test('sleep while nothing can prepare them, and wake by themselves', async () => {
    const preparer = createScriptedPreparer()
    preparer.setCapacity(0)
    const { take, until, settled } = openStudio({ preparer })
    await take('picture')
    await until(({ state }) => state === 'asleep')
    preparer.setCapacity(2)
    expect(await settled()).toMatchObject({ state: 'idle', done: 1 })
  })

  test('go on in the other window when theirs closes', async () => {
    const preparer = byHand()
    const { take, settled, contents } = openStudio({ preparer })
    for (const name of names(3)) await take(name)
    await untilSo(() => preparer.underway().length === 2)
    preparer.setCapacity(1)
    preparer.finish('study 1', err({ type: 'stopped' }))
    preparer.byHand(false)
    preparer.finish('study 2')
    await settled()
    expect(contents()).toEqual(names(3))
    expect(preparer.begun().filter(name => name === 'study 1')).toHaveLength(2)
  })

  test('are prepared anew when they waited so long that what was staged may have been swept', async () => {
    const preparer = byHand()
    const disk = newDisk()
    const { take, settled, contents } = openStudio({ preparer, disk })
    await take('study 1')
    await take('study 2')
    await untilSo(() => preparer.underway().length === 2)
    preparer.finish('study 2')
    await untilSo(() => preparer.underway().length === 1)
    await untilSo(() => disk.blobs.size === 2)
    disk.clock.advance(11 * 60_000)
    disk.blobs.clear()
    preparer.byHand(false)
    preparer.finish('study 1')
    await settled()
    expect(contents()).toEqual(['study 1', 'study 2'])
  })

  test('become versions of the work they replace', async () => {
    const { take, settled, disk, intake, sources } = openStudio()
    await take('first')
    const { items } = await settled()
    const work = items[0]?.work ?? ''
    await intake.take(album, 'second.jpg', fileOf('second'), work)
    expect((await settled()).items[1]).toMatchObject({
      state: 'done',
      work,
      image: { id: `image-2-of-${work}` },
    })
    expect(disk.works.get(album)).toEqual([{ work, title: 'first', content: 'second', versions: 2 }])
    expect(await sources()).toEqual([])
  })
})
