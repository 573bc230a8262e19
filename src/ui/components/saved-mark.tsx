import { Match, Switch } from 'solid-js'
import { componentWords } from '../strings/components.ts'
import type { DraftState } from '../primitives/create-draft.ts'
import { Icon } from './icon.tsx'
import styles from './saved-mark.module.css'

/** Where a field's text is: only "saved" after the core said so. */
export const SavedMark = (props: { readonly state: DraftState }) => (
  <span class={styles['mark']} role="status">
    <Switch>
      <Match when={props.state === 'saving'}>{componentWords.saving}</Match>
      <Match when={props.state === 'saved'}>
        <Icon name="check" />
        {componentWords.saved}
      </Match>
      <Match when={props.state === 'failed'}>{componentWords.notSaved}</Match>
    </Switch>
  </span>
)
