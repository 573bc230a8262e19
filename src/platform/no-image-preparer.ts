import { err } from '../base/result.ts'
import type { ImagePreparer } from '../core/ports.ts'

/** For worlds without image codecs: whatever is taken in waits until a world that has them opens the account. */
export const noImagePreparer: ImagePreparer = {
  capacity: () => 0,
  onCapacity: () => () => {},
  prepare: async () => err({ type: 'stopped' }),
}
