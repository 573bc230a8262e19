import { createSignal } from 'solid-js'
import type { AccountIdText } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { offerUndo } from '../../shell/undo.ts'
import { declineDialog, named, personActions } from '../../strings/people.ts'
import { EffectsDialog } from './effects-dialog.tsx'

interface AnswerProps {
  readonly account: AccountIdText
  readonly name: string
  /** What has just happened, for whoever does not see it happen. */
  readonly onDone: (words: string) => void
}

/** The name, for whoever goes through a list by its buttons. */
const ForName = (props: { readonly name: string }) => (
  <span class="visually-hidden">: {named(props.name)}</span>
)

/** To a request: yes, or no in silence. */
export const AnswerRequest = (props: AnswerProps) => {
  const accept = createCommand('connection.accept')
  const reject = createCommand('connection.reject')
  const [declining, setDeclining] = createSignal(false)
  const yes = async (): Promise<void> => {
    const { name } = props
    if ((await accept.run({ account: props.account })).ok) props.onDone(personActions.accepted(name))
  }
  const no = async (): Promise<void> => {
    const { name } = props
    if (!(await reject.run({ account: props.account })).ok) return
    setDeclining(false)
    props.onDone(personActions.declined(name))
  }
  return (
    <>
      <Button
        look="primary"
        icon="check"
        busy={accept.pending() && personActions.accepting}
        onPress={() => void yes()}
      >
        {personActions.accept}
        <ForName name={props.name} />
      </Button>
      <Button onPress={() => setDeclining(true)}>
        {personActions.decline}
        <ForName name={props.name} />
      </Button>
      <ErrorWords error={accept.error() ?? null} />
      <EffectsDialog
        open={declining()}
        title={declineDialog.title(props.name)}
        effects={declineDialog.effects}
        confirm={declineDialog.confirm}
        busy={reject.pending() && declineDialog.working}
        keep={declineDialog.keep}
        error={reject.error() ?? null}
        onConfirm={() => void no()}
        onClose={() => setDeclining(false)}
      />
    </>
  )
}

/** Of one's own request; the same note can be sent once more. */
export const CancelRequest = (props: AnswerProps & { readonly note: string }) => {
  const cancel = createCommand('connection.cancel')
  const request = createCommand('connection.request')
  const run = async (): Promise<void> => {
    const { account, name, note } = props
    if (!(await cancel.run({ account })).ok) return
    props.onDone(personActions.canceled(name))
    offerUndo({ words: personActions.canceled(name), undo: () => request.run({ account, note }) })
  }
  return (
    <>
      <Button busy={cancel.pending() && personActions.canceling} onPress={() => void run()}>
        {personActions.cancel}
        <ForName name={props.name} />
      </Button>
      <ErrorWords error={cancel.error() ?? null} />
    </>
  )
}

export const Unblock = (props: AnswerProps) => {
  const unblock = createCommand('connection.unblock')
  const block = createCommand('connection.block')
  const run = async (): Promise<void> => {
    const { account, name } = props
    if (!(await unblock.run({ account })).ok) return
    props.onDone(personActions.unblocked(name))
    offerUndo({ words: personActions.unblocked(name), undo: () => block.run({ account }) })
  }
  return (
    <>
      <Button busy={unblock.pending() && personActions.unblocking} onPress={() => void run()}>
        {personActions.unblock}
        <ForName name={props.name} />
      </Button>
      <ErrorWords error={unblock.error() ?? null} />
    </>
  )
}
