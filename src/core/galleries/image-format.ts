/**
 * One version of a work's image, as album documents hold it:
 *
 *   image      [imageId16, addedAtMs, width, height, rgb3, placeholder, [rendition …]]
 *   rendition  [size, width, height, digest32, bytes, mime, key32|null, plainDigest32|null]
 *
 * Width and height are those of the `full` rendition. Renditions stand smallest first, `full` among them;
 * key and plain digest are there together, or not at all (PROTOCOL §6).
 */
import { bytesToBase64Url } from '../../base/bytes.ts'
import type { BlobDigest } from '../../protocol/blobs/cid.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  list,
  nullable,
  oneOf,
  type Shape,
  tuple,
  uint,
} from '../../protocol/codec/shape.ts'
import { err, ok } from '../../base/result.ts'
import type { ImageId, ImageMime, ImageSize } from '../api.ts'
import type { BlobRef } from '../blobs/blob-types.ts'
import type { StagedImage } from './gallery-types.ts'
import { parseImageId } from './ids.ts'

export interface ImageVersion extends StagedImage {
  readonly id: ImageId
  readonly addedAtMs: number
}

type StagedRendition = StagedImage['renditions'][number]

const imageSizes: readonly ImageSize[] = ['thumb', 'card', 'full', 'original']
const maxEdge = 1_000_000
const placeholderBytes = 30

type RenditionItem = [
  ImageSize,
  number,
  number,
  Uint8Array,
  number,
  ImageMime,
  Uint8Array | null,
  Uint8Array | null,
]
type ImageItem = [Uint8Array, number, number, number, Uint8Array, Uint8Array, readonly RenditionItem[]]

const renditionShape = tuple<RenditionItem>(
  oneOf('thumb', 'card', 'full', 'original'),
  uint(maxEdge, 1),
  uint(maxEdge, 1),
  bytesOf(32),
  uint(),
  oneOf('image/webp', 'image/jpeg', 'image/png'),
  nullable(bytesOf(32)),
  nullable(bytesOf(32)),
)

const itemShape = tuple<ImageItem>(
  bytesOf(16),
  uint(),
  uint(maxEdge, 1),
  uint(maxEdge, 1),
  bytesOf(3),
  bytesBetween(0, placeholderBytes),
  list(renditionShape, imageSizes.length, 1),
)

export const imageToItem = (image: ImageVersion): Item => [
  parseImageId(image.id),
  image.addedAtMs,
  image.width,
  image.height,
  Uint8Array.from(image.colour),
  image.placeholder,
  image.renditions.map(({ size, width, height, blob }) => [
    size,
    width,
    height,
    blob.digest,
    blob.bytes,
    blob.mime,
    blob.lock?.key ?? null,
    blob.lock?.plainDigest ?? null,
  ]),
]

export const imageShape: Shape<ImageVersion> = (item, at) => {
  const parsed = itemShape(item, at)
  if (!parsed.ok) return parsed
  const [id, addedAtMs, width, height, rgb, placeholder, items] = parsed.value
  const renditions = items.flatMap(readRendition)
  const isSound = renditions.length === items.length && isInOrder(renditions)
  if (!isSound || renditions.every(({ size }) => size !== 'full')) return err(at)
  const [red = 0, green = 0, blue = 0] = rgb
  return ok({
    id: bytesToBase64Url(id),
    addedAtMs,
    width,
    height,
    colour: [red, green, blue],
    placeholder,
    renditions,
  })
}

const readRendition = ([
  size,
  width,
  height,
  digest,
  bytes,
  mime,
  key,
  plainDigest,
]: RenditionItem): StagedRendition[] => {
  if ((key === null) !== (plainDigest === null)) return []
  const lock = key === null || plainDigest === null ? null : { key, plainDigest }
  const blob: BlobRef = { digest: digest as BlobDigest, bytes, mime, lock }
  return [{ size, width, height, blob }]
}

const isInOrder = (renditions: readonly StagedRendition[]): boolean =>
  renditions.every(({ size }, index) => {
    const before = renditions[index - 1]
    return before === undefined || imageSizes.indexOf(before.size) < imageSizes.indexOf(size)
  })

/** The size asked for, or the next one up, or `full`. */
export const renditionFor = (image: ImageVersion, size: ImageSize): StagedRendition | null =>
  image.renditions.find(one => imageSizes.indexOf(one.size) >= imageSizes.indexOf(size)) ??
  image.renditions.find(one => one.size === 'full') ??
  null
