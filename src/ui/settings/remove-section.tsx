import { useNavigate } from '@solidjs/router'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { RemovalPreview } from '../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon, LinkButton } from '../components/index.ts'
import { createCommand } from '../primitives/index.ts'
import { removalWords } from '../strings/settings.ts'
import { isLoss, removalNotes, type RemovalNote } from './removal-losses.ts'
import styles from './remove-section.module.css'

export const RemoveSection = () => {
  const preview = createCommand('account.preview-removal')
  const remove = createCommand('account.remove-from-device')
  const navigate = useNavigate()
  const [asked, setAsked] = createSignal(false)
  const [found, setFound] = createSignal<RemovalPreview | null>(null)

  const ask = async (): Promise<void> => {
    setFound(null)
    setAsked(true)
    const looked = await preview.run({})
    if (looked.ok) setFound(looked.value)
  }
  const close = (): void => {
    setAsked(false)
    remove.forget()
  }
  const confirm = async (): Promise<void> => {
    const removed = await remove.run({})
    if (removed.ok) navigate('/', { replace: true })
  }

  return (
    <div class="stack">
      <p>{removalWords.text}</p>
      <div class="row">
        <Button look="danger" onPress={() => void ask()}>
          {removalWords.open}
        </Button>
      </div>
      <Dialog open={asked()} title={removalWords.dialogTitle} onClose={close}>
        <Switch>
          <Match when={found()}>
            {shown => (
              <div class="stack">
                <Losses preview={shown()} />
                <ErrorWords error={remove.error() ?? null} />
                <div class="row">
                  <Button onPress={close}>{removalWords.cancel}</Button>
                  <Button
                    look="danger"
                    busy={remove.pending() && removalWords.working}
                    onPress={() => void confirm()}
                  >
                    {removalWords.confirm}
                  </Button>
                </div>
              </div>
            )}
          </Match>
          <Match when={preview.error()}>{error => <ErrorWords error={error()} />}</Match>
          <Match when={true}>
            <p role="status">{removalWords.checking}</p>
          </Match>
        </Switch>
      </Dialog>
    </div>
  )
}

const Losses = (props: { readonly preview: RemovalPreview }) => (
  <>
    <ul class={styles['notes']}>
      <For each={removalNotes(props.preview)}>
        {note => (
          <li data-loss={isLoss(note) ? '' : undefined}>
            <Icon name={isLoss(note) ? 'alert' : 'check'} />
            <span>{wordsFor(note, props.preview)}</span>
          </li>
        )}
      </For>
    </ul>
    <Show when={!props.preview.recoveryProved}>
      <div>
        <LinkButton href="/settings/recovery">{removalWords.toWords}</LinkButton>
      </div>
    </Show>
  </>
)

const wordsFor = (note: RemovalNote, preview: RemovalPreview): string => {
  switch (note) {
    case 'last-and-unproved':
      return removalWords.lastAndUnproved
    case 'last-but-proved':
      return removalWords.lastButProved
    case 'other-devices':
      return removalWords.otherDevices
    case 'unproved':
      return removalWords.unproved
    case 'unsent':
      return removalWords.unsent(preview.unsentDocuments)
    case 'nothing-unsent':
      return removalWords.nothingUnsent
  }
}
