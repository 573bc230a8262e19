/** What a storage error means to a person. */
import type { CoreError, StorageProblem } from './api.ts'
import type { StorageError } from './ports.ts'

export const storageProblemOf = (error: StorageError): StorageProblem =>
  error.type === 'storage-full' ? 'disk-full' : 'no-storage'

export const storageFailure = (error: StorageError): CoreError => ({
  type: 'storage',
  problem: storageProblemOf(error),
})
