import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, createUniqueId, onMount, Show } from 'solid-js'
import type { PeopleRow, PersonCard } from '../../../core/api.ts'
import { Button, LinkButton, PageHeading } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { SlowWords } from '../../shell/states.tsx'
import { listWords } from '../../strings/people.ts'
import { connectPath } from '../paths.ts'
import styles from './lists.module.css'
import { fitsName } from './name-search.ts'
import { PeopleList } from './people-list.tsx'

/** Everybody one has to do with, as this device knows them. */
export const ConnectionsPage = () => {
  const people = createRow(() => ({ type: 'people' }))
  return (
    <div class="page">
      <div class="row row-apart">
        <PageHeading title={listWords.title}>{listWords.title}</PageHeading>
        <Show when={people() !== undefined && !isEmpty(people())}>
          <LinkButton href={connectPath} icon="scan">
            {listWords.meet}
          </LinkButton>
        </Show>
      </div>
      <Show when={people()} fallback={<SlowWords words={listWords.looking} />}>
        {row => (
          <Show when={!isEmpty(row())} fallback={<Empty />}>
            <Lists people={row()} />
          </Show>
        )}
      </Show>
    </div>
  )
}

type ListName = keyof PeopleRow

const all = (people: PeopleRow): readonly PersonCard[] => [
  ...people.received,
  ...people.connections,
  ...people.sent,
  ...people.blocked,
]

const isEmpty = (people: PeopleRow | undefined): boolean => people !== undefined && all(people).length === 0

const Empty = () => (
  <div class="stack">
    <p class="lead">{listWords.empty}</p>
    <div>
      <LinkButton look="primary" icon="scan" href={connectPath}>
        {listWords.emptyAction}
      </LinkButton>
    </div>
  </div>
)

const Lists = (props: { readonly people: PeopleRow }) => {
  const [params] = useSearchParams<{ show?: string }>()
  const [typed, setTyped] = createSignal('')
  const [said, setSaid] = createSignal('')
  const isSearching = (): boolean => typed().trim() !== ''
  const found = createMemo<PeopleRow>(() => {
    const fitting = (list: readonly PersonCard[]) => list.filter(one => fitsName(one.name, typed()))
    const { received, connections, sent, blocked } = props.people
    return {
      received: fitting(received),
      connections: fitting(connections),
      sent: fitting(sent),
      blocked: fitting(blocked),
    }
  })
  let place: HTMLDivElement | undefined
  const done = (words: string): void => {
    setSaid(words)
    place?.focus()
  }
  const list = (name: ListName) => ({ name, people: found()[name], onDone: done })
  return (
    <div ref={element => (place = element)} tabindex="-1" class={styles['lists']}>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Search typed={typed()} onType={setTyped} found={isSearching() ? all(found()).length : null} />
      <List {...list('received')} />
      <Show when={!isSearching() && props.people.connections.length === 0}>
        <p class="muted">{listWords.noConnections}</p>
      </Show>
      <List {...list('connections')} />
      <List {...list('sent')} />
      <Blocked {...list('blocked')} open={isSearching() || params.show === 'blocked'} />
    </div>
  )
}

interface SearchProps {
  readonly typed: string
  readonly onType: (typed: string) => void
  /** Null while nothing is searched. */
  readonly found: number | null
}

const Search = (props: SearchProps) => {
  const id = createUniqueId()
  return (
    <form class={styles['search']} role="search" onSubmit={event => event.preventDefault()}>
      <label class="field-label" for={id}>
        {listWords.search}
      </label>
      <input
        class="input"
        id={id}
        type="search"
        dir="auto"
        autocomplete="off"
        value={props.typed}
        onInput={event => props.onType(event.currentTarget.value)}
      />
      <p class="caption" role="status">
        {foundWords(props.found)}
      </p>
      <Show when={props.found === 0}>
        <div>
          <Button onPress={() => props.onType('')}>{listWords.showAll}</Button>
        </div>
      </Show>
    </form>
  )
}

const foundWords = (found: number | null): string => {
  if (found === null) return ''
  return found === 0 ? listWords.nothingFound : listWords.found(found)
}

interface ListProps {
  readonly name: ListName
  readonly people: readonly PersonCard[]
  readonly onDone: (words: string) => void
}

const List = (props: ListProps) => (
  <Show when={props.people.length > 0}>
    <section class={styles['list']} aria-labelledby={`people-${props.name}`}>
      <h2 id={`people-${props.name}`}>
        {listWords[props.name]} <span class="count">{listWords.count(props.people.length)}</span>
      </h2>
      <PeopleList people={props.people} onDone={props.onDone} />
    </section>
  </Show>
)

/** Out of the way until it is looked for. */
const Blocked = (props: ListProps & { readonly open: boolean }) => {
  let details: HTMLDetailsElement | undefined
  onMount(() => {
    if (props.open) details?.scrollIntoView({ block: 'center' })
  })
  return (
    <Show when={props.people.length > 0}>
      <details ref={found => (details = found)} class={styles['list']} open={props.open}>
        <summary>
          <h2>
            {listWords.blocked} <span class="count">{listWords.count(props.people.length)}</span>
          </h2>
        </summary>
        <p class="caption">{listWords.blockedText}</p>
        <PeopleList people={props.people} onDone={props.onDone} />
      </details>
    </Show>
  )
}
