import { describe, expect, it } from 'vitest'
import { formatBytes, formatList, formatNumber, plural } from '../../../../src/ui/strings/format.ts'

describe('numbers in sentences', () => {
  it('take the form that fits the count, with the number in its place', () => {
    const forms = { one: '# word', other: '# words' }
    expect([0, 1, 2].map(count => plural(count, forms))).toEqual(['0 words', '1 word', '2 words'])
    expect(plural(1_200, forms)).toBe(`${formatNumber(1_200)} words`)
  })

  it.each([
    [0, /^0 ?b/i],
    [999, /^999 ?b/i],
    [1_000, /^1 ?kB/],
    [4_600_000, /^4[.,]6 ?MB/],
    [120_000_000_000, /^120 ?GB/],
  ])('%i bytes are read as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toMatch(words)
  })

  it('make lists that read aloud', () => {
    expect(formatList(['3', '7', '9'])).toBe('3, 7, and 9')
  })
})
