/**
 * The post that is being written, as a row:
 *
 *   [text, audience, [[image, alt] …], [[account, name, own] …], [work …], [album, title, total]|null]
 *   work   [account, album, work, title, alt, [image, width, height, colour, placeholder, x, y]|null]   x, y: in 1/10,000
 */
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bool, list, nullable, oneOf, parseItem, text, tuple, uint } from '../../../protocol/codec/shape.ts'
import type { AddedWorks, Audience, ImageTile, PersonMention, PostDraft, PostWork } from '../../api.ts'

export const draftLimits = {
  /** Longer than a post may be: people cut as they write. */
  textChars: 40_000,
  altChars: 2_000,
  nameChars: 300,
  titleChars: 1_000,
  images: 20,
  works: 40,
  mentions: 100,
} as const

const idChars = 100
const bytesPerChar = 4
const words = (chars: number) => text(chars * bytesPerChar)
const id = text(idChars)
const parts = 10_000

type TileFields = [string, number, number, string, string, number, number]
type WorkFields = [string, string, string, string, string, TileFields | null]

const tileShape = tuple<TileFields>(id, uint(), uint(), id, text(200), uint(parts), uint(parts))
const workShape = tuple<WorkFields>(
  id,
  id,
  id,
  words(draftLimits.titleChars),
  words(draftLimits.altChars),
  nullable(tileShape),
)
const shape = tuple<
  [
    string,
    Audience,
    readonly (readonly [string, string])[],
    readonly (readonly [string, string, boolean])[],
    readonly WorkFields[],
    readonly [string, string, number] | null,
  ]
>(
  words(draftLimits.textChars),
  oneOf('public', 'connections', 'only-me'),
  list(tuple<[string, string]>(id, words(draftLimits.altChars)), draftLimits.images),
  list(tuple<[string, string, boolean]>(id, words(draftLimits.nameChars), bool), draftLimits.mentions),
  list(workShape, draftLimits.works),
  nullable(tuple<[string, string, number]>(id, words(draftLimits.titleChars), uint())),
)

/** Null for a row that is none, and for what no row holds: too long, too many, or not what the contract says. */
export const rowToDraft = (item: Item): PostDraft | null => {
  const parsed = parseItem(shape, item, 'post draft')
  if (!parsed.ok) return null
  const [said, audience, images, mentions, works, added] = parsed.value
  return {
    text: said,
    audience,
    images: images.map(([image, alt]) => ({ id: image, alt })),
    mentions: mentions.map(([account, name, isOwn]): PersonMention => ({ account, name, isOwn })),
    works: works.map(fieldsToWork),
    added: added === null ? null : addedOf(added),
  }
}

const addedOf = ([album, title, total]: readonly [string, string, number]): AddedWorks => ({
  album,
  title,
  total,
})

const fieldsToWork = ([account, album, work, title, alt, tile]: WorkFields): PostWork => ({
  account,
  album,
  work,
  title,
  alt,
  image: tile === null ? null : fieldsToTile(tile),
})

const fieldsToTile = ([image, width, height, colour, placeholder, x, y]: TileFields): ImageTile => ({
  id: image,
  width,
  height,
  colour,
  placeholder,
  focal: { x: x / parts, y: y / parts },
})

export const draftToRow = ({ text: said, audience, images, mentions, works, added }: PostDraft): Item => [
  said,
  audience,
  images.map(image => [image.id, image.alt]),
  mentions.map(({ account, name, isOwn }) => [account, name, isOwn]),
  works.map(({ account, album, work, title, alt, image }) => [
    account,
    album,
    work,
    title,
    alt,
    image === null ? null : tileToItem(image),
  ]),
  added === null ? null : [added.album, added.title, added.total],
]

const tileToItem = ({ id: image, width, height, colour, placeholder, focal }: ImageTile): Item => [
  image,
  width,
  height,
  colour,
  placeholder,
  Math.round(focal.x * parts),
  Math.round(focal.y * parts),
]
