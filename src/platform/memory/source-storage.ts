import { ok } from '../../base/result.ts'
import type { SourceStorage } from '../../core/ports.ts'
import { createFailureSwitch, type FailureSwitch } from './storage-failure.ts'

export const createMemorySourceStorage = (): SourceStorage & FailureSwitch => {
  const sources = new Map<string, Blob>()
  const failure = createFailureSwitch()
  return {
    failWith: failure.failWith,
    put: async (id, source) => {
      const failed = failure.onWrite()
      if (failed) return failed
      sources.set(id, source)
      return ok(null)
    },
    get: async id => failure.onRead() ?? ok(sources.get(id) ?? null),
    remove: async ids => {
      const failed = failure.onRead()
      if (failed) return failed
      for (const id of ids) sources.delete(id)
      return ok(null)
    },
    list: async () => failure.onRead() ?? ok([...sources.keys()]),
  }
}
