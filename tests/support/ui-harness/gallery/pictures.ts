import { rgbaToThumbHash } from 'thumbhash'
import type { ImageSize, ImageTile } from '../../../../src/core/api.ts'
import { numbersFrom, paint, type Picture } from './paint.ts'

export const longEdges: { readonly [Size in ImageSize]: number } = {
  thumb: 320,
  card: 960,
  full: 2560,
  original: 4000,
}

const shapes = [
  [3, 2],
  [2, 3],
  [4, 3],
  [1, 1],
  [16, 9],
  [4, 5],
  [3, 2],
  [5, 4],
] as const

/** Every thirteenth lies very wide, every seventeenth stands very tall, every eleventh is seen through. */
const pictureOf = (seed: number): Picture => {
  const [across, down] =
    seed % 13 === 12
      ? [7, 1]
      : seed % 17 === 16
        ? [1, 4]
        : (shapes[Math.floor(numbersFrom(seed)() * 8)] ?? [1, 1])
  const unit = 2560 / Math.max(across, down)
  return {
    seed,
    width: Math.round(across * unit),
    height: Math.round(down * unit),
    transparent: seed % 11 === 10,
  }
}

/** Image ids of the harness name their picture: `image-7`, and in its second version `image-7b`. */
export const imageIdOf = (seed: number, version = ''): string => `image-${seed}${version}`

const seedOf = (image: string): number => {
  const seed = Number.parseInt(image.slice('image-'.length), 10)
  return image.endsWith('b') ? seed + 500 : seed
}

const tiles = new Map<string, ImageTile>()

/** What the core would know of it. */
export const tileOf = (image: string): ImageTile => {
  const known = tiles.get(image)
  if (known !== undefined) return known
  const picture = pictureOf(seedOf(image))
  const small = paint(picture, 64)
  const pixels = small.getContext('2d')?.getImageData(0, 0, small.width, small.height).data
  if (pixels === undefined) throw new Error('this browser reads no pixels back')
  const tile: ImageTile = {
    id: image,
    width: picture.width,
    height: picture.height,
    colour: averageOf(pixels),
    placeholder: toBase64Url(rgbaToThumbHash(small.width, small.height, pixels)),
    focal: { x: 0.5, y: 0.4 },
  }
  tiles.set(image, tile)
  return tile
}

const averageOf = (pixels: Uint8ClampedArray): string => {
  const sums = [0, 0, 0]
  let seen = 0
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue
    seen++
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (pixels[at + channel] ?? 0)
  }
  const hex = (sum: number): string =>
    Math.round(sum / Math.max(1, seen))
      .toString(16)
      .padStart(2, '0')
  return `#${sums.map(hex).join('')}`
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const encoded = new Map<string, Promise<Uint8Array>>()

/** The bytes of one image, painted once. */
export const bytesOf = (image: string, size: ImageSize): Promise<Uint8Array> => {
  const key = `${image} ${size}`
  const known = encoded.get(key)
  if (known !== undefined) return known
  const canvas = paint(pictureOf(seedOf(image)), longEdges[size])
  const bytes = canvas
    .convertToBlob({ type: 'image/webp', quality: 0.8 })
    .then(async blob => new Uint8Array(await blob.arrayBuffer()))
  encoded.set(key, bytes)
  return bytes
}
