/** What each refusal means for one image, or for the whole queue. */
import type { CoreError, IntakeProblem, StorageProblem } from '../api.ts'
import type { StageError } from '../blobs/blob-types.ts'

/**
 * `failed`: this image cannot be added as things are. `halted`: nothing can, for want of a place to keep it;
 * the queue waits for a person, and the image with it.
 */
export type Setback =
  | { readonly type: 'failed'; readonly problem: IntakeProblem }
  | { readonly type: 'halted'; readonly problem: IntakeProblem }

export const failed = (problem: IntakeProblem): Setback => ({ type: 'failed', problem })
const halted = (problem: IntakeProblem): Setback => ({ type: 'halted', problem })

export const storageSetback = (error: StageError): Setback => {
  switch (error.type) {
    case 'storage-full':
      return halted('device-full')
    case 'storage-unavailable':
      return halted('failed')
    case 'storage-altered':
      return failed('failed')
  }
}

/** What an album answered to an image. */
export const albumSetback = (error: CoreError): Setback => {
  switch (error.type) {
    case 'not-found':
      return failed('album-gone')
    case 'not-allowed':
      return failed('read-only')
    case 'invalid-input':
      return failed(error.reason === 'too-many' ? 'album-full' : 'failed')
    case 'storage':
      return storageProblemSetback(error.problem)
    default:
      return failed('failed')
  }
}

const storageProblemSetback = (problem: StorageProblem): Setback => {
  switch (problem) {
    case 'disk-full':
      return halted('device-full')
    case 'no-storage':
      return halted('failed')
    case 'vault-corrupt':
    case 'newer-version':
      return failed('failed')
  }
}
