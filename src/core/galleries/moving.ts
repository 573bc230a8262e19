/** Works on their way from one of one's albums to another: referred to there before the old place lets go. */
import { bytesToHex } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Audience, CoreError } from '../api.ts'
import type { BlobLoadError, BlobRef, StageError } from '../blobs/blob-types.ts'
import { storageFailure } from '../storage-failure.ts'
import type { Value, Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import type { ImageVersion } from './image-format.ts'
import { baseToBytes, imageToBytes, readBase, type WorkContent, workField } from './work-format.ts'

/** How a blob is referred to where a work arrives. */
type RefThere = (ref: BlobRef) => BlobRef

/** Stages every image of the works for the other audience. Nothing is written until all of them are. */
export const restageAll = async (
  works: readonly WorkContent[],
  audience: Audience,
  restage: GalleryDeps['restage'],
): Promise<Result<RefThere, CoreError>> => {
  const there = new Map<string, BlobRef>()
  for (const { versions } of works) {
    for (const { renditions } of versions) {
      for (const { blob } of renditions) {
        const name = bytesToHex(blob.digest)
        if (there.has(name)) continue
        const staged = await restage(blob, audience)
        if (!staged.ok) return err(restageFailure(staged.error))
        there.set(name, staged.value)
      }
    }
  }
  return ok(ref => there.get(bytesToHex(ref.digest)) ?? ref)
}

const restageFailure = (error: StageError | BlobLoadError): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'storage-altered':
      return { type: 'storage', problem: 'no-storage' }
    default:
      return { type: 'image-not-here', reason: error.type }
  }
}

/** All of a work's fields, as the album writes them that it comes to. */
export const arrivalOf = (
  work: WorkContent,
  there: { readonly pos: string; readonly nowMs: number; readonly ref: RefThere },
): Write[] => {
  const movedAtMs = Math.max(there.nowMs, work.movedAtMs + 1)
  const fields = new Map<string, Value | null>([[':bin', null]])
  for (const [rest, value] of work.fields) fields.set(rest, valueThere(work, rest, value, there.ref))
  fields.set(':pos', there.pos).set(':moved', movedAtMs)
  return [...fields].map(([rest, value]): Write => [workField(work.id, rest), value])
}

const valueThere = (work: WorkContent, rest: string, value: Value, ref: RefThere): Value => {
  if (rest === '') {
    const base = value instanceof Uint8Array ? readBase(value) : null
    return base === null ? value : baseToBytes({ ...base, image: imageThere(base.image, ref) })
  }
  const image = rest.startsWith(':i:') ? work.versions.find(({ id }) => id === rest.slice(3)) : undefined
  return image === undefined ? value : imageToBytes(imageThere(image, ref))
}

const imageThere = (image: ImageVersion, ref: RefThere): ImageVersion => ({
  ...image,
  renditions: image.renditions.map(rendition => ({ ...rendition, blob: ref(rendition.blob) })),
})
