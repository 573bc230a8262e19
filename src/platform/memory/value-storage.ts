import { ok } from '../../base/result.ts'
import type { ValueStorage } from '../../core/ports.ts'
import { createFailureSwitch, type FailureSwitch } from './storage-failure.ts'

export const createMemoryValueStorage = (): ValueStorage & FailureSwitch => {
  const values = new Map<string, Uint8Array>()
  const failure = createFailureSwitch()
  return {
    failWith: failure.failWith,
    get: async key => failure.onRead() ?? ok(values.get(key)?.slice() ?? null),
    set: async (key, value) => {
      const failed = failure.onWrite()
      if (failed) return failed
      values.set(key, value.slice())
      return ok(null)
    },
    remove: async key => {
      const failed = failure.onRead()
      if (failed) return failed
      values.delete(key)
      return ok(null)
    },
    keys: async () => failure.onRead() ?? ok([...values.keys()]),
  }
}
