import { ok } from '../../base/result.ts'
import type { BlobStorage } from '../../core/ports.ts'
import { createFailureSwitch, type FailureSwitch } from './storage-failure.ts'

interface Kept {
  readonly bytes: Uint8Array
  readonly usedAtMs: number
}

export const createMemoryBlobStorage = (): BlobStorage & FailureSwitch => {
  const blobs = new Map<string, Kept>()
  const failure = createFailureSwitch()
  return {
    failWith: failure.failWith,
    put: async (name, bytes, atMs) => {
      const failed = failure.onWrite()
      if (failed) return failed
      blobs.set(name, { bytes: bytes.slice(), usedAtMs: atMs })
      return ok(null)
    },
    get: async name => failure.onRead() ?? ok(blobs.get(name)?.bytes.slice() ?? null),
    has: async name => failure.onRead() ?? ok(blobs.has(name)),
    remove: async names => {
      const failed = failure.onRead()
      if (failed) return failed
      for (const name of names) blobs.delete(name)
      return ok(null)
    },
    touch: async (names, atMs) => {
      const failed = failure.onWrite()
      if (failed) return failed
      for (const name of names) {
        const kept = blobs.get(name)
        if (kept) blobs.set(name, { ...kept, usedAtMs: atMs })
      }
      return ok(null)
    },
    list: async () =>
      failure.onRead() ??
      ok([...blobs].map(([name, { bytes, usedAtMs }]) => ({ name, bytes: bytes.length, usedAtMs }))),
  }
}
