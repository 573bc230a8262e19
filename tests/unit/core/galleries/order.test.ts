import { describe, expect, test } from 'vitest'
import { byOrder, isOrderKey, keysAtEnd, type Ordered, placed } from '../../../../src/core/galleries/order.ts'

const items = (spelled: string): Ordered[] =>
  spelled.split(' ').map(one => {
    const [id = '', pos = ''] = one.split(':')
    return { id, pos }
  })

/** The order after the placing, and how many keys were written. */
const afterPlacing = (
  spelled: string,
  moving: readonly string[],
  before: string | null,
): [string, number] => {
  const list = items(spelled)
  const keys = placed(list, moving, before)
  const after = list.map(({ id, pos }) => ({ id, pos: keys.get(id) ?? pos })).toSorted(byOrder)
  expect(new Set(after.map(({ pos }) => pos)).size).toBe(after.length)
  return [after.map(({ id }) => id).join(''), keys.size]
}

describe('placing', () => {
  test.each([
    [['c'], 'a', 'cabd', 1],
    [['a'], null, 'bcda', 1],
    [['d', 'b'], 'a', 'dbac', 2],
    [['a'], 'a', 'abcd', 1],
    [['a', 'b'], 'b', 'abcd', 2],
    [['b', 'c'], 'c', 'abcd', 2],
    [['b'], 'not there', 'acdb', 1],
    [['d', 'c', 'b', 'a'], null, 'dcba', 4],
  ])('%j before %s gives %s', (moving, before, expected, written) => {
    expect(afterPlacing('a:a0 b:a1 c:a2 d:a3', moving, before)).toEqual([expected, written])
  })

  test('between two with the same key gives both neighbours keys of their own', () => {
    const list = items('a:a0 b:a1 c:a1 d:a2')
    const keys = placed(list, ['d'], 'c')
    expect([...keys.keys()].toSorted()).toEqual(['c', 'd'])
    const after = list.map(({ id, pos }) => ({ id, pos: keys.get(id) ?? pos })).toSorted(byOrder)
    expect(after.map(({ id }) => id).join('')).toBe('abdc')
    expect(new Set(after.map(({ pos }) => pos)).size).toBe(4)
  })

  test('next to a key that nothing can be built upon writes the whole order anew', () => {
    expect(afterPlacing('a:a0 b:z d:zzz', ['a'], 'd')).toEqual(['bad', 3])
  })

  test('again and again in one place keeps keys short', () => {
    let list = items('a:a0 b:a1 c:a2')
    for (let round = 0; round < 2_000; round++) {
      const [first, second, third] = list
      if (first === undefined || second === undefined || third === undefined) throw new Error('three items')
      const keys = placed(list, [third.id], second.id)
      list = list.map(({ id, pos }) => ({ id, pos: keys.get(id) ?? pos })).toSorted(byOrder)
      expect(list.map(({ id }) => id)).toEqual([first.id, third.id, second.id])
    }
    expect(Math.max(...list.map(({ pos }) => pos.length))).toBeLessThan(60)
  })
})

describe('keys at the end', () => {
  test('follow each other and everything else', () => {
    const keys = keysAtEnd(items('a:a0 b:a5'), 3)
    expect(['a0', 'a5', ...keys].toSorted()).toEqual(['a0', 'a5', ...keys])
    expect(keysAtEnd([], 40)).toHaveLength(40)
  })
})

test.each([
  ['a0', true],
  ['', false],
  ['0a', false],
  ['a0 ', false],
  [`a${'0'.repeat(300)}`, false],
  ['é', false],
])('an order key: %j is %s', (text, isOne) => {
  expect(isOrderKey(text)).toBe(isOne)
})
