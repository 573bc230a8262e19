/** A photograph that goes with words, prepared and stored; nothing refers to it before the words are sent. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Audience, CoreError, ImageSize, IntakeProblem } from '../api.ts'
import type { BlobRef, BlobService, StageError } from '../blobs/blob-types.ts'
import type { Ports, PreparedImage } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import type { PictureFrame } from './picture-frame.ts'

export interface StagedPicture {
  readonly frame: PictureFrame
  /** Smallest first. */
  readonly renditions: readonly StagedRendition[]
}

export interface StagedRendition extends BlobRef {
  readonly size: ImageSize
  readonly width: number
  readonly height: number
}

export interface PictureDeps {
  readonly ports: Pick<Ports, 'images'>
  readonly blobs: Pick<BlobService, 'stage'>
}

const maxSourceBytes = 256 << 20

/** Why a source is not even looked at; null when it may be. */
export const whyNoSource = ({ size }: Blob): CoreError | null => {
  if (size === 0) return refused('empty')
  return size > maxSourceBytes ? refused('too-large') : null
}

/** For anybody but everyone each size is encrypted, under a key of its own. Errors: `image-refused`, `storage`. */
export const stagePicture = async (
  source: Blob,
  audience: Audience,
  { ports, blobs }: PictureDeps,
): Promise<Result<StagedPicture, CoreError>> => {
  const problem = whyNoSource(source)
  if (problem !== null) return err(problem)
  const prepared = await ports.images.prepare(source, { keepOriginal: false }, new AbortController().signal)
  if (!prepared.ok) return err(refused(prepared.error.type === 'refused' ? prepared.error.problem : 'failed'))
  const renditions: StagedRendition[] = []
  for (const { size, width, height, mime, bytes } of prepared.value.renditions) {
    const staged = await blobs.stage(bytes, mime, audience === 'public' ? 'public' : 'only-me')
    if (!staged.ok) return err(stageFailure(staged.error))
    renditions.push({ size, width, height, ...staged.value })
  }
  return ok({ frame: frameOf(prepared.value), renditions })
}

export const refused = (problem: IntakeProblem): CoreError => ({ type: 'image-refused', problem })

const stageFailure = (error: StageError): CoreError => {
  switch (error.type) {
    case 'storage-full':
      return refused('device-full')
    case 'storage-unavailable':
      return storageFailure(error)
    case 'storage-altered':
      return refused('failed')
  }
}

const frameOf = ({ width, height, colour, placeholder }: PreparedImage): PictureFrame => ({
  width,
  height,
  colour,
  placeholder,
})
