/** The bin: what is in it, and when it is over. Pure. */
import { type AlbumIdText, binDays, type BinnedItem } from '../api.ts'
import { imageTileOf } from './rows.ts'
import type { AlbumContent } from './schema.ts'
import type { WorkContent } from './work-format.ts'

const dayMs = 86_400_000

/** A clock that was ahead when something was binned does not make it stay for longer. */
const daysLeft = (binnedAtMs: number, nowMs: number): number =>
  Math.min(binDays, Math.max(0, binDays - Math.floor((nowMs - binnedAtMs) / dayMs)))

export const isOver = (binnedAtMs: number, nowMs: number): boolean => nowMs - binnedAtMs >= binDays * dayMs

export const binnedAlbum = (
  album: AlbumIdText,
  content: AlbumContent,
  binnedAtMs: number,
  nowMs: number,
): BinnedItem => ({
  kind: 'album',
  album,
  title: content.texts.title,
  works: content.hung.length,
  binnedAtMs,
  daysLeft: daysLeft(binnedAtMs, nowMs),
})

/** None when the work is not in the bin. */
export const binnedWork = (
  album: AlbumIdText,
  content: AlbumContent,
  work: WorkContent,
  nowMs: number,
): BinnedItem[] => {
  const { binnedAtMs } = work
  if (binnedAtMs === null) return []
  return [
    {
      kind: 'work',
      album,
      albumTitle: content.texts.title,
      work: work.id,
      title: work.texts.title,
      image: imageTileOf(work.shown, work.focal),
      binnedAtMs,
      daysLeft: daysLeft(binnedAtMs, nowMs),
    },
  ]
}
