/** Which rendition is sharp enough for a place on the screen. Pure. */
import type { ImageSize, ImageTile } from '../../../core/api.ts'

export interface Box {
  readonly width: number
  readonly height: number
}

/** `cover` fills the box and cuts at the focal point; `whole` shows everything within it. */
export type Fit = 'cover' | 'whole'

type Dimensions = Pick<ImageTile, 'width' | 'height'>

const longEdges = [
  ['thumb', 320],
  ['card', 960],
] as const

/** A picture drawn a little larger than it is still looks sharp; this much is not worth four times the bytes. */
const stretch = 1.15

/**
 * The smallest rendition whose pixels fill `box` (CSS pixels) at `density` device pixels each. `full` when
 * none of the smaller ones does; never `original`, which people ask for by name.
 */
export const sizeFor = (image: Dimensions, box: Box, density: number, fit: Fit): ImageSize => {
  const across = box.width / image.width
  const down = box.height / image.height
  const scale = fit === 'cover' ? Math.max(across, down) : Math.min(across, down)
  const needed = (Math.max(image.width, image.height) * scale * density) / stretch
  return longEdges.find(([, edge]) => edge >= needed)?.[0] ?? 'full'
}

/** The largest box of the image's aspect within `around`, never larger than the image itself. */
export const boxWithin = (image: Dimensions, around: Box): Box => {
  const scale = Math.min(1, around.width / image.width, around.height / image.height)
  return { width: Math.max(1, image.width * scale), height: Math.max(1, image.height * scale) }
}
