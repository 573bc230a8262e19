import { describe, expect, it } from 'vitest'
import { countWords, withWordAt, wordAt } from '../../../../src/ui/onboarding/recovery-text.ts'

describe('recovery words being typed', () => {
  it.each([
    ['', 0],
    ['  \n ', 0],
    ['canvas', 1],
    ['canvas, linen;paint', 3],
    ['1. canvas 2. linen', 2],
    ['canvas\u200B linen\uFEFF', 2],
  ])('counts %j as %i', (text, count) => {
    expect(countWords(text)).toBe(count)
  })

  it('finds the word the caret is in or behind, with its place in the row', () => {
    expect(wordAt('canvas lin', 10)).toEqual({ word: 'lin', start: 7, end: 10, position: 2 })
    expect(wordAt('canvas lin', 3)).toMatchObject({ word: 'canvas', position: 1 })
  })

  it('finds none between words, nor when the caret is away', () => {
    expect(wordAt('canvas  linen', 7)).toBeNull()
    expect(wordAt('canvas ', 7)).toBeNull()
    expect(wordAt('canvas', -1)).toBeNull()
    expect(wordAt('', 0)).toBeNull()
  })

  it('puts a chosen word in its place and stands ready for the next', () => {
    expect(withWordAt('canvas lin', 10, 'linen')).toEqual({ text: 'canvas linen ', caret: 13 })
  })

  it('leaves the words behind it alone', () => {
    expect(withWordAt('can linen', 3, 'canvas')).toEqual({ text: 'canvas linen', caret: 7 })
  })
})
