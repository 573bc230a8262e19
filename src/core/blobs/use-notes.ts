/** Notes which blobs are looked at, in batches: a scroll over a thousand must not write a thousand times. */
import type { Clock } from '../../base/clock.ts'
import type { BlobStorage } from '../ports.ts'

export interface UseNotes {
  note(name: string): void
  close(): void
}

const writeAfterMs = 10_000
/** Finer than any eviction needs. */
const noteEveryMs = 60 * 60_000

export const createUseNotes = (blobs: Pick<BlobStorage, 'touch'>, clock: Clock): UseNotes => {
  const notedAtMs = new Map<string, number>()
  let unwritten: string[] = []
  let cancel: (() => void) | null = null

  // A note that is lost makes a blob look older than it is, and no more.
  const write = (): void => {
    cancel = null
    void blobs.touch(unwritten, clock.nowMs())
    unwritten = []
  }

  return {
    note(name) {
      const nowMs = clock.nowMs()
      if (nowMs - (notedAtMs.get(name) ?? -Infinity) < noteEveryMs) return
      notedAtMs.set(name, nowMs)
      unwritten.push(name)
      cancel ??= clock.after(writeAfterMs, write)
    },
    close: () => cancel?.(),
  }
}
