import { expect, it } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { startSweeper } from '../../../../sync-server/blobs/sweeper.ts'
import type { LogLine } from '../../../../sync-server/log.ts'

const nothing = { held: 0, heldBytes: 0, removed: 0, removedBytes: 0, uploadsGivenUp: 0 }
const hourMs = 3_600_000

it('sweeps soon after the start, then again and again, whatever comes of it, until it is stopped', async () => {
  const clock = createManualClock()
  const lines: LogLine[] = []
  let sweeps = 0
  const sweep = () => {
    sweeps++
    return sweeps === 2 ? Promise.reject(new Error('the disk')) : Promise.resolve(nothing)
  }
  const stop = startSweeper({ sweep }, { clock, log: line => lines.push(line), everyMs: hourMs })
  clock.advance(60_000)
  await expect.poll(() => lines.length).toBe(1)
  clock.advance(hourMs - 1)
  expect(sweeps).toBe(1)
  clock.advance(1)
  await expect.poll(() => lines.length).toBe(2)
  clock.advance(hourMs)
  await expect.poll(() => lines.length).toBe(3)
  expect(lines.map(({ event }) => event)).toEqual(['blobs-swept', 'sweep-failed', 'blobs-swept'])
  stop()
  expect(clock.waiting()).toBe(0)
})
