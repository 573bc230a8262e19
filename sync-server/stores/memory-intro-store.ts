import { err, ok } from '../../src/base/result.ts'
import { applyIntroChanges, assertIntroChanges, type IntroRow, type IntroStore } from './intro-store.ts'

/** Keeps everything in memory and nothing on disk: for tests and for a relay that is only tried out. */
export const createMemoryIntroStore = (): IntroStore => {
  const rows = new Map<string, IntroRow>()
  let closed = false
  return {
    rows: () => rows.values(),
    async write(changes) {
      assertIntroChanges(changes)
      if (closed) return err({ type: 'store-closed' })
      applyIntroChanges(rows, changes)
      return ok(null)
    },
    async close() {
      closed = true
    },
  }
}
