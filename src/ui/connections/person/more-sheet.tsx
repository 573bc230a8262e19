import { Show } from 'solid-js'
import type { PersonRow } from '../../../core/api.ts'
import { Dialog, ErrorWords, Icon, type IconName } from '../../components/index.ts'
import { createMute } from '../../network/post/create-mute.ts'
import { muteWords } from '../../strings/follows.ts'
import { personActions, removeDialog, safetyWords, verifiedNames } from '../../strings/people.ts'

interface MoreSheetProps {
  readonly open: boolean
  readonly person: PersonRow
  readonly isMuted: boolean
  readonly onDone: (words: string) => void
  readonly onClose: () => void
  readonly onSafety: () => void
  readonly onRemove: () => void
}

export const MoreSheet = (props: MoreSheetProps) => {
  const then = (act: () => void) => (): void => {
    props.onClose()
    act()
  }
  const mute = createMute()
  const muteThem = async (): Promise<void> => {
    const { account, name } = props.person
    if (!(await mute.mute({ account, name, isOwn: false }))) return
    props.onClose()
    props.onDone(muteWords.muted(name))
  }
  return (
    <Dialog
      shape="sheet"
      open={props.open}
      title={personActions.moreTitle(props.person.name)}
      onClose={() => props.onClose()}
    >
      <ul class="add-menu">
        <Choice
          icon="verified"
          label={safetyWords.open}
          hint={verifiedNames[props.person.verified]}
          onPress={then(() => props.onSafety())}
        />
        <Show when={!props.isMuted}>
          <Choice icon="mute" label={muteWords.mute} hint={muteWords.hint} onPress={() => void muteThem()} />
        </Show>
        <Show when={props.person.connection.kind === 'connected'}>
          <Choice
            icon="close"
            label={removeDialog.open}
            hint={removeDialog.hint}
            onPress={then(() => props.onRemove())}
          />
        </Show>
      </ul>
      <ErrorWords error={mute.error() ?? null} />
    </Dialog>
  )
}

interface ChoiceProps {
  readonly icon: IconName
  readonly label: string
  readonly hint: string
  readonly onPress: () => void
}

const Choice = (props: ChoiceProps) => (
  <li>
    <button type="button" class="add-choice" onClick={() => props.onPress()}>
      <Icon name={props.icon} />
      <span>
        <strong>{props.label}</strong>
        <span class="caption">{props.hint}</span>
      </span>
    </button>
  </li>
)
