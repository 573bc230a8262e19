import type { Draft } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { savedWords } from '../strings/profiles.ts'

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
