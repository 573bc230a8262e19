import type { Lock } from '../../core/ports.ts'

export interface LockScope {
  request(name: string, callback: () => Promise<void>): Promise<unknown>
}

/** Web Locks: held across all tabs and workers of this origin, let go when their holder dies. */
export const createWebLock = (locks: LockScope): Lock => ({
  acquire: name =>
    new Promise((resolve, reject) => {
      const heldUntilReleased = () => new Promise<void>(release => resolve(() => release()))
      locks.request(name, heldUntilReleased).catch(reject)
    }),
})
