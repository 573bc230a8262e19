/**
 * A move that was cut short, or made on two devices at once, leaves a work in two of one's own albums. It
 * hangs in the one it came to last; the others are passed over until `purge` takes it out of them.
 */
import type { AlbumIdText } from '../api.ts'
import type { AlbumContent } from './schema.ts'
import type { WorkContent } from './work-format.ts'

export interface OwnAlbum {
  readonly id: AlbumIdText
  readonly content: AlbumContent
}

export type HasMovedOn = (album: AlbumIdText, work: WorkContent) => boolean

export const findMovedOn = (albums: readonly OwnAlbum[]): HasMovedOn => {
  const newest = new Map<string, { readonly album: AlbumIdText; readonly atMs: number }>()
  for (const { id, content } of albums) {
    for (const work of content.works) {
      // Of two copies at least one was moved there.
      if (work.movedAtMs === 0) continue
      const known = newest.get(work.id)
      const isNewer =
        known === undefined ||
        work.movedAtMs > known.atMs ||
        (work.movedAtMs === known.atMs && id > known.album)
      if (isNewer) newest.set(work.id, { album: id, atMs: work.movedAtMs })
    }
  }
  return (album, work) => {
    const hangsIn = newest.get(work.id)?.album
    return hangsIn !== undefined && hangsIn !== album
  }
}
