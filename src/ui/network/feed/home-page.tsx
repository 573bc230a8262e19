import { A, useLocation } from '@solidjs/router'
import { createSignal, For, Match, Show, Switch, untrack } from 'solid-js'
import type { EntryId, FeedRow } from '../../../core/api.ts'
import { Button, Icon, LinkButton, PageHeading } from '../../components/index.ts'
import { Initials } from '../../components/initials.tsx'
import { connectPath } from '../../connections/paths.ts'
import { createKeptScroll } from '../../galleries/wall/kept-scroll.ts'
import { createAfter } from '../../primitives/index.ts'
import { createOwnProfile, whenKind } from '../../profiles/own-profile.ts'
import { feedWords } from '../../strings/network.ts'
import { newPostPath } from '../paths.ts'
import { PostCard } from '../post/post-card.tsx'
import { createFeed, type Feed } from './create-feed.ts'
import styles from './feed.module.css'
import { viewIn, type FeedView } from './feed-view.ts'

/** What connected and followed people, and oneself, said and hung: a list with an end. */
export const HomePage = () => {
  const address = useLocation()
  const feed = createFeed(
    untrack(() => viewIn(address.state)),
    keepInHistory,
  )
  createKeptScroll(() => feed.row() !== undefined)
  return (
    <div class={`page page-narrow ${styles['page']}`}>
      <PageHeading title={feedWords.title} class={`${styles['title']}`}>
        {feedWords.title}
      </PageHeading>
      <Door />
      <Switch fallback={<SlowWords />}>
        <Match when={feed.row()?.items.length === 0 && feed.row()}>{row => <Empty row={row()} />}</Match>
        <Match when={feed.row()}>{row => <Posts feed={feed} row={row()} />}</Match>
      </Switch>
    </div>
  )
}

/** In the entry itself, so that a new visit begins with the newest. */
const keepInHistory = (view: FeedView): void => {
  const state: unknown = history.state
  const others = typeof state === 'object' && state !== null ? state : {}
  if (view.top !== null) history.replaceState({ ...others, feed: view }, '')
}

/** Looks like the field it leads to. */
const Door = () => {
  const profile = createOwnProfile()
  return (
    <A class={styles['door']} href={newPostPath}>
      <Initials name={whenKind(profile(), 'shown')?.profile.name ?? ''} />
      <span class={styles['field']}>{feedWords.door}</span>
    </A>
  )
}

const SlowWords = () => {
  const isLong = createAfter(2_000)
  return (
    <p class="caption" role="status">
      <Show when={isLong()}>{feedWords.lookingLong}</Show>
    </p>
  )
}

const Empty = (props: { readonly row: FeedRow }) => (
  <div class="stack">
    <p class="lead">{feedWords.empty}</p>
    <Arriving row={props.row} />
    <div>
      <LinkButton href={connectPath} look="primary" icon="scan">
        {feedWords.emptyAction}
      </LinkButton>
    </div>
  </div>
)

const Arriving = (props: { readonly row: FeedRow }) => (
  <p class={styles['said']} role="status">
    <Show when={props.row.arriving}>
      {arriving => (
        <>
          <Icon name="waiting" />
          <span>{feedWords.arriving(arriving())}</span>
        </>
      )}
    </Show>
  </p>
)

const Posts = (props: { readonly feed: Feed; readonly row: FeedRow }) => {
  const [said, setSaid] = createSignal('')
  const deleted = (post: EntryId, index: number): void => {
    setSaid(feedWords.deleted)
    props.feed.deleted(post, index)
  }
  return (
    <>
      <Arriving row={props.row} />
      <div class={styles['newer']} role="status">
        <Show when={props.row.newer > 0}>
          <Button icon="up" look="primary" onPress={() => props.feed.showNewer()}>
            {feedWords.newer(props.row.newer)}
          </Button>
        </Show>
      </div>
      <ol
        ref={list => props.feed.attach(feedElement(list))}
        class={styles['list']}
        aria-label={feedWords.list}
      >
        <For each={props.row.items}>
          {(item, at) => (
            <li class={styles['item']}>
              <PostCard posts={item.posts} onDeleted={post => deleted(post, at())} />
            </li>
          )}
        </For>
      </ol>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <End feed={props.feed} row={props.row} />
    </>
  )
}

const feedElement = (list: HTMLElement) => ({
  focus: (index: number): void => {
    const articles = list.querySelectorAll('article')
    const found = articles[Math.min(index, articles.length - 1)] ?? document.querySelector('h1')
    found?.focus({ preventScroll: index === 0 })
  },
  toTop: () => scrollTo({ top: 0, behavior: 'instant' }),
})

/** It ends: what was asked for is all there, or what is missing is said. */
const End = (props: { readonly feed: Feed; readonly row: FeedRow }) => (
  <footer class={styles['end']}>
    <Switch
      fallback={
        <>
          <p class={styles['said']}>
            <Icon name="check" />
            <span>{feedWords.caughtUp[props.row.caughtUp]}</span>
          </p>
          <Show when={isAlone(props.row)}>
            <p>{feedWords.onlyOwn}</p>
            <LinkButton href={connectPath} icon="scan">
              {feedWords.emptyAction}
            </LinkButton>
          </Show>
        </>
      }
    >
      <Match when={props.feed.mayShowOlder()}>
        <Button onPress={() => props.feed.showOlder()}>{feedWords.older}</Button>
      </Match>
      <Match when={props.row.hasOlder}>
        <p class="caption">{feedWords.limit(props.row.items.length)}</p>
      </Match>
    </Switch>
  </footer>
)

const isAlone = (row: FeedRow): boolean =>
  row.items.every(item => item.posts.every(post => post.author.isOwn))
