import {
  batch,
  createEffect,
  createMemo,
  createRenderEffect,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import { drawTowards, rowsInView, type Layout, type Range } from './layout.ts'

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

/** New ones; a finger moves the page by less, and a jump is filled within a few frames. */
const worksPerFrame = 4

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
  const [drawn, setDrawn] = createSignal<Range>(nothing, { equals: isSameRange })
  const around = (share: number): Range => {
    const laidOut = layout()
    const { top, height } = seen()
    return laidOut === undefined || height === 0 ? nothing : rowsInView(laidOut, top, height, height * share)
  }
  const near = createMemo(() => around(overscan), undefined, { equals: isSameRange })
  const indices = createMemo(() => withFocused(drawn(), focused(), layout()?.places.length ?? 0))

  const [turn, setTurn] = createSignal(0)
  /** A few works a frame, so that no frame is late however far one jumps. */
  createRenderEffect(() => {
    turn()
    const inView = untrack(() => around(0))
    setDrawn(drawTowards(untrack(drawn), inView, near(), worksPerFrame))
    if (!isSameRange(untrack(drawn), near())) lookSoon()
  })

  const look = (): void => {
    const element = list
    if (element === undefined) return
    const top = -element.getBoundingClientRect().top
    batch(() => {
      setWidth(element.clientWidth)
      setSeen({ top, height: innerHeight })
      setTurn(now => now + 1)
    })
  }
  let frame = 0
  /** Measured and drawn once a frame, in this order: what is drawn needs no layout before the browser's own. */
  const lookSoon = (): void => {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      look()
    })
  }
  const attach = (element: HTMLElement): void => {
    list = element
    onCleanup(watchView(element, look, lookSoon))
  }
  onCleanup(() => cancelAnimationFrame(frame))
  // What stands above the wall may have moved it. The first look is the observer's, when the page has its layout.
  createEffect(on(layout, look, { defer: true }))

  const focus = (index: number): void => {
    const place = untrack(layout)?.places[index]
    // A wall that has been taken down must not move the page that stands there now.
    if (place === undefined || list?.isConnected !== true) return
    const top = list.getBoundingClientRect().top + place.top
    if (top < 0 || top + place.height > innerHeight)
      scrollBy({ top: top - Math.max(0, innerHeight - place.height) / 2, behavior: 'instant' })
    look()
    // All that is seen at once: an element that is moved among later ones would lose the focus again.
    setDrawn(untrack(() => around(0)))
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

const nothing: Range = { first: 0, end: 0 }

const isSameRange = (one: Range, other: Range): boolean => one.first === other.first && one.end === other.end

/** The works of the range, and the one that holds the focus wherever it hangs, in their order. */
const withFocused = (range: Range, focused: number | undefined, count: number): readonly number[] => {
  const end = Math.min(range.end, count)
  const near = Array.from({ length: Math.max(0, end - range.first) }, (_, at) => range.first + at)
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

const watchView = (element: HTMLElement, onSize: () => void, onMove: () => void): (() => void) => {
  const observer = new ResizeObserver(onSize)
  observer.observe(element)
  addEventListener('scroll', onMove, { passive: true })
  addEventListener('resize', onMove)
  return () => {
    observer.disconnect()
    removeEventListener('scroll', onMove)
    removeEventListener('resize', onMove)
  }
}
