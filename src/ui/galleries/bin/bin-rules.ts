/** What the bin's items are called and named by. Pure. */
import type { BinnedItem, BinRef } from '../../../core/api.ts'
import { binWords } from '../../strings/gallery-editing.ts'

export const refOf = (item: BinnedItem): BinRef =>
  item.kind === 'work'
    ? { kind: 'work', album: item.album, work: item.work }
    : { kind: 'album', album: item.album }

export const keyOf = (item: BinnedItem): string =>
  item.kind === 'work' ? `${item.album} ${item.work}` : item.album

export const nameOf = (item: BinnedItem): string =>
  item.kind === 'work' ? binWords.work(item.title, item.albumTitle) : binWords.album(item.title, item.works)

/** The last taken down first, as one looks for it. */
export const newestFirst = (items: readonly BinnedItem[]): readonly BinnedItem[] =>
  items.toSorted((a, b) => b.binnedAtMs - a.binnedAtMs)
