import { err } from '../../../src/base/result.ts'
import type { BlobStorage } from '../../../src/core/ports.ts'

export interface FullBlobs extends BlobStorage {
  makeRoom(): void
}

/** Has room for so many blobs, and for no more. */
export const createFullBlobs = (blobs: BlobStorage, room: number): FullBlobs => {
  let left = room
  return {
    ...blobs,
    put: async (name, bytes, atMs) =>
      left-- > 0 ? blobs.put(name, bytes, atMs) : err({ type: 'storage-full' as const }),
    makeRoom() {
      left = Infinity
    },
  }
}
