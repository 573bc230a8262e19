/**
 * Albums for whom one is connected to, on the profile beside those for everyone, under names that say nothing:
 *
 *   kept:<random>      entry for the audience, enc([tag32, orderKey]); <random> is 22 characters of base64url
 *   kept:<random>:bin  entry for the audience, number, when the album was put into the bin
 *
 * Everybody else can count them.
 */
import { bytesToBase64Url } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, text, tuple } from '../../protocol/codec/shape.ts'
import type { AlbumIdText } from '../api.ts'
import { type ListedAlbum, parseListField } from './album-list.ts'
import type { FieldCodec, Value, Write } from './field-codec.ts'
import { albumIdToText, parseAlbumIdText } from './ids.ts'
import { galleryLimits } from './limits.ts'
import { byOrder, isOrderKey } from './order.ts'

export interface KeptAlbum extends ListedAlbum {
  /** The name of its field. */
  readonly field: string
}

export interface KeptList {
  /** In order, each album once. */
  readonly albums: readonly KeptAlbum[]
  /** Those that cannot be read here, without those in the bin. */
  readonly hidden: number
}

const keptField = /^kept:[\w-]{22}$/
const binEnd = ':bin'
const maxEntryBytes = 512

const entryShape = tuple<[Uint8Array, string]>(bytesOf(32), text(galleryLimits.orderKeyChars))

export const readKeptList = (doc: Readonly<Record<string, unknown>>, codec: FieldCodec): KeptList => {
  const found = new Map<AlbumIdText, KeptAlbum>()
  let hidden = 0
  let seen = 0
  for (const field in doc) {
    if (!keptField.test(field) || ++seen > galleryLimits.albums * 2) continue
    const bin: unknown = doc[field + binEnd]
    const entry = codec.fromStored(field, doc[field])
    const listed = entry instanceof Uint8Array ? readEntry(entry) : null
    if (listed === null && bin === undefined) hidden++
    if (listed === null || found.has(listed.id)) continue
    const binnedAtMs = bin === undefined ? null : codec.fromStored(field + binEnd, bin)
    found.set(listed.id, { ...listed, field, binnedAtMs: typeof binnedAtMs === 'number' ? binnedAtMs : null })
  }
  return { albums: [...found.values()].toSorted(byOrder), hidden }
}

const readEntry = (bytes: Uint8Array): Pick<ListedAlbum, 'id' | 'tag' | 'pos'> | null => {
  const parsed = decAs(entryShape, bytes, 'kept album', maxEntryBytes)
  if (!parsed.ok) return null
  const [tag, pos] = parsed.value
  return isOrderKey(pos) ? { id: albumIdToText(tag), tag, pos } : null
}

/** Writes of a list (album-list.ts) as this one has them. An album that is not in it yet gets a name. */
export const keptWrites = (
  writes: readonly Write[],
  { albums }: KeptList,
  random: Random,
): readonly Write[] => {
  const names = new Map(albums.map(({ id, field }) => [id, field]))
  const nameOf = (album: AlbumIdText): string => {
    const name = names.get(album) ?? `kept:${bytesToBase64Url(random.bytes(16))}`
    names.set(album, name)
    return name
  }
  return writes.map(([field, value]): Write => {
    const { album, isBin } = parseListField(field)
    return isBin ? [nameOf(album) + binEnd, value] : [nameOf(album), entryOf(album, value)]
  })
}

const entryOf = (album: AlbumIdText, pos: Value | null): Uint8Array | null => {
  const tag = parseAlbumIdText(album)
  return tag === null || typeof pos !== 'string' ? null : enc([tag, pos])
}
