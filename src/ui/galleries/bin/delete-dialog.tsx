import { For, Show } from 'solid-js'
import type { BinnedItem } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { binWords } from '../../strings/gallery-editing.ts'
import { nameOf, refOf } from './bin-rules.ts'

interface DeleteDialogProps {
  /** None: closed. */
  readonly items: readonly BinnedItem[]
  readonly onClose: () => void
  readonly onDeleted: () => void
}

const shownAtMost = 6

/** Names what goes and what that means, before it goes for good. */
export const DeleteDialog = (props: DeleteDialogProps) => {
  const empty = createCommand('bin.empty')
  const confirm = async (): Promise<void> => {
    if ((await empty.run({ items: props.items.map(refOf) })).ok) props.onDeleted()
  }
  return (
    <Dialog
      open={props.items.length > 0}
      title={binWords.dialogTitle(props.items.length)}
      onClose={() => props.onClose()}
    >
      <div class="stack stack-close">
        <p>{binWords.dialogWhat}</p>
        <ul class="caption">
          <For each={props.items.slice(0, shownAtMost)}>{item => <li dir="auto">{nameOf(item)}</li>}</For>
          <Show when={props.items.length > shownAtMost}>
            <li>{binWords.dialogMore(props.items.length - shownAtMost)}</li>
          </Show>
        </ul>
      </div>
      <p>{binWords.dialogEffect}</p>
      <ErrorWords error={empty.error() ?? null} />
      <div class="row">
        <Button onPress={() => props.onClose()}>{binWords.cancel}</Button>
        <Button look="danger" busy={empty.pending() && binWords.deleting} onPress={() => void confirm()}>
          {binWords.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
