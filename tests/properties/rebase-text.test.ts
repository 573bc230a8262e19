import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rebaseText } from '../../src/core/documents/rebase-text.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', 'é', '😀', '😁', '🎞', '\u0301'),
  maxLength: 12,
})
const numRuns = process.env['SLOW'] === '1' ? 200_000 : 2_000
const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns })

const halfCharacter = /\p{Surrogate}/u

describe('what was typed over an older text', () => {
  it('stays as typed when nothing else changed, and gives way when nothing was typed', () => {
    holds(
      fc.property(text, text, (base, one) => {
        expect(rebaseText(base, one, base)).toBe(one)
        expect(rebaseText(base, base, one)).toBe(one)
        expect(rebaseText(base, one, one)).toBe(one)
      }),
    )
  })

  it('and what another device typed elsewhere both survive', () => {
    holds(
      fc.property(text, text, text, (left, middle, right) => {
        const whole = (a: string, b: string): string => `<${a}|${middle}|${b}>`
        const base = whole('left', 'right')
        const both = whole(left, right)
        expect(rebaseText(base, whole(left, 'right'), whole('left', right))).toBe(both)
        expect(rebaseText(base, whole('left', right), whole(left, 'right'))).toBe(both)
      }),
    )
  })

  it('and what another device put in the same place both survive, theirs first', () => {
    holds(
      fc.property(text, text, text, (mine, theirs, around) => {
        fc.pre(mine !== theirs)
        expect(rebaseText(`<${around}>`, `<${around}[${mine}]>`, `<${around}{${theirs}}>`)).toBe(
          `<${around}{${theirs}}[${mine}]>`,
        )
        const overlapping = rebaseText(`<${around}>`, `<[${mine}]`, `{${theirs}}>`)
        expect(overlapping).toContain(`{${theirs}}`)
        expect(overlapping).toContain(`[${mine}]`)
      }),
    )
  })

  it('never leaves half a character', () => {
    holds(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(rebaseText(base, mine, theirs)).not.toMatch(halfCharacter)
      }),
    )
  })
})
