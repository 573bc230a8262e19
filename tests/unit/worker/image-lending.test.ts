import { afterEach, expect, test, vi } from 'vitest'
import { err } from '../../../src/base/result.ts'
import type { CoreApi } from '../../../src/core/api.ts'
import { createInProcessLock } from '../../../src/platform/in-process-lock.ts'
import { createManualClock } from '../../../src/platform/memory/manual-clock.ts'
import { serveImagePool } from '../../../src/platform/browser/image-pool-worker.ts'
import { createImagePool } from '../../../src/platform/browser/image-pool.ts'
import { createCoreClient } from '../../../src/worker/core-client-port.ts'
import { serveCore } from '../../../src/worker/serve-core.ts'
import { tabLockName } from '../../../src/worker/wire.ts'

const outcome = err({ type: 'refused', problem: 'svg' } as const)
const neverAborted = new AbortController().signal
const core: CoreApi = {
  run: () => Promise.reject(new Error('no commands here')),
  watch: () => () => {},
}

const openPorts: MessagePort[] = []
afterEach(() => {
  for (const port of openPorts.splice(0)) port.close()
})
const channel = (): MessageChannel => {
  const made = new MessageChannel()
  openPorts.push(made.port1, made.port2)
  return made
}

/** The core's side and tabs of it, each of which starts workers of its own when it is asked to. */
const createWorld = () => {
  const lock = createInProcessLock()
  const pool = createImagePool({ clock: createManualClock(), log: () => {} })
  const openTab = (tab: string, { worksLater = Promise.resolve() } = {}) => {
    const { port1, port2 } = channel()
    let die = (): void => {}
    const workers: { ended: boolean; isBusy: boolean; readonly onLost: () => void }[] = []
    serveCore(port1, core, { lock, log: () => {}, images: pool })
    const client = createCoreClient(port2, {
      tab,
      lock: {
        acquire: async name => {
          const release = await lock.acquire(name)
          if (name === tabLockName(tab)) die = release
          return release
        },
      },
      persistStorage: async () => true,
      startImageWorker: onLost => {
        const { port1: ours, port2: theirs } = channel()
        const worker = { ended: false, isBusy: false, onLost }
        workers.push(worker)
        const work = async () => {
          worker.isBusy = true
          await worksLater
          return outcome
        }
        serveImagePool(theirs, work, { clock: createManualClock(), log: () => {} })
        return { port: ours, end: () => (worker.ended = true) }
      },
      close: () => port2.close(),
    })
    return { client, workers, die: () => die() }
  }
  const prepare = () => pool.prepare(new Blob(['x']), { keepOriginal: false }, neverAborted)
  return { pool, openTab, prepare }
}

test('a tab lends workers as soon as it has greeted, and only when there is work', async () => {
  const { pool, openTab, prepare } = createWorld()
  const { workers } = openTab('first')
  await vi.waitFor(() => expect(pool.capacity()).toBe(2))
  expect(workers).toHaveLength(0)
  expect(await prepare()).toEqual(outcome)
  expect(workers).toHaveLength(1)
})

test('a tab that dies takes its workers with it, and what they did ends as stopped', async () => {
  const { pool, openTab, prepare } = createWorld()
  const { workers, die } = openTab('first', { worksLater: new Promise(() => {}) })
  await vi.waitFor(() => expect(pool.capacity()).toBe(2))
  const result = prepare()
  await vi.waitFor(() => expect(workers).toHaveLength(1))
  die()
  expect(await result).toEqual(err({ type: 'stopped' }))
  expect(pool.capacity()).toBe(0)
})

test('a worker that dies is told of and replaced by another', async () => {
  const { pool, openTab, prepare } = createWorld()
  let letWork = (): void => {}
  const { workers } = openTab('first', { worksLater: new Promise(resolve => (letWork = resolve)) })
  await vi.waitFor(() => expect(pool.capacity()).toBe(2))
  const result = prepare()
  await vi.waitFor(() => expect(workers).toMatchObject([{ isBusy: true }]))
  workers[0]?.onLost()
  await vi.waitFor(() => expect(workers).toHaveLength(2))
  expect(workers[0]?.ended).toBe(true)
  letWork()
  expect(await result).toEqual(outcome)
})

test('a tab that lets go of the core ends its workers', async () => {
  const { pool, openTab, prepare } = createWorld()
  const { client, workers } = openTab('first')
  await vi.waitFor(() => expect(pool.capacity()).toBe(2))
  await prepare()
  client.release()
  expect(workers.map(({ ended }) => ended)).toEqual([true])
  await vi.waitFor(() => expect(pool.capacity()).toBe(0))
})
