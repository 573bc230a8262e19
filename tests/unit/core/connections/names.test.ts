import { describe, expect, test } from 'vitest'
import { createLookalikes } from '../../../../src/core/connections/lookalikes.ts'
import { cutTo, foldName, named } from '../../../../src/core/connections/names.ts'

describe('names that look the same', () => {
  test.each([
    ['Ana', 'ana'],
    ['Ana', 'Аna'],
    ['Ana', 'Αnα'],
    ['José', 'Jose'],
    ['José', 'Jose\u0301'],
    ['Ana Maria', 'Ana  Maria'],
    ['Ana Maria', 'AnaMaria'],
    ['Bill', 'BiII'],
    ['Bob', 'B0b'],
    ['Ｂｏｂ', 'Bob'],
    ['Ana', 'A\u200bna'],
    ['Carmen', 'Cannen'.replace('nn', 'rm')],
    ['O’Neil', 'ONeil'],
    ['Петр', 'Пeтр'],
  ])('%s and %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  test.each([
    ['Ana', 'Anna'],
    ['Bob', 'Rob'],
    ['Σοφία', 'Zoe'],
    ['李', '王'],
    ['Ana', 'Ane'],
  ])('not %s and %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  test('are found among others, and never oneself or the nameless', () => {
    const people = [
      { id: '1', name: 'Ana' },
      { id: '2', name: 'Аna' },
      { id: '3', name: 'Bob' },
      { id: '4', name: '' },
      { id: '5', name: '' },
    ]
    const lookalikes = createLookalikes()
    expect(lookalikes.of({ id: '1', name: 'Ana' }, people).map(({ id }) => id)).toEqual(['2'])
    expect(lookalikes.of({ id: '4', name: '' }, people)).toEqual([])
    expect([...lookalikes.among([...people, { id: '6', name: 'bob' }], people)]).toEqual(['1', '2', '6'])
  })
})

describe('a name of somebody else', () => {
  test('loses what cannot be seen, and keeps the one before when nothing is left', () => {
    expect(named('\u202eAna\u0000 ', 'before')).toBe('Ana')
    expect(named('\u200b \u2060', 'before')).toBe('before')
    expect(named('A\ud83d', '')).toBe('A\u{fffd}')
  })

  test('is cut between characters', () => {
    expect(cutTo('ÖÖÖ', 5)).toBe('ÖÖ')
    expect(cutTo('👩👩', 7)).toBe('👩')
    expect(cutTo('Ana', 3)).toBe('Ana')
  })
})
