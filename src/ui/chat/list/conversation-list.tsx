import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { JSX } from 'solid-js'
import type { ConversationCard } from '../../../core/api.ts'
import { Icon, LinkButton } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { chatWords } from '../../strings/chat.ts'
import { NoticesOffer } from '../notices/notices-offer.tsx'
import { newConversationPath, requestsPath, searchPath } from '../paths.ts'
import { ConversationItem } from './conversation-item.tsx'
import styles from './list.module.css'
import { rowAfterKey } from './preview.ts'

/** Whom one talks with, the newest first. */
export const ConversationList = (props: { readonly heading: JSX.Element }) => {
  const conversations = createRow(() => ({ type: 'conversations' }))
  return (
    <div class={styles['list']}>
      <header class={styles['head']}>
        {props.heading}
        <A class={styles['tool']} href={searchPath()} aria-label={chatWords.search}>
          <Icon name="discover" />
        </A>
        <A class={styles['tool']} href={newConversationPath} aria-label={chatWords.new}>
          <Icon name="plus" />
        </A>
      </header>
      <Show when={conversations()}>
        {row => (
          <>
            <Show when={row().requests > 0}>
              <A class={styles['requests']} href={requestsPath}>
                <Icon name="people" />
                <span>
                  <strong>{chatWords.requests}</strong>
                  <span class="caption">{chatWords.requestsWaiting(row().requests)}</span>
                </span>
                <Icon name="forward" />
              </A>
            </Show>
            <Show when={row().conversations.length > 0} fallback={<Empty />}>
              <NoticesOffer />
              <Cards cards={row().conversations} />
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}

const Empty = () => (
  <div class={styles['empty']}>
    <p class="lead">{chatWords.empty}</p>
    <div>
      <LinkButton href={newConversationPath} look="primary" icon="plus">
        {chatWords.new}
      </LinkButton>
    </div>
  </div>
)

/** Moved by key, so that a row keeps the focus while it rises to the top. */
const Cards = (props: { readonly cards: readonly ConversationCard[] }) => {
  const keys = createMemo(() => props.cards.map(card => card.id), [], {
    equals: (a, b) => a.length === b.length && a.every((key, at) => key === b[at]),
  })
  const byKey = createMemo(() => new Map(props.cards.map(card => [card.id, card])))
  let list: HTMLUListElement | undefined
  const onKeyDown = (event: KeyboardEvent): void => {
    const links = [...(list?.querySelectorAll<HTMLElement>(':scope > li > a') ?? [])]
    const at = links.findIndex(link => link === document.activeElement)
    const next =
      at < 0 || event.altKey || event.ctrlKey || event.metaKey
        ? null
        : rowAfterKey(event.key, at, links.length)
    if (next === null) return
    event.preventDefault()
    links[next]?.focus()
  }
  return (
    <ul
      ref={found => (list = found)}
      class={styles['cards']}
      aria-label={chatWords.list}
      onKeyDown={onKeyDown}
    >
      <For each={keys()}>
        {key => <Show when={byKey().get(key)}>{card => <ConversationItem card={card()} />}</Show>}
      </For>
    </ul>
  )
}
