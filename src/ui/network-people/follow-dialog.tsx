import { createSignal, Show } from 'solid-js'
import type { AccountIdText, FollowState } from '../../core/api.ts'
import { Button, ChoiceGroup, Dialog, ErrorWords } from '../components/index.ts'
import { createCommand } from '../primitives/index.ts'
import { followWords } from '../strings/follows.ts'

interface FollowDialogProps {
  readonly open: boolean
  readonly account: AccountIdText
  readonly name: string
  readonly follow: FollowState
  readonly isConnected: boolean
  readonly onClose: () => void
  /** Said when the button that was pressed is gone. */
  readonly onDone: (words: string) => void
}

type Following = Exclude<FollowState, 'no'>

const choices = (['private', 'public'] as const).map(value => ({ value, label: followWords.choices[value] }))

/** Following, with what it means and who may know of it said before it happens. */
export const FollowDialog = (props: FollowDialogProps) => (
  <Dialog open={props.open} title={followWords.title(props.name)} onClose={() => props.onClose()}>
    <Choosing {...props} />
  </Dialog>
)

const Choosing = (props: FollowDialogProps) => {
  const set = createCommand('follow.set')
  const [chosen, setChosen] = createSignal<Following | null>(null)
  const [wanted, setWanted] = createSignal<FollowState>('no')
  const choice = (): Following => chosen() ?? (props.follow === 'public' ? 'public' : 'private')
  const run = async (follow: FollowState): Promise<void> => {
    const { account, name } = props
    setWanted(follow)
    if (!(await set.run({ account, follow })).ok) return
    props.onClose()
    props.onDone(follow === 'no' ? followWords.stopped(name) : followWords.state[follow])
  }
  const isBusyWith = (follow: FollowState): boolean => set.pending() && wanted() === follow
  return (
    <>
      <p>{props.isConnected ? followWords.connected : followWords.meaning}</p>
      <ChoiceGroup
        legend={followWords.who}
        hint={followWords.meanings[choice()]}
        value={choice()}
        choices={choices}
        onChoose={setChosen}
      />
      <ErrorWords error={set.error() ?? null} />
      <div class="row">
        <Button
          look="primary"
          busy={isBusyWith(choice()) && followWords.saving}
          onPress={() => void run(choice())}
        >
          {props.follow === 'no' ? followWords.confirm : followWords.save}
        </Button>
        <Show
          when={props.follow !== 'no'}
          fallback={<Button onPress={() => props.onClose()}>{followWords.cancel}</Button>}
        >
          <Button busy={isBusyWith('no') && followWords.stopping} onPress={() => void run('no')}>
            {followWords.stop}
          </Button>
        </Show>
      </div>
    </>
  )
}
