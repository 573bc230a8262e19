import { Match, Show, Switch } from 'solid-js'
import type { PersonCard } from '../../../core/api.ts'
import { conversationPath } from '../../chat/paths.ts'
import { Icon, LinkButton } from '../../components/index.ts'
import { PersonEntry, PersonWarning } from '../../components/person-entry.tsx'
import { personPath } from '../../profiles/person-address.ts'
import { named, personActions, standingText, verifiedNames } from '../../strings/people.ts'
import { aboutText } from '../../strings/roles.ts'
import { AnswerRequest, CancelRequest, Unblock } from '../person/answers.tsx'
import { Note } from '../person/note.tsx'
import { whenStanding } from '../standing.ts'

interface PersonItemProps {
  readonly person: PersonCard
  readonly onDone: (words: string) => void
}

/** One person in a list: who they are, how one stands with them, and what that asks for. */
export const PersonItem = (props: PersonItemProps) => (
  <PersonEntry
    name={props.person.name}
    href={personPath(props.person.account)}
    about={aboutText(props.person)}
    acts={<Actions {...props} />}
  >
    <p class="person-line">
      <Show when={props.person.verified !== 'no'}>
        <Icon name="verified" />
      </Show>
      <span>{stateOf(props.person)}</span>
    </p>
    <Show when={props.person.isLookalike}>
      <PersonWarning>{personActions.lookalikeShort}</PersonWarning>
    </Show>
    <Show when={props.person.hasChanges}>
      <PersonWarning>{personActions.changed}</PersonWarning>
    </Show>
    <Show when={whenStanding(props.person.connection, 'received')}>
      {received => <Note label={personActions.noteLabel} text={received().note} />}
    </Show>
  </PersonEntry>
)

const Actions = (props: PersonItemProps) => {
  const who = () => ({ account: props.person.account, name: props.person.name })
  return (
    <Switch>
      <Match when={props.person.connection.kind === 'received'}>
        <AnswerRequest {...who()} onDone={props.onDone} />
      </Match>
      <Match when={whenStanding(props.person.connection, 'sent')}>
        {sent => <CancelRequest {...who()} note={sent().note} onDone={props.onDone} />}
      </Match>
      <Match when={whenStanding(props.person.connection, 'connected')}>
        {connected => (
          <LinkButton icon="messages" href={conversationPath(connected().conversation)}>
            {personActions.message}
            <span class="visually-hidden">: {named(who().name)}</span>
          </LinkButton>
        )}
      </Match>
      <Match when={props.person.connection.kind === 'blocked'}>
        <Unblock {...who()} onDone={props.onDone} />
      </Match>
    </Switch>
  )
}

/** "Connected · Verified in person"; whether a stranger is verified says nothing yet. */
const stateOf = ({ connection, verified }: PersonCard): string =>
  connection.kind === 'connected' || verified !== 'no'
    ? `${standingText(connection)} · ${verifiedNames[verified]}`
    : standingText(connection)
