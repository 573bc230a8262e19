/** Posts and drafts as they are asked for, and what is said when they are refused. */
import { err } from '../../../../../src/base/result.ts'
import type { CommandOf, PostDraft } from '../../../../../src/core/api.ts'
import type { JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'

export const command = (parts: Partial<CommandOf<'post.publish'>> = {}): CommandOf<'post.publish'> => ({
  type: 'post.publish',
  text: 'Dawn',
  audience: 'public',
  mentions: [],
  images: [],
  works: [],
  added: null,
  ...parts,
})
export const draftWith = (parts: Partial<PostDraft> = {}): PostDraft => ({
  text: 'Da',
  images: [],
  audience: 'public',
  mentions: [],
  works: [],
  added: null,
  ...parts,
})

export const bodyOf = (plain: JournalPlain | undefined) =>
  plain?.kind === 'post' || plain?.kind === 'edit' ? plain.body : null
export const invalid = (field: string, reason: string) => err({ type: 'invalid-input', field, reason })
