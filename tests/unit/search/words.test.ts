import { describe, expect, it } from 'vitest'
import { keptWords, wordsAsked } from '../../../src/search/words.ts'

describe('words that a text is found by', () => {
  it('finds what is joined under its parts and as one', () => {
    expect(keptWords('Zoë O’Brien-Sá')).toEqual(['zoe', 'o', 'brien', 'sa', 'obriensa'])
  })

  it('takes scripts without spaces by pairs of letters', () => {
    expect(keptWords('田中太郎')).toEqual(['田中', '中太', '太郎', '郎'])
    expect(wordsAsked('中太郎')).toEqual(['中太', '太郎'])
    expect(wordsAsked('郎')).toEqual(['郎'])
  })

  it('tells scripts apart that follow each other', () => {
    expect(keptWords('Yuki田中')).toEqual(['yuki', '田中', '中'])
  })

  it('counts an emoji and a flag as words', () => {
    expect(wordsAsked('🎨🎬 🇵🇹ana')).toEqual(['🎨', '🎬', '🇵🇹', 'ana'])
  })

  it('leaves out the small words in between, and keeps the one being typed', () => {
    expect(wordsAsked('camera operator in lisboa')).toEqual(['camera', 'operator', 'lisboa'])
    expect(wordsAsked('camera in')).toEqual(['camera', 'in'])
    expect(wordsAsked('la')).toEqual(['la'])
  })

  it('reads no more than two hundred characters and twelve words', () => {
    expect(wordsAsked('x'.repeat(5_000))).toEqual(['x'.repeat(40)])
    expect(wordsAsked(Array.from({ length: 900 }, (_, i) => `w${i}`).join(' '))).toHaveLength(12)
  })

  it('finds no word where there is none', () => {
    for (const text of ['', '  ', '...', '\u{202e}\u{200d}', '<>', '\ud800'])
      expect(wordsAsked(text)).toEqual([])
  })
})
