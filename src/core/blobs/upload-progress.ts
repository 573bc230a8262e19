/** What waits to go up and what went, as the chip tells it. */
import type { Cid } from '../../protocol/blobs/cid.ts'
import type { BlobUploads, ReferredBlob } from './blob-types.ts'

export interface UploadProgress {
  state(): BlobUploads
  has(cid: Cid): boolean
  replace(waiting: ReadonlyMap<Cid, ReferredBlob>): void
  noteSent(cid: Cid): void
  setProblem(problem: BlobUploads['problem']): void
}

export const createUploadProgress = (onStatus: () => void): UploadProgress => {
  let waiting = new Map<Cid, ReferredBlob>()
  let bytesWaiting = 0
  let sent = 0
  let problem: BlobUploads['problem'] = null

  return {
    state: () => ({ waiting: waiting.size, bytesWaiting, sent, problem }),
    has: cid => waiting.has(cid),
    replace(next) {
      const isSame = next.size === waiting.size && [...next.keys()].every(cid => waiting.has(cid))
      if (isSame) return
      waiting = new Map(next)
      bytesWaiting = [...next.values()].reduce((sum, { bytes }) => sum + bytes, 0)
      if (next.size === 0) sent = 0
      onStatus()
    },
    noteSent(cid) {
      bytesWaiting -= waiting.get(cid)?.bytes ?? 0
      if (waiting.delete(cid)) sent++
      if (waiting.size === 0) sent = 0
      onStatus()
    },
    setProblem(next) {
      if (next === problem) return
      problem = next
      onStatus()
    },
  }
}
