/** Where albums and works are found. One's own live under `/me`, so that a link never shows an editor to others. */
import type { AccountIdText, AlbumIdText, WorkId } from '../../core/api.ts'

export interface AlbumPlace {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly isOwn: boolean
}

export const albumPath = (place: AlbumPlace): string =>
  place.isOwn ? `/me/albums/${place.album}` : `/people/${place.account}/albums/${place.album}`

export const workPath = (place: AlbumPlace, work: WorkId): string => `${albumPath(place)}/works/${work}`

/** The address of one's own album as others open it. */
export const publicAlbumPath = (place: Omit<AlbumPlace, 'isOwn'>): string =>
  albumPath({ ...place, isOwn: false })
