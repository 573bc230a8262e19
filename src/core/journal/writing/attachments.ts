/** Pictures for a post that is being written: as they came, on this device's disk, until it is published. */
import { err, ok, type Result } from '../../../base/result.ts'
import { type CoreError, postPictures } from '../../api.ts'
import type { StorageError } from '../../ports.ts'
import { isAttachmentId, newAttachmentId } from '../../pictures/attachment-id.ts'
import { whyNoSource } from '../../pictures/stage-picture.ts'
import { storageFailure } from '../../storage-failure.ts'
import type { WritingDeps } from './writing-deps.ts'

export interface Attachments {
  /** Errors: `image-refused`, `invalid-input` on `images` (`too-many`), `storage`. */
  add(source: Blob): Promise<Result<{ readonly image: string }, CoreError>>
  get(id: string): Promise<Result<{ readonly source: Blob }, CoreError>>
  all(): Promise<Result<readonly string[], StorageError>>
  /** What is not attached is passed over. */
  remove(ids: readonly string[]): Promise<void>
}

/** Those that were taken out of a post again are let go of a little later. */
const mostAttached = 2 * postPictures

export const createAttachments = ({ ports }: Pick<WritingDeps, 'ports'>): Attachments => {
  const all: Attachments['all'] = async () => {
    const listed = await ports.sources.list()
    return listed.ok ? ok(listed.value.filter(isAttachmentId)) : listed
  }
  return {
    all,
    async add(source) {
      const problem = whyNoSource(source)
      if (problem !== null) return err(problem)
      const attached = await all()
      if (!attached.ok) return err(storageFailure(attached.error))
      if (attached.value.length >= mostAttached) {
        return err({ type: 'invalid-input', field: 'images', reason: 'too-many' })
      }
      const image = newAttachmentId(ports.random)
      const stored = await ports.sources.put(image, source)
      return stored.ok ? ok({ image }) : err(storageFailure(stored.error))
    },
    async get(id) {
      const found = isAttachmentId(id) ? await ports.sources.get(id) : ok(null)
      if (!found.ok) return err(storageFailure(found.error))
      return found.value === null ? err({ type: 'not-found', what: 'image' }) : ok({ source: found.value })
    },
    async remove(ids) {
      const named = ids.filter(isAttachmentId)
      if (named.length === 0) return
      const removed = await ports.sources.remove(named)
      // The next start removes what no draft names.
      if (!removed.ok) ports.log({ event: 'attachment-not-removed', reason: removed.error.type })
    },
  }
}
