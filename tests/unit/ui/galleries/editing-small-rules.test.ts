import { describe, expect, it } from 'vitest'
import { creditFromText, creditToText } from '../../../../src/ui/galleries/editing/credit-text.ts'
import { focalAfterKey, focalAt, middle } from '../../../../src/ui/galleries/editing/focal.ts'
import { isArrowKey, stepForKey } from '../../../../src/ui/galleries/editing/grid-keys.ts'

describe('the point of focus', () => {
  const box = { left: 100, top: 50, width: 200, height: 100 }

  it('is where the picture is pressed, and never beside it', () => {
    expect(focalAt(box, 150, 75)).toEqual({ x: 0.25, y: 0.25 })
    expect(focalAt(box, 0, 999)).toEqual({ x: 0, y: 1 })
    expect(focalAt({ ...box, width: 0, height: 0 }, 100, 50)).toEqual({ x: 0, y: 0 })
  })

  it('moves with the arrow keys, in larger steps with Shift, and goes home to the middle', () => {
    expect(focalAfterKey(middle, 'ArrowLeft', false)).toEqual({ x: 0.49, y: 0.5 })
    expect(focalAfterKey(middle, 'ArrowDown', true)).toEqual({ x: 0.5, y: 0.6 })
    expect(focalAfterKey({ x: 0.99, y: 0 }, 'ArrowRight', true)).toEqual({ x: 1, y: 0 })
    expect(focalAfterKey({ x: 0, y: 1 }, 'Home', false)).toEqual(middle)
    expect(focalAfterKey(middle, 'Tab', false)).toBeNull()
  })
})

describe('keys in the grid of works', () => {
  it('move works along one line with Alt, whatever the rows', () => {
    expect(['ArrowLeft', 'ArrowUp', 'Home', 'End', 'x'].map(stepForKey)).toEqual([
      'earlier',
      'earlier',
      'first',
      'last',
      null,
    ])
    expect(isArrowKey('PageDown')).toBe(true)
    expect(isArrowKey('Enter')).toBe(false)
  })
})

describe('a credit as text', () => {
  it('comes back as it was, and nonsense as an empty one', () => {
    const credit = { name: 'Ines "Nê" Prado', role: 'Retouching' }
    expect(creditFromText(creditToText(credit))).toEqual(credit)
    for (const text of ['', '{}', '[1,2]', 'null'])
      expect(creditFromText(text)).toEqual({ name: '', role: '' })
  })
})
