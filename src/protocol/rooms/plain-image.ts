/** An image as a message tells of it: what a page shows while nothing has come, and where its sizes are. */
import { err, ok } from '../../base/result.ts'
import type { BlobDigest } from '../blobs/cid.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesBetween, bytesOf, list, oneOf, type Shape, tuple, uint } from '../codec/shape.ts'
import type { PlainImage, PlainRendition } from './plain-types.ts'

const maxSide = 65_535
const maxPlaceholderBytes = 64
const maxRenditions = 4

type RenditionFields = readonly [
  PlainRendition['size'],
  number,
  number,
  PlainRendition['mime'],
  number,
  Uint8Array,
  Uint8Array,
  Uint8Array,
]

const renditionShape = tuple<RenditionFields>(
  oneOf('thumb', 'card', 'full', 'original'),
  uint(maxSide, 1),
  uint(maxSide, 1),
  oneOf('image/webp', 'image/jpeg', 'image/png'),
  uint(),
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
)

type ImageFields = readonly [
  number,
  number,
  readonly [number, number, number],
  Uint8Array,
  readonly RenditionFields[],
]

const imageFields = tuple<ImageFields>(
  uint(maxSide, 1),
  uint(maxSide, 1),
  tuple<[number, number, number]>(uint(255), uint(255), uint(255)),
  bytesBetween(0, maxPlaceholderBytes),
  list(renditionShape, maxRenditions),
)

/** Each size at most once. */
export const plainImage: Shape<PlainImage> = (item, at) => {
  const parsed = imageFields(item, at)
  if (!parsed.ok) return parsed
  const [width, height, colour, placeholder, renditions] = parsed.value
  if (new Set(renditions.map(([size]) => size)).size !== renditions.length) return err(`${at}[4]`)
  return ok({ width, height, colour, placeholder, renditions: renditions.map(toRendition) })
}

const toRendition = ([size, width, height, mime, bytes, digest, key, plainDigest]: RenditionFields): PlainRendition => ({
  size,
  width,
  height,
  mime,
  bytes,
  digest: digest as BlobDigest,
  key,
  plainDigest,
})

export const plainImageToItem = (image: PlainImage): Item => [
  image.width,
  image.height,
  image.colour,
  image.placeholder,
  image.renditions.map(one => [
    one.size,
    one.width,
    one.height,
    one.mime,
    one.bytes,
    one.digest,
    one.key,
    one.plainDigest,
  ]),
]
