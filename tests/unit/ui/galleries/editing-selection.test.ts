import { describe, expect, it } from 'vitest'
import {
  allSelected,
  draggedWith,
  extended,
  nothingSelected,
  onlySelected,
  toggled,
  withoutGone,
} from '../../../../src/ui/galleries/editing/selection.ts'

const order = Array.from('abcdef')
const chosen = (selection: { readonly ids: ReadonlySet<string> }): string =>
  [...selection.ids].sort().join('')

describe('selecting works', () => {
  it('takes one more with each press, and gives it back with the next', () => {
    const two = toggled(toggled(nothingSelected, 'b'), 'd')
    expect(chosen(two)).toBe('bd')
    expect(chosen(toggled(two, 'b'))).toBe('d')
  })

  it('takes the range from the last one chosen by itself, in either direction', () => {
    const from = toggled(nothingSelected, 'd')
    expect(chosen(extended(from, order, 'f'))).toBe('def')
    expect(chosen(extended(from, order, 'b'))).toBe('bcd')
    expect(chosen(extended(extended(from, order, 'f'), order, 'c'))).toBe('cdef')
  })

  it('begins a range where there is nothing to begin from', () => {
    expect(chosen(extended(nothingSelected, order, 'c'))).toBe('c')
    expect(chosen(extended(onlySelected('gone'), order, 'c'))).toContain('c')
  })

  it('forgets works that left the album, and else stays the same object', () => {
    const selection = allSelected(order)
    expect(withoutGone(selection, order)).toBe(selection)
    expect(chosen(withoutGone(selection, ['c', 'a']))).toBe('ac')
    expect(withoutGone(selection, ['c']).anchor).toBeNull()
  })

  it('drags all that are selected, or else the one under the finger', () => {
    expect([...draggedWith(allSelected(['a', 'b']), 'b')]).toEqual(['a', 'b'])
    expect([...draggedWith(allSelected(['a', 'b']), 'e')]).toEqual(['e'])
  })

  it('changes nothing it was given', () => {
    const before = allSelected(order)
    toggled(before, 'a')
    extended(before, order, 'f')
    expect(chosen(before)).toBe('abcdef')
  })
})
