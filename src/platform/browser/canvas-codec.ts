import type { ImageCodec, Raster } from '../../core/ports.ts'

type ColourSpace = Parameters<ImageCodec['decode']>[1]

/**
 * What browsers bring: `createImageBitmap` decodes off the thread and turns upright, canvases scale and
 * write. Chromium writes the colour profile of a `display-p3` canvas into all three formats.
 */
export const canvasCodec: ImageCodec = {
  decode: async (source, colourSpace) => {
    // Null says that it is no image this browser can decode, and nothing here can say more.
    const bitmap = await createImageBitmap(source, { imageOrientation: 'from-image' }).catch(() => null)
    return bitmap && bitmapRaster(bitmap, colourSpace)
  },
}

/** Pixels as decoded, on no canvas yet: a canvas is as large again. */
const bitmapRaster = (bitmap: ImageBitmap, colourSpace: ColourSpace): Raster => {
  const { width, height } = bitmap
  return {
    width,
    height,
    get hasAlpha() {
      return isSeeThrough(bitmap, width, height)
    },
    resize: (toWidth, toHeight) => draw(bitmap, toWidth, toHeight, colourSpace),
    pixels: () => draw(bitmap, width, height, colourSpace).pixels(),
    encode: async (mime, quality) => {
      const raster = draw(bitmap, width, height, colourSpace)
      try {
        return await raster.encode(mime, quality)
      } finally {
        raster.close()
      }
    },
    close: () => bitmap.close(),
  }
}

const canvasRaster = (
  canvas: OffscreenCanvas,
  context: OffscreenCanvasRenderingContext2D,
  colourSpace: ColourSpace,
): Raster => ({
  width: canvas.width,
  height: canvas.height,
  get hasAlpha() {
    return isSeeThrough(canvas, canvas.width, canvas.height)
  },
  resize: (width, height) => draw(canvas, width, height, colourSpace),
  pixels: () => context.getImageData(0, 0, canvas.width, canvas.height, { colorSpace: 'srgb' }).data,
  encode: async (mime, quality) => {
    const blob = await canvas.convertToBlob({ type: mime, quality })
    // A format that cannot be written comes out as PNG.
    return blob.type === mime ? new Uint8Array(await blob.arrayBuffer()) : null
  },
  close: () => {
    canvas.width = 0
    canvas.height = 0
  },
})

const draw = (image: CanvasImageSource, width: number, height: number, colourSpace: ColourSpace): Raster => {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { colorSpace: colourSpace })
  if (context === null) throw new RangeError('no memory for a canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, height)
  return canvasRaster(canvas, context, colourSpace)
}

/** Judged on a smaller one, where a hole of more than a few pixels still shows. */
const judgedEdge = 1_024

const isSeeThrough = (image: CanvasImageSource, width: number, height: number): boolean => {
  const scale = Math.min(1, judgedEdge / Math.max(width, height))
  const small = draw(image, Math.ceil(width * scale), Math.ceil(height * scale), 'srgb')
  const pixels = small.pixels()
  small.close()
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return true
  return false
}
