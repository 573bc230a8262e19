/** Sweeps blobs now and then, the first time soon after the start. */
import type { Clock } from '../../src/base/clock.ts'
import { errorName, type Log } from '../log.ts'
import type { BlobStore } from '../stores/blob-store.ts'

const firstAfterMs = 60_000

/** The answer stops it; a sweep under way is left to the store. */
export const startSweeper = (
  store: Pick<BlobStore, 'sweep'>,
  { clock, log, everyMs }: { readonly clock: Clock; readonly log: Log; readonly everyMs: number },
): (() => void) => {
  let isStopped = false
  let cancel = (): void => {}
  const sweep = async (): Promise<void> => {
    try {
      log({ event: 'blobs-swept', ...(await store.sweep()) })
    } catch (error) {
      // Nothing more was taken; the next one begins anew.
      log({ event: 'sweep-failed', error: errorName(error) })
    }
    if (!isStopped) cancel = clock.after(everyMs, start)
  }
  const start = (): void => void sweep()
  cancel = clock.after(Math.min(firstAfterMs, everyMs), start)
  return () => {
    isStopped = true
    cancel()
  }
}
