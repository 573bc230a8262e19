import { describe, expect, it } from 'vitest'
import {
  placed,
  placingAtGap,
  placingOf,
  sameMembers,
  type Step,
} from '../../../../src/ui/galleries/editing/order.ts'

const list = Array.from('abcdef')
const after = (moved: string, step: Step): string => {
  const placing = placingOf(list, new Set(moved), step)
  return placing === null ? 'unchanged' : placed(list, placing).join('')
}
const dropped = (moved: string, gap: number): string => {
  const placing = placingAtGap(list, new Set(moved), gap)
  return placing === null ? 'unchanged' : placed(list, placing).join('')
}

describe('moving by buttons', () => {
  it.each([
    ['c', 'earlier', 'acbdef'],
    ['c', 'later', 'abdcef'],
    ['c', 'first', 'cabdef'],
    ['c', 'last', 'abdefc'],
    ['a', 'earlier', 'unchanged'],
    ['a', 'first', 'unchanged'],
    ['f', 'later', 'unchanged'],
    ['f', 'last', 'unchanged'],
    ['e', 'later', 'abcdfe'],
    ['bc', 'earlier', 'bcadef'],
    ['bc', 'later', 'adbcef'],
    ['bd', 'earlier', 'bdacef'],
    ['bd', 'later', 'acebdf'],
    ['ac', 'earlier', 'acbdef'],
    ['df', 'later', 'abcedf'],
    ['db', 'last', 'acefbd'],
    ['abcdef', 'last', 'unchanged'],
    ['', 'first', 'unchanged'],
  ] as const)('%s %s: %s', (moved, step, result) => {
    expect(after(moved, step)).toBe(result)
  })
})

describe('dropping into a gap', () => {
  it.each([
    ['a', 0, 'unchanged'],
    ['a', 1, 'unchanged'],
    ['a', 2, 'bacdef'],
    ['a', 6, 'bcdefa'],
    ['f', 0, 'fabcde'],
    ['ce', 1, 'acebdf'],
    ['ce', 4, 'abdcef'],
    ['bc', 2, 'unchanged'],
    ['x', 2, 'unchanged'],
  ] as const)('%s into gap %i: %s', (moved, gap, result) => {
    expect(dropped(moved, gap)).toBe(result)
  })
})

describe('an order made here', () => {
  it('fits a row with the same works only', () => {
    expect(sameMembers(['a', 'b'], ['b', 'a'])).toBe(true)
    expect(sameMembers(['a', 'b'], ['b', 'c'])).toBe(false)
    expect(sameMembers(['a', 'b'], ['a', 'b', 'c'])).toBe(false)
  })

  it('puts works last when the one they should precede has gone', () => {
    expect(placed(list, { moved: ['a'], before: 'gone' }).join('')).toBe('bcdefa')
  })
})
