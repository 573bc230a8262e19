import { describe, expect, test } from 'vitest'
import { createInProcessLock } from '../../../src/platform/in-process-lock.ts'
import { createManualClock } from '../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../src/platform/memory/memory-ports.ts'
import { unsafeSeededRandom } from '../../../src/platform/memory/seeded-random.ts'

describe('manual clock', () => {
  test('runs what falls due in order of time, then of asking, at its own time', () => {
    const clock = createManualClock(1_000)
    const ran: string[] = []
    const note = (name: string) => () => void ran.push(`${name}@${clock.nowMs()}`)
    clock.after(30, note('late'))
    clock.after(10, note('first'))
    clock.after(10, note('second'))
    clock.after(31, note('beyond'))
    clock.advance(30)
    expect(ran).toEqual(['first@1010', 'second@1010', 'late@1030'])
    expect(clock.nowMs()).toBe(1_030)
    expect(clock.waiting()).toBe(1)
  })

  test('runs within one advance what tasks ask for, if it falls due', () => {
    const clock = createManualClock(0)
    const ran: number[] = []
    const every = () => {
      ran.push(clock.nowMs())
      clock.after(10, every)
    }
    clock.after(10, every)
    clock.advance(35)
    expect(ran).toEqual([10, 20, 30])
  })

  test('never runs what was cancelled, nor anything twice', () => {
    const clock = createManualClock()
    let runs = 0
    clock.after(5, () => runs++)()
    const cancel = clock.after(5, () => runs++)
    clock.advance(5)
    cancel()
    clock.advance(100)
    expect(runs).toBe(1)
  })
})

describe('seeded random', () => {
  test('repeats itself for one seed and differs between seeds and calls', () => {
    const first = unsafeSeededRandom(1)
    const bytes = first.bytes(32)
    expect(bytes).toHaveLength(32)
    expect(unsafeSeededRandom(1).bytes(32)).toEqual(bytes)
    expect(first.bytes(32)).not.toEqual(bytes)
    expect(unsafeSeededRandom(2).bytes(32)).not.toEqual(bytes)
  })

  test('gives every byte about as often', () => {
    const counts = Array.from({ length: 256 }, () => 0)
    for (const byte of unsafeSeededRandom(7).bytes(65_536)) counts[byte] = (counts[byte] ?? 0) + 1
    expect(Math.min(...counts)).toBeGreaterThan(180)
    expect(Math.max(...counts)).toBeLessThan(340)
  })
})

describe('in-process lock', () => {
  test('lets one in at a time, in order of asking, and other names beside it', async () => {
    const lock = createInProcessLock()
    const log: string[] = []
    const first = await lock.acquire('account')
    const second = lock.acquire('account').then(release => (log.push('second'), release))
    const third = lock.acquire('account').then(release => (log.push('third'), release))
    ;(await lock.acquire('other'))()
    expect(log).toEqual([])
    first()
    first()
    const releaseSecond = await second
    expect(log).toEqual(['second'])
    releaseSecond()
    ;(await third)()
    expect(log).toEqual(['second', 'third'])
    ;(await lock.acquire('account'))()
  })
})

test('a memory world is offline until given a network, and any part can be replaced', async () => {
  const clock = createManualClock(5)
  const ports = createMemoryPorts({ clock })
  expect(ports.clock.nowMs()).toBe(5)
  expect(ports.network.isOnline()).toBe(false)
  await new Promise<void>((resolve, reject) => {
    const opened = () => reject(new Error('opened'))
    ports.network.connect('wss://relay.example/sync', { onOpen: opened, onFrame: opened, onClose: resolve })
  })
})
