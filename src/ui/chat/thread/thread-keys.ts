/** What a key does while a message has the focus. Pure. */

export type ThreadAct =
  | { readonly type: 'go'; readonly to: 'next' | 'previous' | 'page-up' | 'page-down' | 'first' | 'newest' }
  | { readonly type: 'actions' | 'reply' | 'edit' | 'leave' }

export interface KeyPress {
  readonly key: string
  /** With Ctrl, Alt or Meta, a key belongs to the browser. */
  readonly modified: boolean
  /** The focus is on a link or a button inside the message, which Enter presses. */
  readonly onControl: boolean
}

export const actOf = ({ key, modified, onControl }: KeyPress): ThreadAct | null => {
  if (modified) return null
  switch (key) {
    case 'ArrowDown':
      return { type: 'go', to: 'next' }
    case 'ArrowUp':
      return { type: 'go', to: 'previous' }
    case 'PageDown':
      return { type: 'go', to: 'page-down' }
    case 'PageUp':
      return { type: 'go', to: 'page-up' }
    case 'Home':
      return { type: 'go', to: 'first' }
    case 'End':
      return { type: 'go', to: 'newest' }
    case 'Enter':
      return onControl ? null : { type: 'actions' }
    case 'r':
      return { type: 'reply' }
    case 'e':
      return { type: 'edit' }
    case 'Escape':
      return { type: 'leave' }
    default:
      return null
  }
}

export type Goal = Extract<ThreadAct, { readonly type: 'go' }>['to']

/** Which item a key leads to from the one at `from`; tops in pixels, a page being as high as most of the window. */
export const indexAfter = (
  goal: Goal,
  from: number,
  count: number,
  topAt: (index: number) => number,
  pagePx: number,
): number => {
  const last = count - 1
  switch (goal) {
    case 'next':
      return Math.min(last, from + 1)
    case 'previous':
      return Math.max(0, from - 1)
    case 'first':
      return 0
    case 'newest':
      return last
    case 'page-down':
      return pageFrom(from, 1, last, topAt, pagePx)
    case 'page-up':
      return pageFrom(from, -1, last, topAt, pagePx)
  }
}

const pageFrom = (
  from: number,
  step: 1 | -1,
  last: number,
  topAt: (index: number) => number,
  pagePx: number,
): number => {
  let at = from
  while (at + step >= 0 && at + step <= last) {
    at += step
    if (Math.abs(topAt(at) - topAt(from)) >= pagePx) break
  }
  return at
}
