/** Pixels out of what a camera or a photo shows, no more than a decoder needs. */

export interface Cut {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly toWidth: number
  readonly toHeight: number
}

/** The square in the middle, at most `limit` on a side: what the person sees of the camera. */
export const middleSquare = (width: number, height: number, limit: number): Cut => {
  const side = Math.min(width, height)
  const to = Math.min(side, limit)
  return {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    width: side,
    height: side,
    toWidth: to,
    toHeight: to,
  }
}

/** All of it, at most `limit` on the longer side. */
export const wholeWithin = (width: number, height: number, limit: number): Cut => {
  const scale = Math.min(1, limit / Math.max(width, height))
  const to = (length: number): number => Math.max(1, Math.round(length * scale))
  return { x: 0, y: 0, width, height, toWidth: to(width), toHeight: to(height) }
}

/** Null where the browser has no canvas to give, for want of memory. */
export const pixelsOf = (
  source: CanvasImageSource,
  cut: Cut,
  canvas: HTMLCanvasElement,
): ImageData | null => {
  canvas.width = cut.toWidth
  canvas.height = cut.toHeight
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) return null
  context.drawImage(source, cut.x, cut.y, cut.width, cut.height, 0, 0, cut.toWidth, cut.toHeight)
  return context.getImageData(0, 0, cut.toWidth, cut.toHeight)
}
