import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { PrepareProblem } from '../../../../src/core/ports.ts'
import { createScriptedPreparer, refusal } from './scripted-preparer.ts'
import { newDisk, openStudio, untilSo } from './studio.ts'

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `study ${index + 1}`)

describe('a person', () => {
  test('pauses at once, also over a restart, and resumes', async () => {
    const disk = newDisk()
    const studio = openStudio({ disk })
    studio.preparer.byHand(true)
    for (const name of names(3)) await studio.take(name)
    await untilSo(() => studio.preparer.underway().length === 2)
    const pausing = studio.intake.pause()
    expect(await pausing).toEqual(ok(null))
    await untilSo(() => studio.preparer.underway().length === 0)
    expect(studio.intake.row()).toMatchObject({ state: 'paused', done: 0, total: 3 })
    expect(studio.intake.row().items.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    studio.intake.close()
    const next = openStudio({ disk, preparer: createScriptedPreparer() })
    expect(await next.until(({ total }) => total === 3)).toMatchObject({ state: 'paused' })
    expect(next.preparer.begun()).toEqual([])
    await next.intake.resume()
    await next.until(({ state }) => state === 'idle')
    expect(next.contents()).toEqual(names(3))
  })

  test('may pause as often as they like: it is not held against the image', async () => {
    const studio = openStudio()
    studio.preparer.byHand(true)
    await studio.take('x')
    for (let turn = 0; turn < 7; turn++) {
      await untilSo(() => studio.preparer.underway().length === 1)
      await studio.intake.pause()
      await untilSo(() => studio.preparer.underway().length === 0)
      await studio.intake.resume()
    }
    await untilSo(() => studio.preparer.underway().length === 1)
    studio.preparer.finish('x')
    expect(await studio.until(({ done }) => done === 1)).toMatchObject({ failed: 0, total: 1 })
  })

  test('who pauses and resumes is not told what became of the first attempt', async () => {
    const late: ((problem: PrepareProblem) => void)[] = []
    const studio = openStudio({
      wrap: deps => ({
        ...deps,
        ports: {
          ...deps.ports,
          images: {
            ...deps.ports.images,
            prepare: (...args) =>
              late.length > 0
                ? deps.ports.images.prepare(...args)
                : new Promise(resolve => late.push(problem => resolve(refusal(problem)))),
          },
        },
      }),
    })
    studio.preparer.byHand(true)
    await studio.take('x')
    await untilSo(() => late.length === 1)
    await studio.intake.pause()
    await studio.intake.resume()
    await untilSo(() => studio.preparer.underway().length === 1)
    late[0]?.('broken')
    await studio.intake.dismiss([])
    expect(studio.intake.row()).toMatchObject({ state: 'working', failed: 0 })
    studio.preparer.finish('x')
    expect(await studio.until(({ done }) => done === 1)).toMatchObject({ failed: 0, total: 1 })
  })

  test('stops: what is done stays, what failed says why, the rest is let go of', async () => {
    const studio = openStudio()
    studio.preparer.byHand(true)
    for (const name of names(4)) await studio.take(name)
    await untilSo(() => studio.preparer.underway().length === 2)
    studio.preparer.finish('study 1')
    studio.preparer.finish('study 2', refusal('truncated'))
    await studio.until(({ done, failed }) => done + failed === 2)
    await studio.intake.pause()
    await studio.intake.stop()
    expect(studio.intake.row()).toMatchObject({ state: 'idle', total: 2, done: 1, failed: 1 })
    expect(await studio.sources()).toHaveLength(1)
    studio.preparer.byHand(false)
    await studio.take('study 5')
    await studio.until(({ done }) => done === 2)
    expect(studio.contents()).toEqual(['study 1', 'study 5'])
  })

  test('dismisses what is settled, and nothing else', async () => {
    const studio = openStudio()
    studio.preparer.byHand(true)
    const [done, failed, waiting] = [await studio.take('a'), await studio.take('b'), await studio.take('c')]
    await untilSo(() => studio.preparer.underway().length === 2)
    studio.preparer.finish('a')
    studio.preparer.finish('b', refusal('svg'))
    await studio.until(row => row.done + row.failed === 2)
    await studio.intake.dismiss([done, failed, waiting, 'nobody'])
    expect(studio.intake.row().items.map(({ id }) => id)).toEqual([waiting])
    expect(await studio.sources()).toEqual([waiting])
    expect(await studio.intake.retry([done])).toEqual(err({ type: 'not-found', what: 'item' }))
  })

  test('sees what was done until the next day', async () => {
    const studio = openStudio()
    await studio.take('x')
    await studio.settled()
    studio.intake.close()
    const sameDay = openStudio({ disk: studio.disk })
    expect(await sameDay.until(({ total }) => total === 1)).toMatchObject({ done: 1 })
    studio.disk.clock.advance(24 * 60 * 60_000)
    expect(sameDay.intake.row().total).toBe(0)
    sameDay.intake.close()
    await openStudio({ disk: studio.disk }).settled()
    expect(await studio.disk.values.get('intake-0')).toEqual(ok(null))
  })
})
