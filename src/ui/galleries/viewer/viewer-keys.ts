/** What a key does in the viewer. Pure. */
import type { Point } from './zoom.ts'

export type ViewerAct =
  | { readonly type: 'go'; readonly to: 'next' | 'previous' | 'first' | 'last' }
  | { readonly type: 'pan'; readonly by: Point }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'details' }

export interface KeyPress {
  readonly key: string
  readonly shift: boolean
  /** With Ctrl, Alt or Meta, a key belongs to the browser. */
  readonly modified: boolean
  readonly isZoomed: boolean
  /** The focus is on something that has its own use for keys. */
  readonly onControl: boolean
  readonly isRightToLeft: boolean
}

const panStep = 80
const zoomStep = 1.5

const arrows: { readonly [Key in string]: Point } = {
  ArrowLeft: { x: panStep, y: 0 },
  ArrowRight: { x: -panStep, y: 0 },
  ArrowUp: { x: 0, y: panStep },
  ArrowDown: { x: 0, y: -panStep },
}

export const actOf = (press: KeyPress): ViewerAct | null => {
  if (press.modified) return null
  const arrow = arrows[press.key]
  if (press.isZoomed && arrow !== undefined) return { type: 'pan', by: arrow }
  switch (press.key) {
    case 'ArrowRight':
      return { type: 'go', to: press.isRightToLeft ? 'previous' : 'next' }
    case 'ArrowLeft':
      return { type: 'go', to: press.isRightToLeft ? 'next' : 'previous' }
    case 'PageDown':
      return { type: 'go', to: 'next' }
    case 'PageUp':
      return { type: 'go', to: 'previous' }
    case 'Home':
      return { type: 'go', to: 'first' }
    case 'End':
      return { type: 'go', to: 'last' }
    case ' ':
      return press.onControl ? null : { type: 'go', to: press.shift ? 'previous' : 'next' }
    case '+':
    case '=':
      return { type: 'zoom', factor: zoomStep }
    case '-':
      return { type: 'zoom', factor: 1 / zoomStep }
    case '0':
      return { type: 'zoom', factor: 0 }
    case 'i':
      return { type: 'details' }
    default:
      return null
  }
}

/** Where `to` leads from `index`, without going round. */
export const indexAfter = (
  index: number,
  to: 'next' | 'previous' | 'first' | 'last',
  count: number,
): number => {
  const target = { next: index + 1, previous: index - 1, first: 0, last: count - 1 }[to]
  return Math.min(count - 1, Math.max(0, target))
}
