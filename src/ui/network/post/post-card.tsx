import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { EntryId, PostRow } from '../../../core/api.ts'
import { Initials } from '../../components/initials.tsx'
import { albumPath } from '../../galleries/paths.ts'
import { createNow } from '../../primitives/create-now.ts'
import { feedWords, postWords } from '../../strings/network.ts'
import { AuthorLink } from '../marks.tsx'
import { pathOf, postPath } from '../paths.ts'
import { relativeWhen } from '../times.ts'
import { AudienceMark } from './audience-mark.tsx'
import { PostBody } from './post-body.tsx'
import { PostFoot } from './post-foot.tsx'
import styles from './post.module.css'
import { When } from './when.tsx'

/** Of one author's additions in a row, so many are shown; the rest are on their page. */
const mostTogether = 3

interface PostCardProps {
  /** One, or several of one author about added works; the newest first. */
  readonly posts: readonly PostRow[]
  readonly onDeleted?: (post: EntryId) => void
}

/** Posts as they hang in a list. */
export const PostCard = (props: PostCardProps) => {
  const now = createNow()
  const newest = (): PostRow | undefined => props.posts[0]
  const left = (): number => props.posts.length - mostTogether
  return (
    <Show when={newest()}>
      {first => (
        <article
          class={styles['post']}
          tabindex="-1"
          aria-label={postWords.post(first().author.name, relativeWhen(first().atMs, now()))}
        >
          <PostHead post={first()} linked />
          <For each={props.posts.slice(0, mostTogether)}>
            {post => (
              <div class={styles['part']}>
                <Added post={post} />
                <PostBody post={post} body={post.body} />
                <PostFoot post={post} onDeleted={() => props.onDeleted?.(post.id)} />
              </div>
            )}
          </For>
          <Show when={left() > 0}>
            <p>
              <A href={pathOf(first().author)}>{feedWords.moreAdded(left(), first().author.name)}</A>
            </p>
          </Show>
        </article>
      )}
    </Show>
  )
}

interface PostHeadProps {
  readonly post: PostRow
  /** The time leads to the post's own page; there it is said exactly. */
  readonly linked?: boolean
}

/** Who, when, and who else reads it. */
export const PostHead = (props: PostHeadProps) => (
  <header class={styles['head']}>
    <Initials name={props.post.author.name} />
    <div class={styles['who']}>
      <AuthorLink author={props.post.author} />
      <p class={styles['when']}>
        <Show when={props.linked} fallback={<When atMs={props.post.atMs} exactly />}>
          <A href={postPath(props.post.account, props.post.id)}>
            <When atMs={props.post.atMs} />
          </A>
        </Show>
        <Show when={props.post.editedAtMs !== null}>
          <span>{postWords.edited}</span>
        </Show>
        <AudienceMark audience={props.post.audience} isOwn={props.post.author.isOwn} />
      </p>
    </div>
  </header>
)

/** "hung 12 works in Night trains". */
export const Added = (props: { readonly post: PostRow }) => (
  <Show when={props.post.added}>
    {added => (
      <p class={styles['added']}>
        {postWords.hung(added().total)}{' '}
        <A
          href={albumPath({
            account: props.post.account,
            album: added().album,
            isOwn: props.post.author.isOwn,
          })}
        >
          <cite dir="auto">{added().title || postWords.untitledAlbum}</cite>
        </A>
      </p>
    )}
  </Show>
)
