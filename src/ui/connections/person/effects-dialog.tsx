import { For } from 'solid-js'
import type { CoreError } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import styles from './person.module.css'

interface EffectsDialogProps {
  readonly open: boolean
  readonly title: string
  /** What will have happened, before it happens. */
  readonly effects: readonly string[]
  readonly confirm: string
  readonly busy: string | false
  readonly keep: string
  readonly error: CoreError | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** The second of two taps: what would happen, and a way back. */
export const EffectsDialog = (props: EffectsDialogProps) => (
  <Dialog open={props.open} title={props.title} onClose={() => props.onClose()}>
    <ul class={styles['effects']}>
      <For each={props.effects}>{effect => <li>{effect}</li>}</For>
    </ul>
    <ErrorWords error={props.error} />
    <div class="row">
      <Button onPress={() => props.onClose()}>{props.keep}</Button>
      <Button look="danger" busy={props.busy} onPress={() => props.onConfirm()}>
        {props.confirm}
      </Button>
    </div>
  </Dialog>
)
