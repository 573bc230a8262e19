/** What is said once for all works of an adding, also for those that are still being prepared. Pure. */
import type { WorkEdit, WorkId } from '../../../core/api.ts'
import { editsBetween, editsFrom, type SharedFields } from '../editing/shared-fields.ts'

/** What was last saved, and on which works. */
export interface ForAllSaved {
  readonly fields: SharedFields
  readonly works: readonly WorkId[]
}

export interface DueEdits {
  readonly works: readonly WorkId[]
  readonly edits: readonly WorkEdit[]
}

/** What has to be saved now: the difference on works that have the old words, all of it on new ones. */
export const dueEdits = (
  saved: ForAllSaved,
  fields: SharedFields,
  works: readonly WorkId[],
): readonly DueEdits[] => {
  const had = new Set(saved.works)
  const groups = [
    { works: works.filter(id => had.has(id)), edits: editsBetween(saved.fields, fields) },
    { works: works.filter(id => !had.has(id)), edits: editsFrom(fields) },
  ]
  return groups.filter(group => group.works.length > 0 && group.edits.length > 0)
}
