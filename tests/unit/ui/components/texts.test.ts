import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../../../src/ui/components/initials-of.ts'
import { caretAfter } from '../../../../src/ui/components/keep-caret.ts'

describe('initials', () => {
  it.each([
    ['Ana Ferreira', 'AF'],
    ['ana maria ferreira', 'AF'],
    ['Björk', 'B'],
    ['  Ana   Ferreira ', 'AF'],
    ['👩‍🎨 Studio', '👩‍🎨S'],
    ['', ''],
    ['   ', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('the caret, when another device writes into the same text', () => {
  it.each([
    ['stays where it is when text is added behind it', 'I paint.', 'I paint. And print.', 3, 3],
    ['moves along when text is added before it', 'paint.', 'I paint.', 6, 8],
    ['never leaves the text', 'I paint.', 'I', 8, 1],
  ])('%s', (_, before, after, caret, expected) => {
    expect(caretAfter(before, after, caret)).toBe(expected)
  })
})
