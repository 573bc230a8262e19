/**
 * What a post says, and an edit says anew:
 *
 *   mention     [acct32, name]
 *   image       [id16, alt, width, height, [r, g, b], placeholder, [rendition …]]
 *   rendition   [size, width, height, mime, bytes, digest32, key32|null, plainDigest32|null]
 *   work        [acct32, album32, work16, title, alt, preview|null]
 *   preview     [image16, width, height, [r, g, b], placeholder]
 */
import { err, ok } from '../../base/result.ts'
import {
  type Colour,
  imageColour,
  imagePlaceholder,
  imageSide,
  renditionFields,
  renditionsOf,
} from '../blobs/image-shapes.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesOf, list, nullable, type Shape, text, tuple } from '../codec/shape.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { nameBytes } from '../rooms/first-contact-types.ts'
import type { JournalImage, JournalMention, JournalRendition, JournalWork } from './journal-types.ts'
import { accountId } from './target.ts'

const mentionFields = tuple<[AccountId, string]>(accountId, text(nameBytes))

const mention: Shape<JournalMention> = (item, at) => {
  const parsed = mentionFields(item, at)
  if (!parsed.ok) return parsed
  const [account, name] = parsed.value
  return ok({ account, name })
}

export const mentions: Shape<readonly JournalMention[]> = list(mention, limits.mentions)

const fieldsOfRendition = renditionFields(nullable(bytesOf(32)))

const rendition: Shape<JournalRendition> = (item, at) => {
  const parsed = fieldsOfRendition(item, at)
  if (!parsed.ok) return parsed
  const [size, width, height, mime, bytes, digest, key, plainDigest] = parsed.value
  const shown = { size, width, height, mime, bytes, digest }
  if (key !== null && plainDigest !== null) return ok({ ...shown, lock: { key, plainDigest } })
  return key === null && plainDigest === null ? ok({ ...shown, lock: null }) : err(`${at}[6]`)
}

const imageFields = tuple<
  [Uint8Array, string, number, number, Colour, Uint8Array, readonly JournalRendition[]]
>(
  bytesOf(16),
  text(limits.altBytes),
  imageSide,
  imageSide,
  imageColour,
  imagePlaceholder,
  renditionsOf(rendition, 1),
)

const image: Shape<JournalImage> = (item, at) => {
  const parsed = imageFields(item, at)
  if (!parsed.ok) return parsed
  const [id, alt, width, height, colour, placeholder, renditions] = parsed.value
  return ok({ id, alt, width, height, colour, placeholder, renditions })
}

export const images: Shape<readonly JournalImage[]> = list(image, limits.postPictures)

const previewFields = tuple<[Uint8Array, number, number, Colour, Uint8Array]>(
  bytesOf(16),
  imageSide,
  imageSide,
  imageColour,
  imagePlaceholder,
)

const preview: Shape<NonNullable<JournalWork['preview']>> = (item, at) => {
  const parsed = previewFields(item, at)
  if (!parsed.ok) return parsed
  const [imageId, width, height, colour, placeholder] = parsed.value
  return ok({ image: imageId, width, height, colour, placeholder })
}

const workFields = tuple<[AccountId, Uint8Array, Uint8Array, string, string, JournalWork['preview']]>(
  accountId,
  bytesOf(32),
  bytesOf(16),
  text(limits.altBytes),
  text(limits.altBytes),
  nullable(preview),
)

const work: Shape<JournalWork> = (item, at) => {
  const parsed = workFields(item, at)
  if (!parsed.ok) return parsed
  const [account, album, workId, title, alt, shown] = parsed.value
  return ok({ account, album, work: workId, title, alt, preview: shown })
}

export const works: Shape<readonly JournalWork[]> = list(work, limits.postPictures)

export const mentionToItem = ({ account, name }: JournalMention): Item => [account, name]

export const imageToItem = (one: JournalImage): Item => [
  one.id,
  one.alt,
  one.width,
  one.height,
  one.colour,
  one.placeholder,
  one.renditions.map(renditionToItem),
]

const renditionToItem = ({ lock, ...one }: JournalRendition): Item => [
  one.size,
  one.width,
  one.height,
  one.mime,
  one.bytes,
  one.digest,
  lock?.key ?? null,
  lock?.plainDigest ?? null,
]

export const workToItem = (one: JournalWork): Item => [
  one.account,
  one.album,
  one.work,
  one.title,
  one.alt,
  one.preview === null ? null : previewToItem(one.preview),
]

const previewToItem = ({
  image: id,
  width,
  height,
  colour,
  placeholder,
}: NonNullable<JournalWork['preview']>): Item => [id, width, height, colour, placeholder]
