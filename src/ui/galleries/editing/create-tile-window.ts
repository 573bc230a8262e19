import { createMemo, createSignal, onCleanup, onMount, type Accessor } from 'solid-js'
import { tileGrid, tilesInView, type TileGrid, type TileRange } from './tile-grid.ts'

export interface TileWindow {
  readonly grid: Accessor<TileGrid>
  readonly range: Accessor<TileRange>
  attach(list: HTMLElement): void
  /** A point of the window, in the list's own pixels. */
  pointIn(x: number, y: number): { readonly x: number; readonly y: number }
  scrollTo(index: number): void
}

const gap = 12
const captionHeight = 34

/** Which tiles of a long grid are near the window, as the page scrolls and turns. */
export const createTileWindow = (count: Accessor<number>): TileWindow => {
  const [width, setWidth] = createSignal(0)
  const [view, setView] = createSignal({ top: 0, height: 800 })
  let list: HTMLElement | undefined
  const grid = createMemo(() =>
    tileGrid({ width: width(), count: count(), minTileWidth: 132, minColumns: 2, captionHeight, gap }),
  )
  const look = (): void => {
    if (list !== undefined) setView({ top: -list.getBoundingClientRect().top, height: innerHeight })
  }
  onMount(() => {
    const listening = new AbortController()
    const on = { signal: listening.signal, passive: true }
    window.addEventListener('scroll', look, on)
    window.addEventListener('resize', look, on)
    const observer = new ResizeObserver(() => {
      setWidth(list?.clientWidth ?? 0)
      look()
    })
    if (list !== undefined) observer.observe(list)
    onCleanup(() => {
      listening.abort()
      observer.disconnect()
    })
  })
  const range = createMemo(() => tilesInView(grid(), count(), view().top, view().height), undefined, {
    equals: (a, b) => a.from === b.from && a.to === b.to,
  })
  return {
    grid,
    range,
    attach: found => (list = found),
    pointIn: (x, y) => {
      const box = list?.getBoundingClientRect()
      return { x: x - (box?.left ?? 0), y: y - (box?.top ?? 0) }
    },
    scrollTo: index => {
      const box = list?.getBoundingClientRect()
      if (box === undefined) return
      const top = box.top + Math.floor(index / grid().columns) * grid().rowHeight
      const [low, high] = [140, innerHeight - 110 - grid().rowHeight]
      if (top < low) scrollBy({ top: top - low, behavior: 'instant' })
      else if (top > high) scrollBy({ top: top - high, behavior: 'instant' })
      look()
    },
  }
}
