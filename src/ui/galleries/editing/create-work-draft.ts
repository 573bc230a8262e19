import { untrack, type Accessor } from 'solid-js'
import type { AlbumIdText, WorkId, WorkTextField } from '../../../core/api.ts'
import { createCommand, createDraft, type Draft } from '../../primitives/index.ts'

export interface WorkAddress {
  readonly album: AlbumIdText
  readonly work: WorkId
}

/** A text field of one work that saves itself. The address is read once. */
export const createWorkDraft = (
  address: Accessor<WorkAddress>,
  field: WorkTextField,
  value: Accessor<string>,
): Draft => {
  const edit = createCommand('works.edit')
  const { album, work } = untrack(address)
  return createDraft({
    key: `${album}.${work}.${field}`,
    value,
    save: text => edit.run({ album, works: [work], edits: [{ field, value: text }] }),
  })
}
