import { createSignal, onCleanup, type Accessor } from 'solid-js'
import { scrollStep } from './tile-grid.ts'

export interface DragPoint {
  readonly x: number
  readonly y: number
}

export interface DragOptions {
  readonly onLift: (id: string) => void
  /** In client pixels; again whenever the page scrolled under the pointer. */
  readonly onMove: (point: DragPoint) => void
  readonly onDrop: () => void
}

export interface Drag {
  readonly lifted: Accessor<string | null>
  readonly point: Accessor<DragPoint>
  /** For `onPointerDown` of what can be dragged. */
  press(event: PointerEvent, id: string): void
  /** Whether the click that is being handled ended a drag. */
  endedDrag(): boolean
}

const mouseSlack = 6
const touchSlack = 10
const longPressMs = 350

/**
 * Picks up by moving with a mouse or a pen, and by resting with a finger, so that swiping still scrolls.
 * Escape lets go where it was; near the edges of the window the page scrolls along.
 */
export const createDrag = (options: DragOptions): Drag => {
  const [lifted, setLifted] = createSignal<string | null>(null)
  const [point, setPoint] = createSignal<DragPoint>({ x: 0, y: 0 })
  let justDragged = false

  /** Of the press that is under way; aborting it forgets everything it listens to. */
  let current = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0

  const scrollAlong = (): void => {
    const by = scrollStep(point().y, innerHeight)
    if (by !== 0) {
      scrollBy({ top: by, behavior: 'instant' })
      options.onMove(point())
    }
    frame = requestAnimationFrame(scrollAlong)
  }
  const lift = (id: string, from: DragPoint): void => {
    setPoint(from)
    setLifted(id)
    options.onLift(id)
    frame = requestAnimationFrame(scrollAlong)
  }
  const end = (dropped: boolean): void => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    current.abort()
    if (lifted() === null) return
    justDragged = true
    if (dropped) options.onDrop()
    setLifted(null)
  }
  const press = (event: PointerEvent, id: string): void => {
    if (event.button !== 0 || !event.isPrimary) return
    end(false)
    justDragged = false
    current = new AbortController()
    const on = { signal: current.signal }
    const isTouch = event.pointerType === 'touch'
    const from = { x: event.clientX, y: event.clientY }
    if (isTouch) timer = setTimeout(() => lift(id, from), longPressMs)
    const move = (moved: PointerEvent): void => {
      const far = Math.hypot(moved.clientX - from.x, moved.clientY - from.y)
      if (lifted() === null) {
        if (far <= (isTouch ? touchSlack : mouseSlack)) return
        if (isTouch) return end(false)
        lift(id, from)
      }
      setPoint({ x: moved.clientX, y: moved.clientY })
      options.onMove(point())
    }
    window.addEventListener('pointermove', move, on)
    window.addEventListener('pointerup', () => end(true), on)
    window.addEventListener('pointercancel', () => end(false), on)
    window.addEventListener('keydown', cancelOnEscape, { ...on, capture: true })
    if (isTouch) window.addEventListener('contextmenu', suppress, on)
    // Only a listener that is not passive can keep a finger's move from scrolling.
    window.addEventListener('touchmove', suppressWhileLifted, { ...on, passive: false })
  }
  const suppress = (event: Event): void => event.preventDefault()
  const suppressWhileLifted = (event: TouchEvent): void => {
    if (lifted() !== null && event.cancelable) event.preventDefault()
  }
  const cancelOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || lifted() === null) return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  onCleanup(() => end(false))

  return {
    lifted,
    point,
    press,
    endedDrag: () => {
      const ended = justDragged
      justDragged = false
      return ended
    },
  }
}
