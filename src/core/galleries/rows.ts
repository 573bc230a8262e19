/** Albums and works as the page sees them. Pure: whoever calls says what is on the relay. */
import { bytesToBase64Url, bytesToHex } from '../../base/bytes.ts'
import type {
  AlbumCard,
  AlbumRow,
  ImageTile,
  PlaceOfCopy,
  TextAlternative,
  WorkRow,
  WorkTile,
  WorkVersion,
} from '../api.ts'
import type { BlobRef } from '../blobs/blob-types.ts'
import type { ShelfAlbum } from './album-shelf.ts'
import type { ImageVersion } from './image-format.ts'
import { albumTextChars, workTextChars } from './limits.ts'
import { type AlbumContent, albumTextFields } from './schema.ts'
import { type WorkContent, workField, workTextFields } from './work-format.ts'

/** An album that can be shown. */
export interface ShownAlbum {
  readonly album: ShelfAlbum
  readonly content: AlbumContent
  /** In order, without those in the bin and those that have moved on. */
  readonly works: readonly WorkContent[]
  /** The document's own; an image's is asked of `isOnRelay`. */
  readonly isAcknowledged: boolean
  readonly isOnRelay: (ref: BlobRef) => boolean
}

export interface ArtistAlbum {
  readonly shown: ShownAlbum
  /** The name on its owner's profile. */
  readonly artist: string
}

export const imageTileOf = (image: ImageVersion, focal: WorkContent['focal']): ImageTile => ({
  id: image.id,
  width: image.width,
  height: image.height,
  colour: `#${bytesToHex(Uint8Array.from(image.colour))}`,
  placeholder: bytesToBase64Url(image.placeholder),
  focal,
})

/** Others' count as on the relay: that is where they came from. */
const copyOfWork = (shown: ShownAlbum, work: WorkContent): PlaceOfCopy => {
  if (!shown.album.isOwn) return 'on-relay'
  const isWhole = work.versions.every(({ renditions }) =>
    renditions.every(({ blob }) => shown.isOnRelay(blob)),
  )
  return shown.isAcknowledged && isWhole ? 'on-relay' : 'only-here'
}

export const tileOf = (shown: ShownAlbum, work: WorkContent): WorkTile => ({
  id: work.id,
  title: work.texts.title,
  alt: work.texts.alt,
  image: imageTileOf(work.shown, work.focal),
  copy: copyOfWork(shown, work),
})

export const cardOf = (shown: ShownAlbum): AlbumCard => {
  const { album, content, works } = shown
  const cover = works.find(({ id }) => id === content.cover) ?? works[0]
  const isWhole = shown.isAcknowledged && works.every(work => copyOfWork(shown, work) === 'on-relay')
  return {
    account: album.account,
    album: album.id,
    isOwn: album.isOwn,
    title: content.texts.title,
    kind: content.kind,
    role: content.texts.role,
    year: content.texts.year,
    audience: content.audience,
    works: works.length,
    cover: cover === undefined ? null : { work: cover.id, image: imageTileOf(cover.shown, cover.focal) },
    copy: !album.isOwn || isWhole ? 'on-relay' : 'only-here',
  }
}

export const albumRowOf = (shown: ShownAlbum, isPinned: boolean): AlbumRow => {
  const { album, content, works } = shown
  const { about, collaborators, video } = content.texts
  return {
    ...cardOf(shown),
    about,
    collaborators,
    video,
    layout: content.layout,
    tiles: works.map(work => tileOf(shown, work)),
    keptOffline: album.isOwn || isPinned,
    unreadable: content.unreadable,
    alternatives: albumTextFields.flatMap(field => {
      const other = otherOf(album, field, content.texts[field], albumTextChars[field])
      return other === null ? [] : [{ field, kept: content.texts[field], other }]
    }),
  }
}

export const workRowOf = (shown: ShownAlbum, work: WorkContent, artist: string): WorkRow => {
  const { album, content } = shown
  return {
    account: album.account,
    album: album.id,
    id: work.id,
    isOwn: album.isOwn,
    albumTitle: content.texts.title,
    artist,
    ...work.texts,
    credits: work.credits,
    licence: work.licence,
    noAi: work.noAi,
    tags: work.tags,
    availability: work.availability,
    addedAtMs: work.addedAtMs,
    versions: work.versions.map(image => versionOf(image, work)),
    alternatives: workAlternatives(album, work),
    copy: copyOfWork(shown, work),
  }
}

const versionOf = (image: ImageVersion, work: WorkContent): WorkVersion => ({
  image: imageTileOf(image, work.focal),
  addedAtMs: image.addedAtMs,
  isCurrent: image.id === work.shown.id,
  renditions: image.renditions.map(({ size, width, height, blob }) => ({
    size,
    width,
    height,
    bytes: blob.bytes,
    mime: blob.mime,
  })),
})

const workAlternatives = (album: ShelfAlbum, work: WorkContent): WorkRow['alternatives'] =>
  workTextFields.flatMap((field): TextAlternative<typeof field>[] => {
    const kept = work.texts[field]
    const other = otherOf(album, workField(work.id, `:${field}`), kept, workTextChars[field])
    return other === null ? [] : [{ field, kept, other }]
  })

/** What another device wrote to the field at the same time, offered to its owner. */
const otherOf = (album: ShelfAlbum, field: string, kept: string, maxChars: number): string | null => {
  if (!album.isOwn) return null
  return (
    album
      .rivals(field)
      .find(value => value !== kept)
      ?.slice(0, maxChars) ?? null
  )
}
