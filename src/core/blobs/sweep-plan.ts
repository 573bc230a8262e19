/** What may go from this device. Pure. */
import { cidOf } from '../../protocol/blobs/cid.ts'
import type { StoredBlob } from '../ports.ts'
import type { DocumentBlobs } from './blob-types.ts'

/** Why a blob is here. What nobody refers to is in neither. */
export interface Belongings {
  /** Own, or kept for use offline: they stay whatever the budget says. */
  readonly staying: ReadonlySet<string>
  readonly own: ReadonlySet<string>
  /** Every blob that any document refers to. */
  readonly referred: ReadonlySet<string>
  /** One's own documents may refer to more. */
  readonly isPartial: boolean
}

export const belongingsOf = (documents: readonly DocumentBlobs[]): Belongings => ({
  own: namesOf(documents.filter(({ isOwn }) => isOwn)),
  staying: namesOf(documents.filter(({ isOwn, isKept }) => isOwn || isKept)),
  referred: namesOf(documents),
  isPartial: documents.some(({ isOwn, isPartial }) => isOwn && isPartial === true),
})

const namesOf = (documents: readonly DocumentBlobs[]): ReadonlySet<string> =>
  new Set(documents.flatMap(({ blobs }) => blobs.map(({ digest }) => cidOf(digest))))

/** Nothing refers to them, and they have been here for longer than a reference takes to be written. */
export const orphansOf = (
  stored: readonly StoredBlob[],
  { referred, isPartial }: Belongings,
  nowMs: number,
  graceMs: number,
): readonly StoredBlob[] =>
  isPartial ? [] : stored.filter(({ name, usedAtMs }) => !referred.has(name) && nowMs - usedAtMs > graceMs)

/** Others' blobs, the longest unused first, until the rest fits the budget. */
export const evictableOf = (
  stored: readonly StoredBlob[],
  { referred, staying }: Belongings,
  budgetBytes: number,
): readonly StoredBlob[] => {
  const others = stored
    .filter(({ name }) => referred.has(name) && !staying.has(name))
    .toSorted((a, b) => a.usedAtMs - b.usedAtMs)
  let left = bytesOfAll(others)
  return others.filter(({ bytes }) => {
    if (left <= budgetBytes) return false
    left -= bytes
    return true
  })
}

export const bytesOfAll = (blobs: readonly StoredBlob[]): number =>
  blobs.reduce((sum, { bytes }) => sum + bytes, 0)
