import { createSignal, For } from 'solid-js'
import { Button, TextField } from '../../components/index.ts'
import { actionWords, reactionNames } from '../../strings/chat-writing.ts'
import styles from './message-actions.module.css'
import { isEmoji } from '../../components/text-parts.ts'

interface ReactionPickerProps {
  readonly own: string | null
  /** Null takes one's own back. */
  readonly onReact: (emoji: string | null) => void
}

/** The signs that are used most, and any other one typed or taken from the keyboard. */
export const ReactionPicker = (props: ReactionPickerProps) => {
  const [typed, setTyped] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const useTyped = (event: SubmitEvent): void => {
    event.preventDefault()
    const emoji = typed().trim()
    if (isEmoji(emoji)) props.onReact(emoji)
    else setError(actionWords.notEmoji)
  }
  const offered = (): readonly string[] => {
    const known = Object.keys(reactionNames)
    return props.own === null || known.includes(props.own) ? known : [props.own, ...known]
  }
  return (
    <div class="stack">
      <div class={styles['emoji-row']} role="group" aria-label={actionWords.react}>
        <For each={offered()}>
          {emoji => (
            <button
              type="button"
              class={styles['emoji']}
              aria-pressed={emoji === props.own}
              aria-label={
                emoji === props.own
                  ? actionWords.takeBack(reactionNames[emoji] ?? emoji)
                  : actionWords.reactWith(reactionNames[emoji] ?? emoji)
              }
              onClick={() => props.onReact(emoji === props.own ? null : emoji)}
            >
              {emoji}
            </button>
          )}
        </For>
      </div>
      <form class={styles['other']} noValidate onSubmit={useTyped}>
        <TextField
          label={actionWords.otherEmoji}
          error={error()}
          value={typed()}
          onInput={text => {
            setError(null)
            setTyped(text)
          }}
        />
        <Button type="submit">{actionWords.useEmoji}</Button>
      </form>
    </div>
  )
}
