/** Which of the images that are ready go into an album next, as one edit. */
import { equalBytes } from '../../base/bytes.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { ReadyImage } from './prepare-item.ts'

/** `duplicate`: the album has that image already. `again`: it waited for too long and is prepared anew. */
export interface Run {
  readonly type: 'add' | 'duplicate' | 'again'
  readonly images: readonly ReadyImage[]
}

/** Well within the grace of what is staged: nothing may refer to what was swept. */
const freshMs = 10 * 60_000

/** `ready`: in the order they were taken, with nothing unfinished before them. Null when there are none. */
export const nextRun = async (
  ready: readonly ReadyImage[],
  galleries: Pick<GalleryService, 'hasImage'>,
  nowMs: number,
): Promise<Run | null> => {
  const isFresh = ({ stagedAtMs }: ReadyImage): boolean => nowMs - stagedAtMs <= freshMs
  const isThere = ({ item, digest }: ReadyImage): Promise<boolean> => galleries.hasImage(item.album, digest)
  const [first, ...rest] = ready
  if (first === undefined) return null
  if (!isFresh(first)) return { type: 'again', images: [first] }
  if (!first.item.allowsDuplicate && (await isThere(first))) return { type: 'duplicate', images: [first] }
  const images = [first]
  for (const next of rest) {
    if (!goesAlong(first, next) || images.some(one => isSame(one, next))) break
    if (!isFresh(next) || (await isThere(next))) break
    images.push(next)
  }
  return { type: 'add', images }
}

const goesAlong = (first: ReadyImage, next: ReadyImage): boolean =>
  next.item.album === first.item.album && !goesAlone(first) && !goesAlone(next)

/** A version is an edit of its own, and so is a double that the person insisted on. */
const goesAlone = ({ item }: ReadyImage): boolean => item.replaces !== null || item.allowsDuplicate

const isSame = (a: ReadyImage, b: ReadyImage): boolean => equalBytes(a.digest, b.digest)
