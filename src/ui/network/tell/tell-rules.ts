/** Which works of a batch may be told about. Pure. */
import {
  postPictures,
  type AccountIdText,
  type AlbumIdText,
  type Audience,
  type IntakeItem,
  type WorkId,
  type WorkRef,
} from '../../../core/api.ts'

/** Hung in this album, and neither told about nor passed over. */
export const untold = (
  items: readonly IntakeItem[],
  album: AlbumIdText,
  settled: readonly WorkId[],
): readonly WorkId[] => {
  const known = new Set(settled)
  return items.flatMap(item =>
    item.state === 'done' && item.album === album && item.work !== null && !known.has(item.work)
      ? [item.work]
      : [],
  )
}

/** Those that the post shows; it says how many there are in all. */
export const shownWorks = (
  account: AccountIdText,
  album: AlbumIdText,
  works: readonly WorkId[],
): readonly WorkRef[] => works.slice(0, postPictures).map(work => ({ account, album, work }))

/** Nobody is told of what they could not see. */
export const readersOf = (album: Audience): readonly Exclude<Audience, 'only-me'>[] => {
  if (album === 'public') return ['connections', 'public']
  return album === 'connections' ? ['connections'] : []
}
