import { createSignal } from 'solid-js'
import { noteLimit, type AccountIdText } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, TextArea } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { requestDialog } from '../../strings/people.ts'

interface RequestDialogProps {
  readonly open: boolean
  readonly account: AccountIdText
  readonly name: string
  readonly onClose: () => void
  readonly onSent: () => void
}

/** One request, with a note or without. What was typed stays while the page does. */
export const RequestDialog = (props: RequestDialogProps) => {
  const request = createCommand('connection.request')
  const [note, setNote] = createSignal('')
  const over = (): number => note().length - noteLimit
  let form: HTMLFormElement | undefined
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (request.pending()) return
    if (over() > 0) return form?.querySelector('textarea')?.focus()
    if (!(await request.run({ account: props.account, note: note().trim() })).ok) return
    setNote('')
    props.onSent()
  }
  return (
    <Dialog open={props.open} title={requestDialog.title(props.name)} onClose={() => props.onClose()}>
      <p>{requestDialog.text}</p>
      <form ref={found => (form = found)} class="stack" noValidate onSubmit={event => void send(event)}>
        <TextArea
          label={requestDialog.note}
          hint={requestDialog.noteHint(noteLimit)}
          error={over() > 0 ? requestDialog.tooLong(over()) : null}
          value={note()}
          onInput={setNote}
        />
        <ErrorWords error={request.error() ?? null} />
        <div class="row">
          <Button onPress={() => props.onClose()}>{requestDialog.cancel}</Button>
          <Button type="submit" look="primary" busy={request.pending() && requestDialog.sending}>
            {requestDialog.send}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
