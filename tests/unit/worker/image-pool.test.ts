import { describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../src/base/result.ts'
import { createWorkshop, failed, image, stopped } from './image-pool-workshop.ts'

describe('without a window', () => {
  test('nothing can be prepared, and one that opens is told of', async () => {
    const { pool, openWindow, send } = createWorkshop()
    const heard = vi.fn()
    pool.onCapacity(heard)
    expect(pool.capacity()).toBe(0)
    expect(await send('a')).toEqual(stopped)
    const { lending, running } = openWindow()
    expect(pool.capacity()).toBe(2)
    expect(heard).toHaveBeenCalledTimes(1)
    expect(running.size).toBe(0)
    lending.leave()
    expect(pool.capacity()).toBe(0)
    expect(heard).toHaveBeenCalledTimes(2)
  })
})

describe('with windows', () => {
  test('two are prepared at a time, in all of them together, in order', async () => {
    const { openWindow, send, untilBenches } = createWorkshop()
    const first = openWindow()
    const second = openWindow()
    const results = ['a', 'b', 'c', 'd'].map(name => send(name))
    const benches = await untilBenches('a', 'b')
    expect(first.running.size + second.running.size).toBe(2)
    benches[1]?.finish()
    await untilBenches('a', 'b', 'c')
    benches[0]?.finish()
    await untilBenches('a', 'b', 'c', 'd')
    benches[2]?.finish()
    benches[3]?.finish(err({ type: 'refused', problem: 'svg' } as const))
    expect(await Promise.all(results)).toEqual([
      ok(image()),
      ok(image()),
      ok(image()),
      err({ type: 'refused', problem: 'svg' } as const),
    ])
    expect(first.running.size + second.running.size).toBe(2)
  })

  test('one that goes stops what its workers did, and another takes over', async () => {
    const { openWindow, send, untilBenches, bench, pool } = createWorkshop()
    openWindow()
    const { lending } = openWindow()
    const results = ['a', 'b', 'c'].map(name => send(name))
    await untilBenches('a', 'b')
    lending.leave()
    expect(await results[0]).toEqual(stopped)
    expect(await results[1]).toEqual(stopped)
    const next = await bench('c')
    next.finish()
    expect(await results[2]).toEqual(ok(image()))
    expect(pool.capacity()).toBe(2)
  })

  test('the last one that goes stops also what waits', async () => {
    const { openWindow, send, untilBenches } = createWorkshop()
    const { lending } = openWindow()
    const results = ['a', 'b', 'c'].map(name => send(name))
    await untilBenches('a', 'b')
    lending.leave()
    expect(await Promise.all(results)).toEqual([stopped, stopped, stopped])
  })

  test('workers without work for a minute are let go', async () => {
    const { clock, openWindow, send, bench } = createWorkshop()
    const { dropped, running } = openWindow()
    const result = send('a')
    const { finish } = await bench('a')
    finish()
    await result
    clock.advance(59_000)
    expect(dropped).toEqual([])
    clock.advance(1_000)
    expect(running.size).toBe(0)
    const again = send('b')
    const { finish: finishAgain } = await bench('b')
    finishAgain()
    expect(await again).toEqual(ok(image()))
  })
})

describe('memory', () => {
  test('a large one is decoded alone, and those after it do not overtake it', async () => {
    const { openWindow, send, bench } = createWorkshop()
    openWindow()
    const results = ['small', 'large', 'next'].map(name => send(name))
    const [small, large] = [await bench('small'), await bench('large')]
    small.measure(12e6)
    await vi.waitFor(() => expect(small.admitted).toBe(true))
    large.measure(100e6)
    small.finish()
    expect(await results[0]).toEqual(ok(image()))
    await vi.waitFor(() => expect(large.admitted).toBe(true))
    const next = await bench('next')
    next.measure(12e6)
    large.finish()
    expect(next.admitted).toBe(false)
    expect(await results[1]).toEqual(ok(image()))
    await vi.waitFor(() => expect(next.admitted).toBe(true))
    next.finish()
    expect(await results[2]).toEqual(ok(image()))
  })

  test('a large one waits for the one under way', async () => {
    const { openWindow, send, bench } = createWorkshop()
    openWindow()
    const results = ['small', 'large'].map(name => send(name))
    const [small, large] = [await bench('small'), await bench('large')]
    small.measure(12e6)
    await vi.waitFor(() => expect(small.admitted).toBe(true))
    large.measure(100e6)
    const third = send('third')
    expect(large.admitted).toBe(false)
    small.finish()
    await results[0]
    await vi.waitFor(() => expect(large.admitted).toBe(true))
    large.finish()
    await results[1]
    const { finish } = await bench('third')
    finish()
    expect(await third).toEqual(ok(image()))
  })
})

describe('stopping', () => {
  test('answers at once, and the worker takes the next when it is through', async () => {
    const { openWindow, send, untilBenches, bench } = createWorkshop()
    openWindow()
    const stopping = new AbortController()
    const first = send('a', stopping.signal)
    const others = ['b', 'c'].map(name => send(name))
    await untilBenches('a', 'b')
    stopping.abort()
    expect(await first).toEqual(stopped)
    const { signal, finish } = await bench('a')
    await vi.waitFor(() => expect(signal.aborted).toBe(true))
    finish(stopped)
    const benches = await untilBenches('a', 'b', 'c')
    for (const { finish: finishOther } of benches.slice(1)) finishOther()
    expect(await Promise.all(others)).toEqual([ok(image()), ok(image())])
  })

  test('what waits takes it off the line', async () => {
    const { openWindow, send, untilBenches } = createWorkshop()
    openWindow()
    const stopping = new AbortController()
    const results = [send('a'), send('b'), send('c', stopping.signal), send('d')]
    const benches = await untilBenches('a', 'b')
    stopping.abort()
    expect(await results[2]).toEqual(stopped)
    benches[0]?.finish()
    await untilBenches('a', 'b', 'd')
  })
})

describe('a worker that dies', () => {
  test('has its image taken by another; when that dies too, the image is refused', async () => {
    const { openWindow, send, untilBenches } = createWorkshop()
    const { lending, running } = openWindow()
    const result = send('a')
    await untilBenches('a')
    lending.lost([...running.keys()][0] ?? 0)
    await untilBenches('a', 'a')
    lending.lost([...running.keys()][0] ?? 0)
    expect(await result).toEqual(failed)
    expect(running.size).toBe(0)
  })

  test('without a word is found out, and one that says it lives is not', async () => {
    const { clock, workerClock, openWindow, send, bench, untilBenches, events } = createWorkshop()
    const { heard } = openWindow()
    const result = send('a')
    const first = await bench('a')
    for (let turn = 0; turn < 9; turn++) {
      const before = heard()
      workerClock.advance(5_000)
      await vi.waitFor(() => expect(heard()).toBeGreaterThan(before))
      clock.advance(10_000)
    }
    expect(events).toEqual([])
    clock.advance(70_000)
    await untilBenches('a', 'a')
    expect(events).toEqual(['image-worker-died'])
    first.finish()
    clock.advance(70_000)
    expect(await result).toEqual(failed)
  })

  test('by saying what no worker says', async () => {
    const { openWindow, send, bench, untilBenches, events } = createWorkshop()
    const { running } = openWindow()
    void send('a')
    await bench('a')
    ;[...running.values()][0]?.postMessage({
      kind: 'done',
      job: 1,
      result: { ok: true, value: { width: 'x' } },
    })
    await untilBenches('a', 'a')
    expect(events).toEqual(['image-worker-message-unknown', 'image-worker-died'])
  })

  test('before it ever ran lets its window rest for half a minute', async () => {
    const { clock, pool, openWindow, send } = createWorkshop()
    const { running } = openWindow({ works: false })
    const result = send('a')
    await vi.waitFor(() => expect(running.size).toBe(1))
    clock.advance(60_000)
    expect(await result).toEqual(stopped)
    expect(pool.capacity()).toBe(0)
    clock.advance(30_000)
    expect(pool.capacity()).toBe(2)
  })
})
