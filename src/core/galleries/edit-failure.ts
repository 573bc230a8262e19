/** What a failed edit means to a person. */
import type { CoreError } from '../api.ts'
import type { OwnedEditError } from '../documents/index.ts'
import { storageFailure } from '../storage-failure.ts'

export const editFailure = (error: OwnedEditError, field: string): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'change-too-large':
      return { type: 'invalid-input', field, reason: 'too-long' }
    case 'unreadable':
      return { type: 'storage', problem: 'newer-version' }
    case 'read-only':
      return { type: 'not-allowed', reason: 'device-revoked' }
  }
}

export const notFound = (what: 'album' | 'work' | 'image'): CoreError => ({ type: 'not-found', what })
