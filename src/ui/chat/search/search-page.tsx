import { A, useSearchParams } from '@solidjs/router'
import { createMemo, createUniqueId, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { foundMessagesLimit, type FoundMessage, type FoundMessagesRow } from '../../../core/api.ts'
import { LinkButton, PageHeading } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { chatWords } from '../../strings/chat.ts'
import { searchWords } from '../../strings/chat-rooms.ts'
import { BackLink, BackToMessages } from '../back-link.tsx'
import { conversationPath, searchPath } from '../paths.ts'
import { excerptAround, hitParts, searchOf } from './search-rules.ts'
import styles from './search.module.css'
import { fullWhen, shortWhen } from '../times.ts'
import { excerptOf, textOf } from '../thread/message-rules.ts'

/** Typing faster than this is one search. */
const pauseMs = 180

/** Through everything that was written, on this device. */
export const SearchMessagesPage = () => {
  const [params, setParams] = useSearchParams<{ q?: string; in?: string }>()
  const search = () => searchOf(params)
  const id = createUniqueId()
  const within = createRow(() => {
    const { conversation } = search()
    return conversation === null ? undefined : { type: 'conversation', conversation }
  })
  const title = (): string => {
    const state = within()
    return state?.kind === 'shown' ? searchWords.titleIn(state.conversation.title) : searchWords.title
  }
  const newest = createRow(() => (search().text === '' ? undefined : { type: 'find-messages', ...search() }))
  // While another search is under way, what was found before stays.
  const found = createMemo<FoundMessagesRow | undefined>(before =>
    search().text === '' ? undefined : (newest() ?? before),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const typed = (text: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => setParams({ q: text }, { replace: true, scroll: false }), pauseMs)
  }
  return (
    <div class="page page-narrow">
      <Show when={search().conversation} fallback={<BackToMessages />}>
        {conversation => <BackLink href={conversationPath(conversation())}>{searchWords.back}</BackLink>}
      </Show>
      <PageHeading title={title()}>{title()}</PageHeading>
      <form class="field" role="search" onSubmit={event => event.preventDefault()}>
        <label class="field-label" for={id}>
          {searchWords.field}
        </label>
        <input
          class="input"
          id={id}
          type="search"
          dir="auto"
          autocomplete="off"
          aria-describedby={`${id}-hint`}
          ref={input => (input.value = search().text)}
          onInput={event => typed(event.currentTarget.value)}
        />
        <p class="field-hint" id={`${id}-hint`}>
          {searchWords.onDevice}
        </p>
      </form>
      <Show when={search().conversation !== null}>
        <div>
          <LinkButton href={`${searchPath()}?q=${encodeURIComponent(search().text)}`}>
            {searchWords.everywhere}
          </LinkButton>
        </div>
      </Show>
      <Show when={found()}>{row => <Results row={row()} text={search().text} />}</Show>
    </div>
  )
}

const Results = (props: { readonly row: FoundMessagesRow; readonly text: string }) => {
  const isDone = (): boolean => props.row.searched >= props.row.of
  return (
    <div class="stack">
      <p class="caption" role="status">
        <Show when={isDone()} fallback={searchWords.progress(props.row.searched, props.row.of)}>
          {foundText(props.row.found.length)}
        </Show>
      </p>
      <Switch>
        <Match when={props.row.found.length > 0}>
          <ol class={styles['results']} aria-label={searchWords.results}>
            <For each={props.row.found}>{found => <Result found={found} text={props.text} />}</For>
          </ol>
        </Match>
      </Switch>
    </div>
  )
}

const foundText = (count: number): string => {
  if (count === 0) return searchWords.none
  return count >= foundMessagesLimit ? searchWords.limited(foundMessagesLimit) : searchWords.found(count)
}

const Result = (props: { readonly found: FoundMessage; readonly text: string }) => {
  const message = () => props.found.message
  const title = (): string => chatWords.named(props.found.title)
  const excerpt = (): string =>
    textOf(message()) === '' ? excerptOf(message()) : excerptAround(textOf(message()), props.text)
  return (
    <li>
      <A class={styles['result']} href={conversationPath(props.found.conversation, message().id)}>
        <span class={styles['line']}>
          <bdi>
            {message().author.isOwn
              ? searchWords.byOwn(title())
              : searchWords.by(chatWords.named(message().author.name), title())}
          </bdi>
          <time title={fullWhen(message().sentAtMs)}>{shortWhen(message().sentAtMs, Date.now())}</time>
        </span>
        <span class={styles['excerpt']} dir="auto">
          <For each={hitParts(excerpt(), props.text)}>
            {part => (part.isHit ? <mark>{part.text}</mark> : part.text)}
          </For>
        </span>
      </A>
    </li>
  )
}
