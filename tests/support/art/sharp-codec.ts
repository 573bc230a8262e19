/** Image codecs for Node, so that the core's own preparing runs in scenarios. Everything is drawn in sRGB. */
import sharp from 'sharp'
import type { ImageCodec, Raster } from '../../../src/core/ports.ts'

interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

const channels = 4

export const sharpCodec: ImageCodec = {
  async decode(source) {
    const bytes = new Uint8Array(await source.arrayBuffer())
    const drawn = sharp(bytes, { pages: 1 }).autoOrient().toColourspace('srgb').ensureAlpha().raw()
    const decoded = await drawn.toBuffer({ resolveWithObject: true }).catch(() => null)
    if (decoded === null) return null
    const { data, info } = decoded
    return rasterOf({ data: Uint8ClampedArray.from(data), width: info.width, height: info.height })
  },
}

const rasterOf = (image: Pixels): Raster => ({
  width: image.width,
  height: image.height,
  get hasAlpha() {
    return image.data.some((value, at) => at % channels === 3 && value !== 255)
  },
  resize: (width, height) => rasterOf(averaged(image, width, height)),
  pixels: () => image.data,
  async encode(mime, quality) {
    const { data, width, height } = image
    const drawn = sharp(data, { raw: { width, height, channels } })
    const percent = Math.max(1, Math.round(quality * 100))
    switch (mime) {
      case 'image/webp':
        return new Uint8Array(await drawn.webp({ quality: percent }).toBuffer())
      case 'image/jpeg':
        return new Uint8Array(await drawn.flatten().jpeg({ quality: percent }).toBuffer())
      case 'image/png':
        return new Uint8Array(await drawn.png().toBuffer())
    }
  },
  close: () => undefined,
})

/** The mean of the pixels that fall into each; never enlarged here. */
const averaged = (image: Pixels, width: number, height: number): Pixels => {
  const data = new Uint8ClampedArray(width * height * channels)
  for (let y = 0; y < height; y++) {
    const rows = span(y, height, image.height)
    for (let x = 0; x < width; x++) {
      const mean = meanOf(image, span(x, width, image.width), rows)
      data.set(mean, (y * width + x) * channels)
    }
  }
  return { data, width, height }
}

type Span = readonly [from: number, to: number]

const span = (at: number, parts: number, length: number): Span => {
  const from = Math.floor((at * length) / parts)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * length) / parts))]
}

const meanOf = ({ data, width }: Pixels, [left, right]: Span, [top, bottom]: Span): readonly number[] => {
  const sums = [0, 0, 0, 0]
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      for (let channel = 0; channel < channels; channel++) {
        sums[channel] = (sums[channel] ?? 0) + (data[(y * width + x) * channels + channel] ?? 0)
      }
    }
  }
  const count = (right - left) * (bottom - top)
  return sums.map(sum => sum / count)
}
