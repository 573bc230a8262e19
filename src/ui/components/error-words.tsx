import { Show } from 'solid-js'
import type { CoreError } from '../../core/api.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { Notice } from './notice.tsx'

/** What happened and what to do, where it happened. */
export const ErrorWords = (props: { readonly error: CoreError | null }) => (
  <Show when={props.error}>
    {error => (
      <Notice urgency="alert" icon="alert">
        {oneSentence(coreErrorWords(error()))}
      </Notice>
    )}
  </Show>
)
