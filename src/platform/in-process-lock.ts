import type { Lock } from '../core/ports.ts'

/** Exclusion between cores of one process only; waiters are served in order of asking. */
export const createInProcessLock = (): Lock => {
  const tails = new Map<string, Promise<void>>()
  return {
    acquire: async name => {
      const before = tails.get(name)
      let release = () => {}
      const held = new Promise<void>(resolve => {
        release = resolve
      })
      tails.set(name, held)
      await before
      return () => {
        if (tails.get(name) === held) tails.delete(name)
        release()
      }
    },
  }
}
