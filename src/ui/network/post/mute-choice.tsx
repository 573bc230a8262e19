import type { PersonMention } from '../../../core/api.ts'
import { ErrorWords, Icon } from '../../components/index.ts'
import { postMenuWords } from '../../strings/network.ts'
import menu from '../menu.module.css'
import { createMute } from './create-mute.ts'

/** In a menu about something that somebody else wrote. */
export const MuteChoice = (props: { readonly person: PersonMention; readonly onDone: () => void }) => {
  const mute = createMute()
  const act = async (): Promise<void> => {
    const { onDone, person } = props
    if (await mute.mute(person)) onDone()
  }
  return (
    <li>
      <button type="button" class={menu['choice']} onClick={() => void act()}>
        <Icon name="mute" />
        <span>
          <span>{postMenuWords.mute(props.person.name)}</span>
          <span class="caption">{postMenuWords.muteHint}</span>
        </span>
      </button>
      <ErrorWords error={mute.error() ?? null} />
    </li>
  )
}
