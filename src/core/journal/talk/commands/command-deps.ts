import type { CoreError } from '../../../api.ts'
import type { SubjectDeps } from '../state/subjects.ts'
import type { OwnWriting } from '../state/own-writing.ts'
import type { JournalDeps } from '../journal-deps.ts'

export interface CommandDeps extends SubjectDeps, Pick<JournalDeps, 'ports'> {
  /** Oneself, in hex. */
  readonly own: string
  readonly writing: OwnWriting
}

export const unknownPost: CoreError = { type: 'not-found', what: 'post' }
export const unknownComment: CoreError = { type: 'not-found', what: 'comment' }
export const unknownPerson: CoreError = { type: 'not-found', what: 'person' }
