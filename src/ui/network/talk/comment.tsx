import { createSignal, Show } from 'solid-js'
import type { CommentRow } from '../../../core/api.ts'
import { WrittenText } from '../../components/written-text.tsx'
import { createNow } from '../../primitives/create-now.ts'
import { postWords } from '../../strings/network.ts'
import { commentProblems, talkWords } from '../../strings/network-talk.ts'
import { AuthorLink, Mark, Notes } from '../marks.tsx'
import { CopyMark } from '../post/copy-mark.tsx'
import { When } from '../post/when.tsx'
import { relativeWhen } from '../times.ts'
import { CommentActs, type CommentProps } from './comment-acts.tsx'
import { commentElementId } from './comment-rules.ts'
import { EditComment } from './edit-comment.tsx'
import styles from './talk.module.css'

export const Comment = (props: CommentProps) => {
  const now = createNow()
  const [isEditing, setEditing] = createSignal(false)
  const when = (): string => relativeWhen(props.comment.atMs, now())
  return (
    <article
      id={commentElementId(props.comment)}
      class={styles['comment']}
      tabindex="-1"
      aria-label={talkWords.comment(props.comment.author.name, when())}
      data-hidden={props.comment.hidden ? '' : undefined}
    >
      <header class={styles['head']}>
        <AuthorLink author={props.comment.author} />
        <span class={styles['when']}>
          <When atMs={props.comment.atMs} />
          <Show when={props.comment.editedAtMs !== null}>
            <span>{talkWords.edited}</span>
          </Show>
        </span>
      </header>
      <Replied comment={props.comment} />
      <Show when={isEditing()} fallback={<Words comment={props.comment} />}>
        <EditComment comment={props.comment} onDone={() => setEditing(false)} />
      </Show>
      <CommentNotes comment={props.comment} />
      <CommentActs {...props} when={when()} onEdit={() => setEditing(true)} />
    </article>
  )
}

const Words = (props: { readonly comment: CommentRow }) => (
  <Show
    when={props.comment.problem}
    fallback={
      <p class={styles['text']} dir="auto">
        <WrittenText text={props.comment.text} mentions={props.comment.mentions} />
      </p>
    }
  >
    {problem => <p class="caption">{commentProblems[problem()]}</p>}
  </Show>
)

const Replied = (props: { readonly comment: CommentRow }) => (
  <Show when={props.comment.replyTo}>
    {replied => (
      <button
        type="button"
        class={styles['quote']}
        aria-label={talkWords.showReplied(replied().name, replied().excerpt)}
        onClick={() => show(commentElementId(replied()))}
      >
        <span>{talkWords.inReplyTo(replied().name)}</span>
        <span class={styles['excerpt']} dir="auto">
          {replied().excerpt}
        </span>
      </button>
    )}
  </Show>
)

const show = (id: string): void => {
  const found = document.getElementById(id)
  found?.scrollIntoView({ block: 'center' })
  found?.focus({ preventScroll: true })
}

const CommentNotes = (props: { readonly comment: CommentRow }) => (
  <Show
    when={
      props.comment.author.isOwn ||
      props.comment.source === 'relay' ||
      props.comment.rewritten ||
      props.comment.hidden ||
      props.comment.appreciations > 0
    }
  >
    <Notes>
      <Show when={props.comment.author.isOwn}>
        <CopyMark copy={props.comment.copy} />
      </Show>
      <Show when={props.comment.source === 'relay'}>
        <Mark icon="relay">{talkWords.fromRelay}</Mark>
      </Show>
      <Show when={props.comment.rewritten}>
        <Mark icon="info">{postWords.rewritten}</Mark>
      </Show>
      <Show when={props.comment.hidden}>
        <Mark icon="mute">{talkWords.hidden}</Mark>
      </Show>
      <Show when={props.comment.appreciations > 0}>
        <span>{talkWords.appreciations(props.comment.appreciations)}</span>
      </Show>
    </Notes>
  </Show>
)
