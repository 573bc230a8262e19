import { A } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { PostRow } from '../../../core/api.ts'
import { Icon, IconButton } from '../../components/index.ts'
import { createNow } from '../../primitives/create-now.ts'
import { countsText, postMenuWords, postWords } from '../../strings/network.ts'
import acts from '../acts.module.css'
import { Appreciate } from '../appreciate.tsx'
import { Mark, Notes } from '../marks.tsx'
import { commentsAnchor, postPath } from '../paths.ts'
import { relativeWhen } from '../times.ts'
import { CopyMark } from './copy-mark.tsx'
import styles from './post.module.css'

const PostMenu = lazy(async () => ({ default: (await import('./post-menu.tsx')).PostMenu }))

interface PostFootProps {
  readonly post: PostRow
  /** The comments stand below it. */
  readonly whole?: boolean
  readonly onDeleted?: (() => void) | undefined
}

/** What is known of it, what it asks for, and what can be done with it. */
export const PostFoot = (props: PostFootProps) => {
  const [isOpen, setOpen] = createSignal(false)
  const [wasOpened, setWasOpened] = createSignal(false)
  const now = createNow()
  const name = (): string => props.post.author.name
  const when = (): string => relativeWhen(props.post.atMs, now())
  return (
    <footer class={styles['foot']}>
      <PostNotes post={props.post} />
      <Show when={props.whole !== true && countsText(props.post.counts) !== ''}>
        <p class="caption">{countsText(props.post.counts)}</p>
      </Show>
      <div class={acts['acts']}>
        <Show when={!props.post.author.isOwn}>
          <Appreciate
            target={{ kind: 'post', account: props.post.account, id: props.post.id }}
            appreciated={props.post.counts.appreciated}
          />
        </Show>
        <Show when={props.whole !== true}>
          <A
            class={acts['act']}
            href={`${postPath(props.post.account, props.post.id)}#${commentsAnchor}`}
            aria-label={postWords.commentOn(name())}
          >
            <Icon name="messages" />
            <span>{postWords.comment}</span>
          </A>
        </Show>
        <span class={acts['more']}>
          <IconButton
            icon="more"
            label={postMenuWords.open(name(), when())}
            onPress={() => {
              setWasOpened(true)
              setOpen(true)
            }}
          />
        </span>
      </div>
      <Show when={wasOpened()}>
        <Suspense>
          <PostMenu
            post={props.post}
            open={isOpen()}
            onClose={() => setOpen(false)}
            onDeleted={() => props.onDeleted?.()}
          />
        </Suspense>
      </Show>
    </footer>
  )
}

/** Whatever is not as it seems, in calm words; and of one's own, where it is. */
const PostNotes = (props: { readonly post: PostRow }) => (
  <Show when={props.post.author.isOwn || props.post.rewritten || props.post.clockIsWrong}>
    <Notes>
      <Show when={props.post.author.isOwn}>
        <CopyMark copy={props.post.copy} />
      </Show>
      <Show when={props.post.rewritten}>
        <Mark icon="info">{postWords.rewritten}</Mark>
      </Show>
      <Show when={props.post.clockIsWrong}>
        <Mark icon="waiting">
          {props.post.author.isOwn ? postWords.ownClockIsWrong : postWords.clockIsWrong}
        </Mark>
      </Show>
    </Notes>
  </Show>
)
