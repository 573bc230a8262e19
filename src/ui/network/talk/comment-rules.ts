/** Where a comment stands on the page, and under which name what is typed about something is kept. Pure. */
import type { AccountIdText, EntryId, Target } from '../../../core/api.ts'

/** The author is part of it: ids of others' entries are theirs to choose. */
export const commentElementId = (comment: {
  readonly account: AccountIdText
  readonly id: EntryId
}): string => `comment-${comment.account}-${comment.id}`

export const keptUnder = (target: Target): string =>
  `comment.${target.account}.${target.kind === 'work' ? target.work : target.id}`
