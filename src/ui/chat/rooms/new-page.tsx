import { useNavigate } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import type { ConversationMember, PersonCard } from '../../../core/api.ts'
import {
  Button,
  ChoiceGroup,
  ErrorWords,
  LinkButton,
  PageHeading,
  TextField,
} from '../../components/index.ts'
import { connectPath } from '../../connections/paths.ts'
import { createCommand, createKeptSignal, createRow } from '../../primitives/index.ts'
import { newConversationWords } from '../../strings/chat-rooms.ts'
import { BackToMessages } from '../back-link.tsx'
import { conversationPath } from '../paths.ts'
import { createChosenPeople } from './chosen-people.ts'
import { PeoplePicker } from './people-picker.tsx'
import { roomNameProblem } from './room-name.ts'

/** One person leads to the conversation with them; several, to a room. */
export const NewConversationPage = () => {
  const people = createRow(() => ({ type: 'people' }))
  return (
    <div class="page page-narrow">
      <BackToMessages />
      <PageHeading title={newConversationWords.title}>{newConversationWords.title}</PageHeading>
      <Switch>
        <Match when={people()?.connections.length === 0}>
          <div class="stack">
            <p class="lead">{newConversationWords.none}</p>
            <div>
              <LinkButton href={connectPath} look="primary">
                {newConversationWords.connect}
              </LinkButton>
            </div>
          </div>
        </Match>
        <Match when={people()}>{row => <Choosing connections={row().connections} />}</Match>
      </Switch>
    </div>
  )
}

const Choosing = (props: { readonly connections: readonly PersonCard[] }) => {
  const { chosen, toggle } = createChosenPeople()
  const [asRoom, setAsRoom] = createSignal(false)
  const only = (): PersonCard | undefined =>
    chosen().size === 1 ? props.connections.find(one => chosen().has(one.account)) : undefined
  const isRoom = (): boolean => chosen().size > 1 || (chosen().size === 1 && asRoom())
  return (
    <div class="stack stack-far">
      <div class="stack">
        <p class="caption">{newConversationWords.lead}</p>
        <PeoplePicker
          people={props.connections}
          chosen={chosen()}
          label={newConversationWords.people}
          onToggle={toggle}
        />
        <p class="visually-hidden" role="status">
          {newConversationWords.chosen(chosen().size)}
        </p>
      </div>
      <Switch>
        <Match when={isRoom()}>
          <NewRoom members={[...chosen()]} />
        </Match>
        <Match when={only()}>
          {person => (
            <div class="row">
              <Show when={conversationOf(person())}>
                {conversation => (
                  <LinkButton href={conversationPath(conversation())} look="primary" icon="messages">
                    {newConversationWords.write(person().name)}
                  </LinkButton>
                )}
              </Show>
              <Button look="quiet" onPress={() => setAsRoom(true)}>
                {newConversationWords.asRoom}
              </Button>
            </div>
          )}
        </Match>
      </Switch>
    </div>
  )
}

const conversationOf = ({ connection }: PersonCard): string | undefined =>
  connection.kind === 'connected' ? connection.conversation : undefined

const modes = [
  { value: 'keep', label: newConversationWords.keep },
  { value: 'open', label: newConversationWords.open },
] as const

const NewRoom = (props: { readonly members: readonly ConversationMember['account'][] }) => {
  const navigate = useNavigate()
  const create = createCommand('room.create')
  const [name, setName, forget] = createKeptSignal('chat.room')
  const [mode, setMode] = createSignal<'keep' | 'open'>('keep')
  const [problem, setProblem] = createSignal<string | null>(null)
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setProblem(roomNameProblem(name()))
    if (problem() !== null || create.pending()) return
    const result = await create.run({ name: name().trim(), members: props.members, mode: mode() })
    if (!result.ok) return
    forget()
    navigate(conversationPath(result.value.conversation))
  }
  return (
    <section class="section" aria-labelledby="new-room">
      <h2 id="new-room">{newConversationWords.roomTitle}</h2>
      <form class="stack" noValidate onSubmit={event => void make(event)}>
        <TextField
          label={newConversationWords.room}
          hint={newConversationWords.roomHint}
          error={problem()}
          value={name()}
          required
          onInput={text => {
            setProblem(null)
            setName(text)
          }}
        />
        <ChoiceGroup legend={newConversationWords.mode} value={mode()} choices={modes} onChoose={setMode} />
        <ErrorWords error={create.error() ?? null} />
        <div>
          <Button type="submit" look="primary" busy={create.pending() && newConversationWords.making}>
            {newConversationWords.make}
          </Button>
        </div>
      </form>
    </section>
  )
}
