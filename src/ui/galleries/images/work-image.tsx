import { createEffect, createMemo, createSignal, on, onCleanup, Show, untrack } from 'solid-js'
import type { ImageSize, ImageTile } from '../../../core/api.ts'
import { missingImageWords } from '../../strings/galleries.ts'
import { createImageSource, type ImagePlace } from './image-source.ts'
import { sizeFor, type Box, type Fit } from './image-size.ts'
import type { Urgency } from './load-line.ts'
import { createPlaceholder } from './placeholder.ts'
import styles from './work-image.module.css'

interface WorkImageProps {
  readonly place: ImagePlace
  readonly image: ImageTile
  /** What is seen, in words; empty where words beside it say so. */
  readonly alt: string
  /** The room it has, in CSS pixels. Left out: it measures itself, so its room must come from its surroundings. */
  readonly box?: Box
  readonly fit?: Fit
  /** Shown while the right size is on its way. */
  readonly first?: ImageSize
  /** Zoomed in: as many pixels as there are. */
  readonly closeUp?: boolean
  /** Read once. */
  readonly urgency?: Urgency
  /** Words under a missing image, for `aria-describedby`. */
  readonly reasonId?: string
}

/** An image in the room reserved for it: its colour at once, then a glimpse of it, then the image. */
export const WorkImage = (props: WorkImageProps) => {
  const [measured, setMeasured] = createSignal<Box>()
  const box = (): Box | undefined => props.box ?? measured()
  const fit = (): Fit => props.fit ?? 'cover'
  const size = createMemo<ImageSize | undefined>(largest => {
    const room = box()
    if (room === undefined) return undefined
    const next = props.closeUp ? 'full' : sizeFor(props.image, room, devicePixelRatio, fit())
    return largest === 'full' ? largest : next
  })
  const wish = () => {
    const wanted = size()
    if (wanted === undefined) return undefined
    const sizes = props.first === undefined || props.first === wanted ? [wanted] : [props.first, wanted]
    return { ...props.place, image: props.image.id, sizes }
  }
  const state = createImageSource(
    wish,
    untrack(() => props.urgency),
  )
  const picture = createSteadyUrl(
    () => props.image.id,
    () => shownUrl(state()),
  )
  const [isDrawn, setDrawn] = createSignal(untrack(() => picture() !== undefined))
  createEffect(
    on(
      () => props.image.id,
      () => setDrawn(picture() !== undefined),
      { defer: true },
    ),
  )
  const glimpse = createPlaceholder(
    () => props.image.placeholder,
    () => !isDrawn(),
  )
  const reason = (): string | undefined => {
    const now = state()
    return now.kind === 'missing' ? missingImageWords[now.reason] : undefined
  }
  return (
    <span
      ref={frame => {
        if (props.box === undefined) measure(frame, setMeasured)
      }}
      class={styles['frame']}
      data-state={isDrawn() ? 'drawn' : state().kind}
      data-fit={fit()}
      style={{ '--tone': props.image.colour, '--focal': focalPoint(props.image) }}
    >
      <Show when={!isDrawn() && glimpse()}>
        {url => <img class={styles['glimpse']} src={url()} alt="" aria-hidden="true" />}
      </Show>
      <Show
        when={picture()}
        fallback={props.alt === '' ? undefined : <span role="img" aria-label={props.alt} />}
      >
        {url => (
          <img
            class={styles['picture']}
            src={url()}
            alt={props.alt}
            width={props.image.width}
            height={props.image.height}
            decoding="async"
            draggable={false}
            onLoad={() => setDrawn(true)}
          />
        )}
      </Show>
      <Show when={reason()}>
        {words => (
          <span class={styles['reason']} id={props.reasonId}>
            {words()}
          </span>
        )}
      </Show>
    </span>
  )
}

const focalPoint = ({ focal }: ImageTile): string => `${focal.x * 100}% ${focal.y * 100}%`

const shownUrl = (state: { readonly kind: string; readonly url?: string }): string | undefined =>
  state.kind === 'shown' ? state.url : undefined

/** A larger rendition takes the place of a smaller one only when it is ready to be drawn, so nothing flickers. */
const createSteadyUrl = (image: () => string, url: () => string | undefined): (() => string | undefined) => {
  const [steady, setSteady] = createSignal(untrack(url))
  let steadyImage = untrack(image)
  createEffect(() => {
    const next = url()
    const isSameImage = image() === steadyImage
    steadyImage = image()
    const shown = untrack(steady)
    if (next === shown) return
    if (next === undefined || !isSameImage || shown === undefined) return void setSteady(next)
    let isNewest = true
    onCleanup(() => (isNewest = false))
    const swap = async (): Promise<void> => {
      await whenReady(next)
      if (isNewest) setSteady(next)
    }
    void swap()
  })
  return steady
}

const whenReady = async (url: string): Promise<void> => {
  const image = new Image()
  image.src = url
  // What cannot be decoded here shows its own broken state where it is drawn.
  await image.decode().catch(() => undefined)
}

const measure = (frame: HTMLElement, tell: (box: Box) => void): void => {
  const observer = new ResizeObserver(() => tell({ width: frame.clientWidth, height: frame.clientHeight }))
  observer.observe(frame)
  onCleanup(() => observer.disconnect())
}
