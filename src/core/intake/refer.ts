/** Lets an album refer to what is staged: the one step after which an image is there for people to see. */
import { bytesToBase64Url, bytesToHex } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import type { CoreError, ImageId, ImageTile, WorkId } from '../api.ts'
import type { GalleryService, StagedImage } from '../galleries/gallery-types.ts'
import type { ReadyImage } from './prepare-item.ts'
import { middle } from './queue-format.ts'
import { titleOf } from './title-of.ts'

export interface Referred {
  readonly work: WorkId
  readonly image: ImageId
}

type Albums = Pick<GalleryService, 'addWorks' | 'addVersion'>

/** The images of one album, in their order, all of them or none; a version goes alone. */
export const refer = async (
  run: readonly ReadyImage[],
  galleries: Albums,
): Promise<Result<readonly Referred[], CoreError>> => {
  const [first] = run
  if (first === undefined) return ok([])
  const { album, replaces } = first.item
  if (replaces === null) {
    return galleries.addWorks(
      album,
      run.map(({ item, image }) => ({ title: titleOf(item.name), image })),
    )
  }
  const added = await galleries.addVersion(album, replaces, first.image)
  return added.ok ? ok([{ work: replaces, image: added.value.image }]) : added
}

export const tileOf = (id: ImageId, { width, height, colour, placeholder }: StagedImage): ImageTile => ({
  id,
  width,
  height,
  colour: `#${bytesToHex(Uint8Array.from(colour))}`,
  placeholder: bytesToBase64Url(placeholder),
  focal: middle,
})
