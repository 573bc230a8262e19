import { ok } from '../../base/result.ts'
import type { RowStorage } from '../../core/ports.ts'
import { createSortedRows } from '../sorted-rows.ts'
import { createFailureSwitch, type FailureSwitch } from './storage-failure.ts'

export const createMemoryRowStorage = (): RowStorage & FailureSwitch => {
  let rows = createSortedRows()
  const failure = createFailureSwitch()
  return {
    failWith: failure.failWith,
    write: async changes => {
      const failed = failure.onWrite()
      if (failed) return failed
      rows.apply(changes)
      return ok(null)
    },
    get: async key => failure.onRead() ?? ok(rows.get(key)),
    range: async range => failure.onRead() ?? ok(rows.range(range)),
    count: async (from, to) => failure.onRead() ?? ok(rows.count(from, to)),
    clear: async () => {
      const failed = failure.onRead()
      if (failed) return failed
      rows = createSortedRows()
      return ok(null)
    },
  }
}
