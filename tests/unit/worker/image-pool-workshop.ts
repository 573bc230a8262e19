import { expect, onTestFinished, vi } from 'vitest'
import { err, ok } from '../../../src/base/result.ts'
import type { PreparedImage } from '../../../src/core/ports.ts'
import type { LendingWindow } from '../../../src/platform/browser/image-pool-lent.ts'
import { type Prepare, serveImagePool } from '../../../src/platform/browser/image-pool-worker.ts'
import { createImagePool } from '../../../src/platform/browser/image-pool.ts'
import { createManualClock } from '../../../src/platform/memory/manual-clock.ts'

/** Made anew each time: its bytes are handed over, not copied. */
export const image = (): PreparedImage => ({
  width: 4,
  height: 3,
  colour: [1, 2, 3],
  placeholder: new Uint8Array(5),
  renditions: [{ size: 'full', mime: 'image/jpeg', width: 4, height: 3, bytes: Uint8Array.of(1, 2, 3) }],
  notes: ['kept-as-is'],
})
export const stopped = err({ type: 'stopped' } as const)
export const failed = err({ type: 'refused', problem: 'failed' } as const)

/** One job inside a worker, to be brought on by the test. */
interface Bench {
  readonly source: string
  readonly signal: AbortSignal
  readonly admitted: boolean
  measure(pixels: number): void
  finish(result?: Awaited<ReturnType<Prepare>>): void
}

/** A pool, windows that lend it workers over real ports, and all that the workers have on their benches. */
export const createWorkshop = () => {
  const clock = createManualClock()
  const events: string[] = []
  const pool = createImagePool({ clock, log: ({ event }) => events.push(event) })
  const benches: Bench[] = []
  const openPorts: MessagePort[] = []
  onTestFinished(() => {
    for (const port of openPorts) port.close()
  })
  const workerClock = createManualClock()

  const prepare: Prepare = async (source, _, admit, signal) => {
    const name = await source.text()
    return new Promise(resolve => {
      let isAdmitted = false
      benches.push({
        source: name,
        signal,
        get admitted() {
          return isAdmitted
        },
        measure: pixels => void admit(pixels).then(() => (isAdmitted = true)),
        finish: (result = ok(image())) => resolve(result),
      })
    })
  }

  const openWindow = ({ works = true } = {}) => {
    const running = new Map<number, MessagePort>()
    const dropped: number[] = []
    let lastId = 0
    let heard = 0
    const lending: LendingWindow = pool.join({
      need: count => {
        for (let started = 0; started < count; started++) {
          const id = ++lastId
          const { port1, port2 } = new MessageChannel()
          openPorts.push(port1, port2)
          running.set(id, port2)
          if (works) serveImagePool(port2, prepare, { clock: workerClock, log: () => {} })
          queueMicrotask(() => lending.lend(id, port1))
          port1.addEventListener('message', () => heard++)
        }
      },
      drop: id => {
        running.delete(id)
        dropped.push(id)
      },
    })
    return { lending, running, dropped, heard: () => heard }
  }
  const send = (name: string, signal = new AbortController().signal) =>
    pool.prepare(new Blob([name]), { keepOriginal: false }, signal)
  const untilBenches = async (...names: readonly string[]): Promise<readonly Bench[]> => {
    await vi.waitFor(() => expect(benches.map(({ source }) => source)).toEqual(names))
    return benches
  }
  const bench = async (name: string): Promise<Bench> =>
    vi.waitFor(() => {
      const found = benches.findLast(({ source }) => source === name)
      if (found === undefined) throw new Error(`${name} is on no bench`)
      return found
    })
  return { clock, workerClock, pool, events, openWindow, send, untilBenches, bench, benches }
}
