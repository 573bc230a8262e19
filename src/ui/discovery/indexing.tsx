import { Show } from 'solid-js'
import type { FoundPeopleRow } from '../../core/api.ts'
import { discoverWords } from '../strings/discovery.ts'

/** While not everything on this device was read yet, what is found may not be all. */
export const Indexing = (props: { readonly state: FoundPeopleRow['indexing'] }) => (
  <Show when={props.state}>
    {state => <p class="caption">{discoverWords.indexing(state().done, state().of)}</p>}
  </Show>
)
