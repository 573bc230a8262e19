import { createSignal } from 'solid-js'
import { Button, type IconName, Notice } from '../components/index.ts'
import { copyText } from '../primitives/index.ts'
import { Show } from 'solid-js'

interface CopyButtonProps {
  readonly text: string
  readonly label: string
  readonly copied: string
  /** Said when the browser refuses; the text itself is shown to be selected by hand. */
  readonly failed: string
  readonly icon?: IconName
  readonly look?: 'plain' | 'quiet'
}

/** Copies, and says on the button that it did; beside it too, because a button's own words announce nothing. */
export const CopyButton = (props: CopyButtonProps) => {
  const [outcome, setOutcome] = createSignal<'copied' | 'failed' | null>(null)
  const copy = async (): Promise<void> => {
    setOutcome((await copyText(props.text)) ? 'copied' : 'failed')
  }
  return (
    <>
      <Button
        look={props.look ?? 'plain'}
        icon={outcome() === 'copied' ? 'check' : (props.icon ?? 'copy')}
        onPress={() => void copy()}
      >
        {outcome() === 'copied' ? props.copied : props.label}
      </Button>
      <span class="visually-hidden" role="status">
        {outcome() === 'copied' ? props.copied : ''}
      </span>
      <Show when={outcome() === 'failed'}>
        <Notice urgency="alert" icon="alert">
          {props.failed} <code>{props.text}</code>
        </Notice>
      </Show>
    </>
  )
}
