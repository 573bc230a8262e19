import { createSignal, Show } from 'solid-js'
import type { JournalRow, PersonRow } from '../../core/api.ts'
import { Button, ErrorWords, Icon } from '../components/index.ts'
import styles from '../connections/person/person.module.css'
import { createCommand } from '../primitives/index.ts'
import { followWords, muteWords } from '../strings/follows.ts'
import { FollowDialog } from './follow-dialog.tsx'

/** How one follows somebody, as their journal's row has it. */
export type FollowsOf = Pick<JournalRow, 'follow' | 'followsYou' | 'muted'>

interface FollowStateProps {
  readonly person: PersonRow
  readonly follows: FollowsOf
  readonly onDone: (words: string) => void
}

/** Whether one follows or has muted a person, and whether they say that they follow oneself. */
export const FollowStateLines = (props: FollowStateProps) => (
  <>
    <Show when={props.follows.follow !== 'no'}>
      <p class={styles['state']}>
        <Icon name={props.follows.follow === 'public' ? 'globe' : 'eye'} />
        <span>{followWords.state[props.follows.follow]}</span>
      </p>
    </Show>
    <Show when={props.follows.followsYou}>
      <p class={styles['state']}>
        <Icon name="people" />
        <span>{followWords.followsYou}</span>
      </p>
    </Show>
    <Show when={props.follows.muted}>
      <MutedLine {...props} />
    </Show>
  </>
)

const MutedLine = (props: FollowStateProps) => {
  const mute = createCommand('mute.person')
  const unmute = async (): Promise<void> => {
    const { account, name } = props.person
    if ((await mute.run({ account, muted: false })).ok) props.onDone(muteWords.unmuted(name))
  }
  return (
    <>
      <p class={styles['state']}>
        <Icon name="mute" />
        <span>{muteWords.isMuted}</span>
      </p>
      <ErrorWords error={mute.error() ?? null} />
      <div>
        <Button busy={mute.pending() && muteWords.unmuting} onPress={() => void unmute()}>
          {muteWords.unmute}
        </Button>
      </div>
    </>
  )
}

/** The one button that leads to following, and to taking it back. */
export const FollowButton = (props: FollowStateProps) => {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon={props.follows.follow === 'no' ? 'plus' : 'check'} onPress={() => setOpen(true)}>
        {props.follows.follow === 'no' ? followWords.follow : followWords.following}
      </Button>
      <FollowDialog
        open={open()}
        account={props.person.account}
        name={props.person.name}
        follow={props.follows.follow}
        isConnected={props.person.connection.kind === 'connected'}
        onClose={() => setOpen(false)}
        onDone={props.onDone}
      />
    </>
  )
}
