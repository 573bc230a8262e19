/** What failures of lines and documents mean to a person. */
import type { CannotWrite, CoreError } from '../../../api.ts'
import type { OwnedEditError } from '../../../documents/index.ts'
import { storageFailure } from '../../../storage-failure.ts'
import { tooLong } from '../../../typed-text.ts'
import type { LineSendError } from '../../chat-types.ts'

export const cannotWrite = (
  reason: CannotWrite | 'not-admin' | 'not-author' | 'too-many-members',
): CoreError => ({ type: 'cannot-write', reason })

export const editFailure = (error: OwnedEditError): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'change-too-large':
      return tooLong('text')
    case 'unreadable':
      return { type: 'storage', problem: 'newer-version' }
    case 'read-only':
      return cannotWrite('device-revoked')
  }
}

type Waiting = { readonly type: 'waits' | 'not-seated' }

/** To wait is no failure: whoever sends keeps it. Somebody who just joined is seated once the room's records are here. */
export const sendFailure = (error: Exclude<LineSendError, Waiting>): CoreError =>
  error.type === 'too-large' ? tooLong('text') : editFailure(error)

export const unknownMessage: CoreError = { type: 'not-found', what: 'message' }
export const unknownConversation: CoreError = { type: 'not-found', what: 'conversation' }
