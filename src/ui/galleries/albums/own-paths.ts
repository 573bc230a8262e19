/** Where one's own things are added, edited and brought back. */
import type { AlbumIdText, WorkId } from '../../../core/api.ts'

export const binPath = '/me/bin'

export const addPath = (album?: AlbumIdText): string => (album === undefined ? '/add' : `/add?album=${album}`)

export type EditPart = 'works' | 'about' | 'audience'

export const editAlbumPath = (album: AlbumIdText, part?: EditPart): string =>
  part === undefined ? `/me/albums/${album}/edit` : `/me/albums/${album}/edit?part=${part}`

export const editWorkPath = (album: AlbumIdText, work: WorkId): string =>
  `/me/albums/${album}/edit?work=${work}`
