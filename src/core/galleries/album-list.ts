/**
 * A list of albums, in whichever document stands for its audience: the profile for everyone's, the private
 * document `albums` for those that only their owner sees. Those for one's connections: kept-list.ts.
 *
 *   album:<tag>      the order key; <tag> is 43 characters of base64url
 *   album:<tag>:bin  number, when the album was put into the bin
 *
 * Two fields, so that moving an album on one device and binning it on another both hold.
 */
import type { AlbumIdText } from '../api.ts'
import type { FieldCodec, Write } from './field-codec.ts'
import { parseAlbumIdText } from './ids.ts'
import { galleryLimits } from './limits.ts'
import { byOrder, isOrderKey } from './order.ts'

export interface ListedAlbum {
  readonly id: AlbumIdText
  readonly tag: Uint8Array
  readonly pos: string
  readonly binnedAtMs: number | null
}

const prefix = 'album:'
const idEnd = prefix.length + 43

export const listField = (album: AlbumIdText): string => `${prefix}${album}`
export const listBinField = (album: AlbumIdText): string => `${prefix}${album}:bin`

/** Of a field that `listField` or `listBinField` gave. */
export const parseListField = (field: string): { readonly album: AlbumIdText; readonly isBin: boolean } => ({
  album: field.slice(prefix.length, idEnd),
  isBin: field.length > idEnd,
})

/** In order. What is no entry is passed over, and so is what comes after too many. */
export const readAlbumList = (doc: Readonly<Record<string, unknown>>, codec: FieldCodec): ListedAlbum[] => {
  const listed: ListedAlbum[] = []
  for (const field in doc) {
    if (field.length !== idEnd || !field.startsWith(prefix)) continue
    const id = field.slice(prefix.length)
    const tag = parseAlbumIdText(id)
    const pos = codec.fromStored(field, doc[field])
    if (tag === null || typeof pos !== 'string' || !isOrderKey(pos)) continue
    const bin: unknown = doc[listBinField(id)]
    const binnedAtMs = bin === undefined ? null : codec.fromStored(listBinField(id), bin)
    listed.push({ id, tag, pos, binnedAtMs: typeof binnedAtMs === 'number' ? binnedAtMs : null })
  }
  return listed.toSorted(byOrder).slice(0, galleryLimits.albums * 2)
}

export const listWrites = (album: AlbumIdText, pos: string): Write[] => [[listField(album), pos]]

export const unlistWrites = (album: AlbumIdText): Write[] => [
  [listField(album), null],
  [listBinField(album), null],
]
