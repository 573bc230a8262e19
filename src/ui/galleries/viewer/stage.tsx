import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import type { ImageTile, WorkTile } from '../../../core/api.ts'
import { boxWithin, type Box } from '../images/image-size.ts'
import type { WorkPlace } from '../images/image-source.ts'
import { WorkImage } from '../images/work-image.tsx'
import { attachGestures } from './create-gestures.ts'
import styles from './stage.module.css'
import {
  isZoomed,
  maxScaleFor,
  panBy,
  swipeOf,
  toggleZoom,
  whole,
  zoomAt,
  type Frame,
  type Point,
  type View,
} from './zoom.ts'

/** What the viewer's buttons and keys ask of the stage. */
export interface StageHandle {
  isZoomed(): boolean
  /** By a factor, or back to the whole image with 0. */
  zoom(factor: number): void
  pan(by: Point): void
}

interface StageProps {
  readonly tiles: readonly WorkTile[]
  readonly index: number
  /** The version looked at, if it is not the one on the wall. */
  readonly version: ImageTile | undefined
  readonly alt: string
  readonly placeOf: (work: WorkTile) => WorkPlace
  readonly onGo: (to: 'next' | 'previous') => void
  readonly onZoomed: (isZoomed: boolean) => void
  /** Read once. */
  readonly onReady: (handle: StageHandle) => void
}

/** The work that is looked at, with its neighbours waiting beyond the edges. */
export const Stage = (props: StageProps) => {
  const [room, setRoom] = createSignal<Box>({ width: 0, height: 0 })
  const [view, setView] = createSignal<View>(whole)
  const [drag, setDrag] = createSignal<number>()
  let stage: HTMLElement | undefined
  createEffect(on([() => props.index, () => props.version], () => setView(whole), { defer: true }))
  createEffect(() => props.onZoomed(isZoomed(view())))

  const imageOf = (index: number): ImageTile | undefined =>
    index === props.index && props.version !== undefined ? props.version : props.tiles[index]?.image
  const frame = (): Frame | undefined => {
    const image = imageOf(props.index)
    if (image === undefined) return undefined
    const picture = boxWithin(image, room())
    return { stage: room(), picture, maxScale: maxScaleFor(image.width, picture.width) }
  }
  const change = (next: (view: View, frame: Frame) => View): void => {
    const now = frame()
    if (now !== undefined) setView(next(view(), now))
  }
  const zoom = (factor: number, at: Point): void =>
    change((now, around) => (factor === 0 ? whole : zoomAt(now, factor, at, around)))
  const pan = (by: Point): void => change((now, around) => panBy(now, by, around))
  const drop = (dx: number, pxPerMs: number): void => {
    setDrag(undefined)
    const swipe = swipeOf(dx, pxPerMs, room().width)
    if (swipe !== 'back') props.onGo((swipe === 'left') === isRightToLeft(stage) ? 'previous' : 'next')
  }
  const attach = (element: HTMLElement): void => {
    stage = element
    const observer = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    )
    observer.observe(element)
    onCleanup(() => observer.disconnect())
    attachGestures(element, {
      isZoomed: () => isZoomed(view()),
      zoom,
      pan,
      drag: setDrag,
      drop,
      doubleTap: at => change((now, around) => toggleZoom(now, at, around)),
    })
    props.onReady({
      isZoomed: () => isZoomed(view()),
      zoom: factor => zoom(factor, { x: 0, y: 0 }),
      pan,
    })
  }
  const near = createMemo(() => props.tiles.slice(Math.max(0, props.index - 1), Math.max(0, props.index + 2)))
  const indexOf = (tile: WorkTile): number => props.tiles.indexOf(tile)

  return (
    <div
      ref={element => attach(element)}
      class={styles['stage']}
      data-dragging={drag() === undefined ? undefined : ''}
      data-zoomed={isZoomed(view()) ? '' : undefined}
    >
      <For each={near()}>
        {tile => {
          const offset = () => indexOf(tile) - props.index
          const image = () => imageOf(indexOf(tile)) ?? tile.image
          const picture = createMemo(() => boxWithin(image(), room()))
          return (
            <div
              class={styles['slide']}
              aria-hidden={offset() === 0 ? undefined : 'true'}
              style={{ '--offset': offset(), '--drag': `${drag() ?? 0}px` }}
            >
              <Show when={room().width > 0}>
                <div
                  class={styles['picture']}
                  style={{
                    width: `${picture().width}px`,
                    height: `${picture().height}px`,
                    transform: offset() === 0 ? transformOf(view()) : 'none',
                  }}
                >
                  <WorkImage
                    place={props.placeOf(tile)}
                    image={image()}
                    alt={offset() === 0 ? props.alt : ''}
                    box={picture()}
                    fit="whole"
                    first="card"
                    closeUp={offset() === 0 && isZoomed(view())}
                    urgency={offset() === 0 ? 'now' : 'soon'}
                  />
                </div>
              </Show>
            </div>
          )
        }}
      </For>
    </div>
  )
}

const transformOf = (view: View): string => `translate(${view.x}px, ${view.y}px) scale(${view.scale})`

const isRightToLeft = (element: HTMLElement | undefined): boolean =>
  element !== undefined && getComputedStyle(element).direction === 'rtl'
