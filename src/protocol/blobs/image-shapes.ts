/** What every format says of an image in the same way. */
import { err } from '../../base/result.ts'
import { bytesBetween, bytesOf, list, oneOf, type Parsed, type Shape, tuple, uint } from '../codec/shape.ts'
import type { BlobDigest } from './cid.ts'

const maxSide = 65_535
const maxPlaceholderBytes = 64
const maxRenditions = 4

export type RenditionSize = 'thumb' | 'card' | 'full' | 'original'
export type RenditionMime = 'image/webp' | 'image/jpeg' | 'image/png'
export type Colour = readonly [number, number, number]

/** Pixels. */
export const imageSide: Shape<number> = uint(maxSide, 1)

export const imageColour: Shape<Colour> = tuple<[number, number, number]>(uint(255), uint(255), uint(255))

export const imagePlaceholder: Shape<Uint8Array> = bytesBetween(0, maxPlaceholderBytes)

export type RenditionFields<Key> = readonly [
  size: RenditionSize,
  width: number,
  height: number,
  mime: RenditionMime,
  bytes: number,
  digest: BlobDigest,
  key: Key,
  plainDigest: Key,
]

const blobDigest: Shape<BlobDigest> = (item, at) => bytesOf(32)(item, at) as Parsed<BlobDigest>

/** [size, width, height, mime, bytes, digest32, key, plainDigest]; `key`: what the last two have to be. */
export const renditionFields = <Key>(key: Shape<Key>): Shape<RenditionFields<Key>> =>
  tuple<RenditionFields<Key>>(
    oneOf('thumb', 'card', 'full', 'original'),
    imageSide,
    imageSide,
    oneOf('image/webp', 'image/jpeg', 'image/png'),
    uint(),
    blobDigest,
    key,
    key,
  )

/** Each size at most once. */
export const renditionsOf =
  <T extends { readonly size: RenditionSize }>(rendition: Shape<T>, min = 0): Shape<readonly T[]> =>
  (item, at) => {
    const parsed = list(rendition, maxRenditions, min)(item, at)
    if (!parsed.ok) return parsed
    return new Set(parsed.value.map(({ size }) => size)).size === parsed.value.length ? parsed : err(at)
  }
