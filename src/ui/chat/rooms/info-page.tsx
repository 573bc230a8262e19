import { useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { ConversationRow, ConversationState } from '../../../core/api.ts'
import { LinkButton, PageHeading } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { personPath } from '../../profiles/person-address.ts'
import { SlowWords } from '../../shell/states.tsx'
import { chatWords } from '../../strings/chat.ts'
import { infoWords } from '../../strings/chat-rooms.ts'
import { verifiedNames } from '../../strings/people.ts'
import { BackLink } from '../back-link.tsx'
import { conversationPath } from '../paths.ts'
import { Invite } from './invite.tsx'
import { LeaveRoom } from './leave-room.tsx'
import { Members } from './members.tsx'
import { RenameRoom } from './rename-room.tsx'

/** Who reads along, and what one may change about it. */
export const InfoPage = () => {
  const params = useParams<{ conversation: string }>()
  const state = createRow(() => ({ type: 'conversation', conversation: params.conversation }))
  return (
    <div class="page page-narrow">
      <BackLink href={conversationPath(params.conversation)}>{infoWords.back}</BackLink>
      <Switch fallback={<Waiting />}>
        <Match when={shownOf(state())}>{conversation => <Info conversation={conversation()} />}</Match>
        <Match when={state()?.kind === 'unknown'}>
          <PageHeading title={chatWords.unknownTitle}>{chatWords.unknownTitle}</PageHeading>
          <p class="lead">{chatWords.unknown}</p>
        </Match>
      </Switch>
    </div>
  )
}

const shownOf = (state: ConversationState | undefined): ConversationRow | undefined =>
  state?.kind === 'shown' ? state.conversation : undefined

const Waiting = () => (
  <>
    <h1 class="visually-hidden">{chatWords.looking}</h1>
    <SlowWords words={chatWords.looking} />
  </>
)

const Info = (props: { readonly conversation: ConversationRow }) => {
  const title = (): string => chatWords.named(props.conversation.title)
  const isRoom = (): boolean => props.conversation.kind === 'room'
  const isIn = (): boolean => props.conversation.cannotWrite === null
  const isAdmin = (): boolean => isRoom() && isIn() && props.conversation.ownRole === 'admin'
  return (
    <>
      <div class="stack stack-close">
        <PageHeading title={infoWords.title}>
          <bdi>{title()}</bdi>
        </PageHeading>
        <p class="caption">{infoWords.encrypted}</p>
        <Show when={isRoom()}>
          <p class="caption">
            {props.conversation.mode === 'open' ? infoWords.modeOpen : infoWords.modeKeep}
          </p>
        </Show>
      </div>
      <Show when={props.conversation.person}>{person => <Safety {...props} person={person()} />}</Show>
      <section class="section" aria-labelledby="members">
        <h2 id="members">{infoWords.members}</h2>
        <Members conversation={props.conversation} mayManage={isAdmin()} />
        <Show when={isAdmin()}>
          <Invite conversation={props.conversation} />
        </Show>
      </section>
      <Show when={isAdmin()}>
        <section class="section">
          <RenameRoom conversation={props.conversation.id} name={props.conversation.title} />
        </section>
      </Show>
      <Show when={isRoom() && isIn()}>
        <section class="section">
          <LeaveRoom conversation={props.conversation} />
        </section>
      </Show>
    </>
  )
}

/** Of two people: whether one is sure of the other, and the way to become so. */
const Safety = (props: { readonly conversation: ConversationRow; readonly person: string }) => {
  const other = () => props.conversation.members.find(member => member.account === props.person)
  return (
    <section class="section" aria-labelledby="safety">
      <h2 id="safety">{infoWords.safety}</h2>
      <p>{verifiedNames[other()?.verified ?? 'no']}</p>
      <p class="caption">{infoWords.safetyText}</p>
      <div class="row">
        <LinkButton href={personPath(props.person)} icon="verified">
          {infoWords.check}
        </LinkButton>
      </div>
    </section>
  )
}
