/** What keys mean in a grid of works. Pure. */
import type { Step } from './order.ts'
import type { ArrowKey } from './tile-grid.ts'

const arrows: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] satisfies readonly ArrowKey[]

export const isArrowKey = (key: string): key is ArrowKey => arrows.includes(key)

/** With Alt held: where the work goes. Up and down are not rows, because the order is one line. */
export const stepForKey = (key: string): Step | null => {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return 'earlier'
    case 'ArrowRight':
    case 'ArrowDown':
      return 'later'
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    default:
      return null
  }
}
