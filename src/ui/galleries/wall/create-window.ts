import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import { rowsInView, type Layout } from './layout.ts'

export interface WallHandle {
  /** Brings the work at this index into view, if it is not, and gives it the focus. */
  focus(index: number): void
}

interface Seen {
  /** Of the window's upper edge, from the top of the wall. */
  readonly top: number
  readonly height: number
}

/** What is drawn beyond each edge of the window, as a share of its height. */
const overscan = 0.75

/**
 * Lays works out at the width of the list it is attached to, and says which of them are near the part of the
 * page that is seen. The layout is undefined until the list was measured.
 */
export const createWindow = (layOut: (width: number) => Layout) => {
  const [width, setWidth] = createSignal(0)
  const [seen, setSeen] = createSignal<Seen>({ top: 0, height: 0 }, { equals: isSameView })
  const [focused, setFocused] = createSignal<number>()
  let list: HTMLElement | undefined

  const layout = createMemo(() => (width() === 0 ? undefined : layOut(width())))
  const range = createMemo(
    () => {
      const laidOut = layout()
      const { top, height } = seen()
      return laidOut === undefined || height === 0
        ? { first: 0, end: 0 }
        : rowsInView(laidOut, top, height, height * overscan)
    },
    undefined,
    { equals: (one, other) => one.first === other.first && one.end === other.end },
  )
  const indices = createMemo(() => withFocused(range(), focused()))

  const look = (): void => {
    if (list === undefined) return
    setWidth(list.clientWidth)
    setSeen({ top: -list.getBoundingClientRect().top, height: innerHeight })
  }
  const attach = (element: HTMLElement): void => {
    list = element
    onCleanup(watchView(element, look))
  }
  // What stands above the wall may have moved it.
  createEffect(on(layout, look))

  const focus = (index: number): void => {
    const place = untrack(layout)?.places[index]
    // A wall that has been taken down must not move the page that stands there now.
    if (place === undefined || list?.isConnected !== true) return
    const top = list.getBoundingClientRect().top + place.top
    if (top < 0 || top + place.height > innerHeight)
      scrollBy({ top: top - Math.max(0, innerHeight - place.height) / 2, behavior: 'instant' })
    look()
    setFocused(index)
    list.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus({ preventScroll: true })
  }

  return {
    layout,
    indices,
    attach,
    handle: { focus } satisfies WallHandle,
    onFocusIn: (event: FocusEvent): void => {
      setFocused(indexOf(event.target))
    },
    onFocusOut: (): void => {
      setFocused(undefined)
    },
  }
}

/** The works of the range, and the one that holds the focus wherever it hangs, in their order. */
const withFocused = (
  range: { readonly first: number; readonly end: number },
  focused: number | undefined,
): readonly number[] => {
  const near = Array.from({ length: range.end - range.first }, (_, at) => range.first + at)
  if (focused === undefined || (focused >= range.first && focused < range.end)) return near
  return focused < range.first ? [focused, ...near] : [...near, focused]
}

/** Scrolling by less than this draws nothing new; the overscan covers it many times over. */
const gridPx = 64

const isSameView = (one: Seen, other: Seen): boolean =>
  one.height === other.height && Math.round(one.top / gridPx) === Math.round(other.top / gridPx)

const indexOf = (target: EventTarget | null): number | undefined => {
  const item = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return item === null ? undefined : Number(item.dataset['index'])
}

/** Calls at most once a frame while the page scrolls or changes its size. */
const watchView = (element: HTMLElement, look: () => void): (() => void) => {
  let frame = 0
  const soon = (): void => {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      look()
    })
  }
  const observer = new ResizeObserver(look)
  observer.observe(element)
  addEventListener('scroll', soon, { passive: true })
  addEventListener('resize', soon)
  return () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
    removeEventListener('scroll', soon)
    removeEventListener('resize', soon)
  }
}
