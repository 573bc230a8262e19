import { createSignal, For, Show } from 'solid-js'
import type { ConversationCard, PersonCard } from '../../core/api.ts'
import { LinkButton, PageHeading } from '../components/index.ts'
import { PeopleList } from '../connections/lists/people-list.tsx'
import { connectionsPath } from '../connections/paths.ts'
import { createRow } from '../primitives/index.ts'
import { requestsWords } from '../strings/chat-rooms.ts'
import { BackToMessages } from './back-link.tsx'
import { ConversationItem } from './list/conversation-item.tsx'

/** Everything that waits for a yes or a no. */
export const RequestsPage = () => {
  const people = createRow(() => ({ type: 'people' }))
  const conversations = createRow(() => ({ type: 'conversations' }))
  const [said, setSaid] = createSignal('')
  const received = (): readonly PersonCard[] => people()?.received ?? []
  const invitations = (): readonly ConversationCard[] =>
    (conversations()?.conversations ?? []).filter(card => card.invitation)
  return (
    <div class="page page-narrow">
      <BackToMessages />
      <PageHeading title={requestsWords.title}>{requestsWords.title}</PageHeading>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <section class="section" aria-labelledby="people-waiting">
        <h2 id="people-waiting">{requestsWords.people}</h2>
        <Show when={people() !== undefined}>
          <Show when={received().length > 0} fallback={<p class="caption">{requestsWords.noPeople}</p>}>
            <PeopleList people={received()} onDone={setSaid} />
          </Show>
        </Show>
        <div>
          <LinkButton href={connectionsPath} look="quiet" icon="people">
            {requestsWords.all}
          </LinkButton>
        </div>
      </section>
      <section class="section" aria-labelledby="rooms-waiting">
        <h2 id="rooms-waiting">{requestsWords.rooms}</h2>
        <Show when={conversations() !== undefined}>
          <Show when={invitations().length > 0} fallback={<p class="caption">{requestsWords.noRooms}</p>}>
            <ul>
              <For each={invitations()}>{card => <ConversationItem card={card} />}</For>
            </ul>
          </Show>
        </Show>
      </section>
    </div>
  )
}
