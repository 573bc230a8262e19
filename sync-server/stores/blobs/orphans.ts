/**
 * The blobs that a sweep is about to take, until somebody needs one. Whoever needs blobs says so first, then
 * looks whether they are there: from then on the sweep under way does not take them.
 */
import type { BlobKey } from './places.ts'

export interface Orphans {
  /** Resolves when none of these can go any more, or has gone already. */
  spare(keys: Iterable<BlobKey>): Promise<void>
  /** In place of the suspects before. */
  suspect(keys: Iterable<BlobKey>): void
  clear(key: BlobKey): void
  suspects(): readonly BlobKey[]
  /** Runs the task, unless somebody needs the blob by now. */
  take(key: BlobKey, task: () => Promise<void>): Promise<void>
}

export const createOrphans = (): Orphans => {
  let suspected = new Set<BlobKey>()
  let taking: Promise<void> = Promise.resolve()
  return {
    spare(keys) {
      for (const key of keys) suspected.delete(key)
      return taking
    },
    suspect(keys) {
      suspected = new Set(keys)
    },
    clear: key => void suspected.delete(key),
    suspects: () => [...suspected],
    async take(key, task) {
      if (!suspected.delete(key)) return
      const taken = task()
      taking = taken.catch(() => undefined)
      await taken
    },
  }
}
