/** Blobs that an envelope refers to: [1, author32, image], the image as in its plain (plain-types.ts). */
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { bytesOf, literal, parseItem, tuple } from '../../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { plainImage, plainImageToItem } from '../../../../protocol/rooms/plain-image.ts'
import type { PlainImage, PlainRendition } from '../../../../protocol/rooms/plain-types.ts'
import type { ReferredBlob } from '../../../blobs/blob-types.ts'

const blobsShape = tuple<[1, Uint8Array, PlainImage]>(literal(1), bytesOf(32), plainImage)

export const blobsToRow = (author: AccountId, image: PlainImage): Item => [1, author, plainImageToItem(image)]

export const parseBlobsRow = (
  row: Item,
): { readonly author: AccountId; readonly blobs: readonly ReferredBlob[] } | null => {
  const parsed = parseItem(blobsShape, row, 'blobs row')
  if (!parsed.ok) return null
  const [, author, image] = parsed.value
  return { author: author as AccountId, blobs: image.renditions.map(blobOf) }
}

export const blobOf = ({ size, digest, bytes, mime, key, plainDigest }: PlainRendition): ReferredBlob => ({
  size,
  digest,
  bytes,
  mime,
  lock: { key, plainDigest },
})
