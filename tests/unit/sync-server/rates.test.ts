import { expect, it } from 'vitest'
import { createManualClock } from '../../../src/platform/memory/manual-clock.ts'
import { createRates } from '../../../sync-server/rates.ts'

const allowed = (answers: readonly boolean[]): number => answers.filter(Boolean).length
const times = (count: number, ask: () => boolean): readonly boolean[] => Array.from({ length: count }, ask)

it('lets a burst through, then so many a second, each caller for itself', () => {
  const clock = createManualClock()
  const rates = createRates(clock, 2, 5, 10)
  expect(allowed(times(9, () => rates.allows('alice')))).toBe(5)
  expect(rates.allows('bob')).toBe(true)
  clock.advance(1_000)
  expect(allowed(times(9, () => rates.allows('alice')))).toBe(2)
})

it('holds nothing against who was refused', () => {
  const clock = createManualClock()
  const rates = createRates(clock, 2, 5, 10)
  times(1_000, () => rates.allows('alice'))
  clock.advance(500)
  expect(rates.allows('alice')).toBe(true)
})

it('remembers only so many callers, the last ones', () => {
  const rates = createRates(createManualClock(), 1, 1, 3)
  for (const name of ['a', 'b', 'c', 'd']) rates.allows(name)
  expect(['d', 'c', 'b'].map(name => rates.allows(name))).toEqual([false, false, false])
  expect(rates.allows('a')).toBe(true)
})
