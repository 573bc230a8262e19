import { createSignal, Show, untrack } from 'solid-js'
import type { ConversationId } from '../../../core/api.ts'
import { Button, ErrorWords, TextField } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { infoWords } from '../../strings/chat-rooms.ts'
import { roomNameProblem } from './room-name.ts'
import styles from './rooms.module.css'

interface RenameRoomProps {
  /** Read once. */
  readonly conversation: ConversationId
  readonly name: string
}

export const RenameRoom = (props: RenameRoomProps) => {
  const rename = createCommand('room.rename')
  const [typed, setTyped, forget] = untrack(() =>
    createKeptSignal(`chat.rename.${props.conversation}`, props.name),
  )
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isSaved, setSaved] = createSignal(false)
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setProblem(roomNameProblem(typed()))
    const name = typed().trim()
    if (problem() !== null || rename.pending() || name === props.name) return
    if (!(await rename.run({ conversation: props.conversation, name })).ok) return
    forget()
    setTyped(name)
    setSaved(true)
  }
  return (
    <form class="stack" noValidate onSubmit={event => void save(event)}>
      <div class={styles['inline']}>
        <TextField
          label={infoWords.rename}
          hint={infoWords.renameHint}
          error={problem()}
          value={typed()}
          onInput={text => {
            setProblem(null)
            setSaved(false)
            setTyped(text)
          }}
        />
      </div>
      <div class="row">
        <Button type="submit" busy={rename.pending() && infoWords.renaming}>
          {infoWords.renameSave}
        </Button>
        <span class="caption" role="status">
          <Show when={isSaved()}>{infoWords.renamed}</Show>
        </span>
      </div>
      <ErrorWords error={rename.error() ?? null} />
    </form>
  )
}
