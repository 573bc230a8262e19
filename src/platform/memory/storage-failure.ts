import { err, type Result } from '../../base/result.ts'
import type { StorageError } from '../../core/ports.ts'

export type StorageFailure = 'full' | 'unavailable'

/** Lets a test or the demo make a store fail: `full` fails writes, `unavailable` everything. */
export interface FailureSwitch {
  failWith(failure: StorageFailure | null): void
}

export const createFailureSwitch = () => {
  let failure: StorageFailure | null = null
  return {
    failWith: (next: StorageFailure | null) => {
      failure = next
    },
    onRead: (): Result<never, StorageError> | null => (failure === 'unavailable' ? unavailable : null),
    onWrite: (): Result<never, StorageError> | null =>
      failure === 'full' ? err({ type: 'storage-full' }) : failure === 'unavailable' ? unavailable : null,
  }
}

const unavailable = err({ type: 'storage-unavailable', detail: 'switched off' } as const)
