import { describe, expect, it } from 'vitest'
import { exactWhen, machineWhen, relativeWhen } from '../../../../src/ui/network/times.ts'
import { formatDate } from '../../../../src/ui/strings/format.ts'

const now = new Date(2026, 10, 21, 14, 0).getTime()
const minutes = 60_000
const hours = 60 * minutes
const days = 24 * hours

describe('when something was said', () => {
  it.each([
    [0, 'just now'],
    [59_000, 'just now'],
    [5 * minutes, '5 minutes ago'],
    [3 * hours, '3 hours ago'],
    [20 * hours, 'yesterday'],
    [4 * days, '4 days ago'],
  ])('%d ms ago is %s', (passed, words) => {
    expect(relativeWhen(now - passed, now)).toBe(words)
  })

  it('is told in hours through the night', () => {
    const early = new Date(2026, 10, 21, 1, 0).getTime()
    expect(relativeWhen(early - 3 * hours, early)).toBe('3 hours ago')
  })

  it('is a date after a week, and in a day to come', () => {
    expect(relativeWhen(now - 12 * days, now)).toBe(formatDate(now - 12 * days))
    expect(relativeWhen(now + 3 * days, now)).toBe(formatDate(now + 3 * days))
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15, -9e15])('throws nothing for %d', ms => {
    expect(relativeWhen(ms, now)).toBe(exactWhen(ms))
    expect(exactWhen(ms)).not.toContain('Invalid')
    expect(machineWhen(ms)).toBeUndefined()
  })
})
