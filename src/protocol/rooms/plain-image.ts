/** An image as a message tells of it: what a page shows while nothing has come, and where its sizes are. */
import { ok } from '../../base/result.ts'
import {
  type Colour,
  imageColour,
  imagePlaceholder,
  imageSide,
  renditionFields,
  renditionsOf,
} from '../blobs/image-shapes.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesOf, type Shape, tuple } from '../codec/shape.ts'
import type { PlainImage, PlainRendition } from './plain-types.ts'

const fieldsOfRendition = renditionFields(bytesOf(32))

const rendition: Shape<PlainRendition> = (item, at) => {
  const parsed = fieldsOfRendition(item, at)
  if (!parsed.ok) return parsed
  const [size, width, height, mime, bytes, digest, key, plainDigest] = parsed.value
  return ok({ size, width, height, mime, bytes, digest, key, plainDigest })
}

const imageFields = tuple<[number, number, Colour, Uint8Array, readonly PlainRendition[]]>(
  imageSide,
  imageSide,
  imageColour,
  imagePlaceholder,
  renditionsOf(rendition),
)

export const plainImage: Shape<PlainImage> = (item, at) => {
  const parsed = imageFields(item, at)
  if (!parsed.ok) return parsed
  const [width, height, colour, placeholder, renditions] = parsed.value
  return ok({ width, height, colour, placeholder, renditions })
}

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
