/** Looking closer. Pure: points and sizes in CSS pixels, counted from the middle of the stage. */
import type { Box } from '../images/image-size.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** `scale` 1 shows the whole image; `x` and `y` say how far its middle lies from the stage's. */
export interface View extends Point {
  readonly scale: number
}

export interface Frame {
  readonly stage: Box
  /** The image at scale 1. */
  readonly picture: Box
  readonly maxScale: number
}

export const whole: View = { scale: 1, x: 0, y: 0 }

export const isZoomed = (view: View): boolean => view.scale > 1.01

/** At least two and a half times; more where the image has the pixels. */
export const maxScaleFor = (imageWidth: number, pictureWidth: number): number =>
  Math.max(2.5, imageWidth / Math.max(1, pictureWidth))

/** Scales by `factor` so that what lies at `point` stays there. */
export const zoomAt = (view: View, factor: number, point: Point, frame: Frame): View => {
  const scale = Math.min(frame.maxScale, Math.max(1, view.scale * factor))
  const ratio = scale / view.scale
  return within(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    frame,
  )
}

export const panBy = (view: View, by: Point, frame: Frame): View =>
  within({ ...view, x: view.x + by.x, y: view.y + by.y }, frame)

/** Close up at `point`, or whole again. */
export const toggleZoom = (view: View, point: Point, frame: Frame): View =>
  isZoomed(view) ? whole : zoomAt(view, Math.min(2.5, frame.maxScale), point, frame)

/** No edge of the image comes further in than the stage's; an image narrower than the stage stays in its middle. */
const within = (view: View, { stage, picture }: Frame): View => {
  const reach = (image: number, room: number): number => Math.max(0, (image * view.scale - room) / 2)
  const [across, down] = [reach(picture.width, stage.width), reach(picture.height, stage.height)]
  return { scale: view.scale, x: clamp(view.x, across), y: clamp(view.y, down) }
}

const clamp = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, value))

/** Which way a drag across the stage leads: far enough, or fast enough. `pxPerMs` carries its sign. */
export const swipeOf = (dx: number, pxPerMs: number, stageWidth: number): 'left' | 'right' | 'back' => {
  const isFar = Math.abs(dx) > stageWidth * 0.25
  const isFast = Math.abs(pxPerMs) > 0.4 && Math.abs(dx) > 24 && Math.sign(pxPerMs) === Math.sign(dx)
  if (!isFar && !isFast) return 'back'
  return dx < 0 ? 'left' : 'right'
}
