import { untrack, type Accessor } from 'solid-js'
import type { AlbumIdText, WorkId, WorkTextField } from '../../../core/api.ts'
import { createCommand, createDraft, type Draft } from '../../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../../strings/errors.ts'
import { savedWords } from '../../strings/profiles.ts'

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

/** What ties a text control to its draft; the getters keep it reactive when spread. */
export const draftProps = (draft: Draft) => ({
  get value() {
    return draft.text()
  },
  get status() {
    return savedWords[draft.state()]
  },
  get error() {
    const error = draft.error()
    return error === undefined ? null : oneSentence(coreErrorWords(error))
  },
  onInput: (text: string) => draft.input(text),
  onBlur: () => draft.blur(),
})
