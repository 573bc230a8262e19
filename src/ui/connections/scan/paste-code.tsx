import { createSignal } from 'solid-js'
import { Button, TextArea } from '../../components/index.ts'
import { pasteWords } from '../../strings/meeting.ts'

interface PasteCodeProps {
  readonly busy: boolean
  /** Why the code that was pasted last was not taken. */
  readonly error: string | null
  readonly onText: (text: string) => Promise<void>
  readonly onInput: () => void
}

/** For a code that came as text. */
export const PasteCode = (props: PasteCodeProps) => {
  const [text, setText] = createSignal('')
  const [isEmpty, setEmpty] = createSignal(false)
  let form: HTMLFormElement | undefined
  const use = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (props.busy) return
    if (text().trim() === '') setEmpty(true)
    else await props.onText(text().trim())
    // Still here, so it was not taken.
    form?.querySelector('textarea')?.focus()
  }
  return (
    <form
      ref={found => (form = found)}
      class="stack stack-close"
      noValidate
      onSubmit={event => void use(event)}
    >
      <TextArea
        label={pasteWords.label}
        hint={pasteWords.hint}
        error={isEmpty() ? pasteWords.empty : props.error}
        value={text()}
        onInput={typed => {
          setEmpty(false)
          props.onInput()
          setText(typed)
        }}
      />
      <div>
        <Button type="submit" busy={props.busy && pasteWords.using}>
          {pasteWords.use}
        </Button>
      </div>
    </form>
  )
}
