import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { AccountIdText, JournalRow } from '../../../core/api.ts'
import { Button, LinkButton } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { feedWords, personPostsWords } from '../../strings/network.ts'
import { newPostPath } from '../paths.ts'
import { PostCard } from '../post/post-card.tsx'
import styles from './person-posts.module.css'

interface PersonPostsProps {
  readonly account: AccountIdText
  /** One's own, on one's own page. */
  readonly isOwn?: boolean
  /** As somebody sees them who is connected to nobody. */
  readonly publicOnly?: boolean
}

const pageSize = 10

/** What somebody published, under their works. */
export const PersonPosts = (props: PersonPostsProps) => {
  const [count, setCount] = createSignal(pageSize)
  const [said, setSaid] = createSignal('')
  const newest = createRow(() => ({ type: 'journal', account: props.account, count: count() }))
  // While older ones are asked for, those that are here stay.
  const row = createMemo<JournalRow | undefined>(before => newest() ?? before)
  const posts = () =>
    (row()?.posts ?? []).filter(post => props.publicOnly !== true || post.audience === 'public')
  const words = (): string => (props.isOwn ? '' : wordsFor(row()))
  let heading: HTMLHeadingElement | undefined
  const deleted = (): void => {
    setSaid(feedWords.deleted)
    queueMicrotask(() => heading?.focus())
  }
  return (
    <Show when={posts().length > 0 || words() !== ''}>
      <section class={styles['posts']} aria-labelledby="posts">
        <div class={styles['head']}>
          <h2 ref={found => (heading = found)} id="posts" tabindex="-1">
            {personPostsWords.title}
          </h2>
          <Show when={props.isOwn}>
            <LinkButton look="quiet" href={newPostPath} icon="edit">
              {personPostsWords.write}
            </LinkButton>
          </Show>
        </div>
        <ol class={styles['list']} aria-label={feedWords.list}>
          <For each={posts()}>
            {post => (
              <li>
                <PostCard posts={[post]} onDeleted={deleted} />
              </li>
            )}
          </For>
        </ol>
        <Switch>
          <Match when={row()?.hasOlder}>
            <div>
              <Button onPress={() => setCount(now => now + pageSize)}>{personPostsWords.older}</Button>
            </div>
          </Match>
          <Match when={words() !== ''}>
            <p class="caption" role="status">
              {words()}
            </p>
          </Match>
        </Switch>
        <p class="visually-hidden" role="status">
          {said()}
        </p>
      </section>
    </Show>
  )
}

/** Why there are none, or fewer than there may be; empty when there is nothing to say. */
const wordsFor = (row: JournalRow | undefined): string => {
  if (row?.muted) return personPostsWords.muted
  if (row?.state === 'looking') return personPostsWords.looking
  return row?.state === 'offline' ? personPostsWords.offline : ''
}
