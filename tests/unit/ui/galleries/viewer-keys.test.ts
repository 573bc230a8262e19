import { describe, expect, it } from 'vitest'
import { fileNameOf } from '../../../../src/ui/galleries/viewer/file-name.ts'
import { actOf, indexAfter, type KeyPress } from '../../../../src/ui/galleries/viewer/viewer-keys.ts'

const press = (key: string, more: Partial<KeyPress> = {}) =>
  actOf({
    key,
    shift: false,
    modified: false,
    isZoomed: false,
    onControl: false,
    isRightToLeft: false,
    ...more,
  })

describe('keys in the viewer', () => {
  it.each([
    ['ArrowRight', 'next'],
    ['ArrowLeft', 'previous'],
    ['Home', 'first'],
    ['End', 'last'],
    [' ', 'next'],
    ['PageDown', 'next'],
    ['PageUp', 'previous'],
  ])('%s goes to the %s work', (key, to) => {
    expect(press(key)).toEqual({ type: 'go', to })
  })

  it('lead the way that people read', () => {
    expect(press('ArrowLeft', { isRightToLeft: true })).toEqual({ type: 'go', to: 'next' })
    expect(press(' ', { shift: true })).toEqual({ type: 'go', to: 'previous' })
  })

  it('move a close-up instead of leaving it', () => {
    expect(press('ArrowRight', { isZoomed: true })).toEqual({ type: 'pan', by: { x: -80, y: 0 } })
    expect(press('End', { isZoomed: true })).toEqual({ type: 'go', to: 'last' })
  })

  it('leave a button its space bar and the browser its shortcuts', () => {
    expect(press(' ', { onControl: true })).toBeNull()
    expect(press('ArrowLeft', { modified: true })).toBeNull()
    expect(press('Tab')).toBeNull()
    expect(press('Escape')).toBeNull()
  })

  it('stop at both ends', () => {
    expect(indexAfter(0, 'previous', 40)).toBe(0)
    expect(indexAfter(39, 'next', 40)).toBe(39)
    expect(indexAfter(5, 'last', 40)).toBe(39)
    expect(indexAfter(5, 'first', 40)).toBe(0)
  })
})

describe('a downloaded image', () => {
  it.each([
    ['Low tide', 'image/jpeg', 'Low tide (full).jpg'],
    ['../../etc/passwd', 'image/png', 'etc passwd (full).png'],
    ['a:b*c?"d"', 'image/webp', 'a b c d (full).webp'],
    ['‮gpj.exe', 'image/png', 'gpj.exe (full).png'],
    ['ضوء الصباح', 'image/webp', 'ضوء الصباح (full).webp'],
    ['...', 'image/webp', 'work (full).webp'],
    ['', 'image/webp', 'work (full).webp'],
  ] as const)('of %j is a file people can keep', (title, mime, name) => {
    expect(fileNameOf(title, { size: 'full', mime })).toBe(name)
  })

  it('has a name of bearable length', () => {
    expect(fileNameOf('🌊'.repeat(200), { size: 'card', mime: 'image/webp' }).length).toBeLessThan(140)
  })
})
