import { onCleanup } from 'solid-js'
import type { Point } from './zoom.ts'

export interface Gestures {
  isZoomed(): boolean
  /** Every point counts from the middle of the stage. */
  zoom(factor: number, at: Point): void
  pan(by: Point): void
  doubleTap(at: Point): void
  /** A single finger across an image that is shown whole; `dx` since it came down. */
  drag(dx: number): void
  /** It has left; `pxPerMs` is how fast it was at the end. */
  drop(dx: number, pxPerMs: number): void
}

const dragStartPx = 8
const doubleTapMs = 320
const doubleTapPx = 32

interface Touch {
  readonly start: Point
  now: Point
  before: { readonly x: number; readonly ms: number }
}

/** Fingers, mouse and wheel on a stage, told apart. */
export const attachGestures = (stage: HTMLElement, act: Gestures): void => {
  const touches = new Map<number, Touch>()
  let isDragging = false
  let lastTap: (Point & { readonly ms: number }) | undefined

  const pointOf = (event: MouseEvent): Point => {
    const box = stage.getBoundingClientRect()
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
  }
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    const at = pointOf(event)
    touches.set(event.pointerId, { start: at, now: at, before: { x: at.x, ms: event.timeStamp } })
    if (touches.size > 1 && isDragging) endDrag(0, 0)
  }
  const move = (event: PointerEvent): void => {
    const touch = touches.get(event.pointerId)
    if (touch === undefined) return
    const from = touch.now
    const to = pointOf(event)
    if (touches.size === 2) pinch(touch, to)
    else if (act.isZoomed()) act.pan({ x: to.x - from.x, y: to.y - from.y })
    else if (touches.size === 1) dragTo(touch, to)
    if (event.timeStamp - touch.before.ms > 60) touch.before = { x: to.x, ms: event.timeStamp }
    touch.now = to
  }
  const pinch = (moving: Touch, to: Point): void => {
    const still = [...touches.values()].find(touch => touch !== moving)?.now
    if (still === undefined) return
    const middle = { x: (still.x + to.x) / 2, y: (still.y + to.y) / 2 }
    act.zoom(distance(still, to) / Math.max(1, distance(still, moving.now)), middle)
    act.pan({ x: (to.x - moving.now.x) / 2, y: (to.y - moving.now.y) / 2 })
  }
  const dragTo = (touch: Touch, to: Point): void => {
    const dx = to.x - touch.start.x
    if (!isDragging && Math.abs(dx) < dragStartPx) return
    isDragging = true
    act.drag(dx)
  }
  const up = (event: PointerEvent): void => {
    const touch = touches.get(event.pointerId)
    if (touch === undefined) return
    touches.delete(event.pointerId)
    const at = pointOf(event)
    const passedMs = Math.max(1, event.timeStamp - touch.before.ms)
    if (isDragging) endDrag(at.x - touch.start.x, (at.x - touch.before.x) / passedMs)
    else if (event.type === 'pointerup' && distance(touch.start, at) < dragStartPx) tap(at, event.timeStamp)
  }
  const endDrag = (dx: number, pxPerMs: number): void => {
    isDragging = false
    act.drop(dx, pxPerMs)
  }
  const tap = (at: Point, ms: number): void => {
    const isSecond =
      lastTap !== undefined && ms - lastTap.ms < doubleTapMs && distance(lastTap, at) < doubleTapPx
    lastTap = isSecond ? undefined : { ...at, ms }
    if (isSecond) act.doubleTap(at)
  }
  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    act.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0022)), pointOf(event))
  }

  stage.addEventListener('pointerdown', down)
  stage.addEventListener('pointermove', move)
  stage.addEventListener('pointerup', up)
  stage.addEventListener('pointercancel', up)
  stage.addEventListener('wheel', wheel, { passive: false })
  onCleanup(() => touches.clear())
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
