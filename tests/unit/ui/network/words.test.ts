import { describe, expect, it } from 'vitest'
import type { IntakeItem, PostState } from '../../../../src/core/api.ts'
import { shownWorks, readersOf, untold } from '../../../../src/ui/network/tell/tell-rules.ts'
import { commentElementId, keptUnder } from '../../../../src/ui/network/talk/comment-rules.ts'
import { isLong } from '../../../../src/ui/network/post/long-text.ts'
import { audienceText, countsText, missingPostWords, nameOf } from '../../../../src/ui/strings/network.ts'
import { appreciatedText } from '../../../../src/ui/strings/network-talk.ts'
import { person } from './rows.ts'

const counts = (comments: number, appreciations: number) => ({ comments, appreciations, appreciated: false })

describe('counts', () => {
  it('say of whom they are, and nothing when there is nothing', () => {
    expect(countsText(counts(2, 3))).toBe('2 comments · 3 people appreciate this, of the people you hold')
    expect(countsText(counts(1, 0))).toBe('1 comment, of the people you hold')
    expect(countsText(counts(0, 1))).toBe('1 person appreciates this, of the people you hold')
    expect(countsText(counts(0, 0))).toBe('')
  })

  it('name a few, and count the rest', () => {
    expect(appreciatedText([person('Ana', true), person('Tomás')], 2)).toBe(
      `Appreciated by you and ${nameOf('Tomás')}`,
    )
    const many = Array.from({ length: 60 }, (_, at) => person(`P${at}`))
    expect(appreciatedText(many, 1_200)).toContain('1,195 more')
    expect(appreciatedText([], 0)).toBe('')
  })
})

describe('who reads it', () => {
  it('is said from where one stands', () => {
    expect(audienceText('connections', true)).toBe('Your connections')
    expect(audienceText('connections', false)).toBe('Their connections')
  })
})

describe('why a post is not shown', () => {
  const author = person('Tomás')
  const states: readonly Exclude<PostState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>[] = [
    { kind: 'not-held', reason: 'offline' },
    { kind: 'not-held', reason: 'unknown-to-relay' },
    { kind: 'unreadable', reason: 'not-for-you' },
    { kind: 'unreadable', reason: 'newer-version' },
    { kind: 'unreadable', reason: 'broken' },
    { kind: 'deleted', author },
    { kind: 'bad-address' },
    { kind: 'hidden', author, because: 'muted' },
    { kind: 'hidden', author, because: 'blocked' },
  ]

  it('is another sentence for each reason', () => {
    const sentences = states.map(state => missingPostWords(state).text)
    expect(new Set(sentences).size).toBe(states.length)
    expect(sentences.every(text => text.length > 20)).toBe(true)
  })
})

describe('telling what was hung', () => {
  const item = (work: string | null, more: Partial<IntakeItem> = {}): IntakeItem => ({
    id: `item ${work}`,
    name: '',
    album: 'shore',
    bytes: 0,
    state: 'done',
    problem: null,
    notes: [],
    work,
    image: null,
    ...more,
  })

  it('is about works that hang in the album and were not told about before', () => {
    const items = [
      item('a'),
      item('b'),
      item(null),
      item('c', { album: 'other' }),
      item('d', { state: 'failed' }),
    ]
    expect(untold(items, 'shore', ['a'])).toEqual(['b'])
  })

  it('shows the first ten', () => {
    const works = Array.from({ length: 40 }, (_, at) => `w${at}`)
    expect(shownWorks('ana', 'shore', works)).toHaveLength(10)
    expect(shownWorks('ana', 'shore', works)[0]).toEqual({ account: 'ana', album: 'shore', work: 'w0' })
  })

  it('reaches nobody who could not see them', () => {
    expect(readersOf('public')).toEqual(['connections', 'public'])
    expect(readersOf('connections')).toEqual(['connections'])
    expect(readersOf('only-me')).toEqual([])
  })
})

describe('small rules', () => {
  it('tell two comments of one id by different people apart', () => {
    expect(commentElementId({ account: 'a', id: 'x' })).not.toBe(commentElementId({ account: 'b', id: 'x' }))
  })

  it('keep what is typed about a work wherever it hangs', () => {
    const about = (album: string) => keptUnder({ kind: 'work', account: 'a', album, work: 'w' })
    expect(about('one')).toBe(about('other'))
    expect(keptUnder({ kind: 'post', account: 'a', id: 'p' })).not.toBe(
      keptUnder({ kind: 'post', account: 'b', id: 'p' }),
    )
  })

  it('cut what is long in letters or in lines', () => {
    expect(isLong('a'.repeat(701))).toBe(true)
    expect(isLong('\n'.repeat(12))).toBe(true)
    expect(isLong('A few words.')).toBe(false)
  })
})
