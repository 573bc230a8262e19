import { A } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { NoticeItem, NoticesRow } from '../../core/api.ts'
import { Button, Icon, LinkButton, PageHeading, type IconName } from '../components/index.ts'
import { Initials } from '../components/initials.tsx'
import { discoverPath } from '../discovery/discover-search.ts'
import { When } from '../network/post/when.tsx'
import { createRow } from '../primitives/index.ts'
import { SlowWords } from '../shell/states.tsx'
import { noticesWords, noticeText } from '../strings/notices.ts'
import { createMarking } from './create-marking.ts'
import { noticeHref } from './notice-rules.ts'
import styles from './notices.module.css'

const atFirst = 60

/** What others did that is about oneself, the like of one kind in one line. */
export const NoticesPage = () => {
  const [count, setCount] = createSignal(atFirst)
  const newest = createRow(() => ({ type: 'notices', count: count() }))
  // While earlier ones are on their way, those that are here stay.
  const row = createMemo<NoticesRow | undefined>(before => newest() ?? before)
  const isNew = createMarking(newest)
  return (
    <div class="page page-narrow">
      <PageHeading title={noticesWords.title}>{noticesWords.title}</PageHeading>
      <Show when={row()} fallback={<SlowWords words={noticesWords.looking} />}>
        {now => (
          <Show when={now().items.length > 0} fallback={<Empty />}>
            <ul class={styles['items']} aria-label={noticesWords.list}>
              <Keyed items={now().items} isNew={isNew} />
            </ul>
            <Show when={now().hasOlder}>
              <div>
                <Button onPress={() => setCount(shown => shown + atFirst)}>{noticesWords.older}</Button>
              </div>
            </Show>
          </Show>
        )}
      </Show>
    </div>
  )
}

const Empty = () => (
  <div class="stack">
    <p class="lead">{noticesWords.empty}</p>
    <div>
      <LinkButton href={discoverPath('people')} icon="discover">
        {noticesWords.emptyAction}
      </LinkButton>
    </div>
  </div>
)

interface KeyedProps {
  readonly items: readonly NoticeItem[]
  readonly isNew: (key: string) => boolean
}

/** Each line stays with what it tells, so that the focus does not go over to another when something new comes. */
const Keyed = (props: KeyedProps) => {
  const keys = createMemo(() => props.items.map(item => item.key), [], {
    equals: (a, b) => a.length === b.length && a.every((key, at) => key === b[at]),
  })
  const byKey = createMemo(() => new Map(props.items.map(item => [item.key, item])))
  return (
    <For each={keys()}>
      {key => <Show when={byKey().get(key)}>{item => <Item item={item()} isNew={props.isNew(key)} />}</Show>}
    </For>
  )
}

const icons: { readonly [Kind in NoticeItem['kind']]: IconName } = {
  request: 'people',
  connected: 'people',
  comment: 'reply',
  reply: 'reply',
  appreciation: 'heart',
  mention: 'me',
  follow: 'eye',
}

const Item = (props: { readonly item: NoticeItem; readonly isNew: boolean }) => (
  <li>
    <A class={styles['item']} href={noticeHref(props.item)} data-new={props.isNew ? '' : undefined}>
      <span class={styles['who']}>
        <Initials name={props.item.by[0]?.name ?? ''} />
        <span class={styles['kind']}>
          <Icon name={icons[props.item.kind]} />
        </span>
      </span>
      <span class={styles['words']}>
        <span class={styles['sentence']}>{noticeText(props.item)}</span>
        <Show when={props.item.excerpt.trim() !== ''}>
          <span class={styles['excerpt']} dir="auto">
            {props.item.excerpt}
          </span>
        </Show>
        <span class={styles['when']}>
          <Show when={props.isNew}>
            <strong class={styles['new']}>{noticesWords.isNew}</strong>{' '}
          </Show>
          <When atMs={props.item.atMs} />
        </span>
      </span>
    </A>
  </li>
)
