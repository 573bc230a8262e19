import { useLocation } from '@solidjs/router'
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { CommentRow, TalkRow, Target } from '../../../core/api.ts'
import { Button } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { countsText } from '../../strings/network.ts'
import { appreciatedText, cannotComment, talkWords } from '../../strings/network-talk.ts'
import { Appreciate } from '../appreciate.tsx'
import { commentsAnchor } from '../paths.ts'
import { AskRelay } from './ask-relay.tsx'
import { CommentBox } from './comment-box.tsx'
import { Comment } from './comment.tsx'
import styles from './talk.module.css'

interface TalkProps {
  /** Read once: about something else is another one. */
  readonly target: Exclude<Target, { readonly kind: 'comment' }>
  /** With the button to appreciate it. */
  readonly appreciates?: boolean
}

const pageSize = 50

/** What people said about a post or a work, oldest first, and where one says something oneself. */
export const Talk = (props: TalkProps) => {
  const address = useLocation()
  const titleId = createUniqueId()
  const [count, setCount] = createSignal(pageSize)
  const [answered, setAnswered] = createSignal<CommentRow | null>(null)
  const [focusWish, setFocusWish] = createSignal(0)
  const [said, setSaid] = createSignal('')
  const answer = (comment: CommentRow | null): void => {
    setAnswered(comment)
    setFocusWish(count => count + 1)
  }
  const newest = createRow(() => ({ type: 'talk-about', target: props.target, count: count() }))
  // While more of it is asked for, what is here stays.
  const row = createMemo<TalkRow | undefined>(before => newest() ?? before)
  let heading: HTMLHeadingElement | undefined
  const attach = (element: HTMLHeadingElement): void => {
    heading = element
    if (address.hash === `#${commentsAnchor}`) queueMicrotask(() => element.focus())
  }
  const deleted = (): void => {
    setSaid(talkWords.deleted)
    queueMicrotask(() => heading?.focus())
  }
  return (
    <section class={styles['talk']} aria-labelledby={titleId}>
      <h2 ref={attach} id={titleId} tabindex="-1">
        {talkWords.title}
      </h2>
      <Show when={row()} fallback={<p class="caption">{talkWords.looking}</p>}>
        {talk => (
          <>
            <Counts {...props} talk={talk()} />
            <ol class={styles['list']} aria-label={talkWords.list}>
              <For each={talk().comments}>
                {comment => (
                  <li>
                    <Comment
                      comment={comment}
                      isOwner={talk().isOwner}
                      mayWrite={talk().canComment === 'yes'}
                      onReply={() => answer(comment)}
                      onDeleted={deleted}
                    />
                  </li>
                )}
              </For>
            </ol>
            <Show when={talk().hasMore}>
              <div>
                <Button onPress={() => setCount(now => now + pageSize)}>{talkWords.more}</Button>
              </div>
            </Show>
            <Show when={talk().canComment === 'yes'} fallback={<WhyNot talk={talk()} />}>
              <CommentBox
                target={props.target}
                answered={answered()}
                focusWish={focusWish()}
                onStopAnswering={() => answer(null)}
                onSaid={() => {
                  answer(null)
                  setSaid(talkWords.said)
                }}
              />
            </Show>
            <AskRelay target={props.target} asked={talk().asked} />
          </>
        )}
      </Show>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </section>
  )
}

/** As far as this device knows, and who. */
const Counts = (props: TalkProps & { readonly talk: TalkRow }) => (
  <div class={styles['counts']}>
    <p class="caption">{countsText(props.talk.counts) || talkWords.none}</p>
    <Show when={props.talk.appreciatedBy.length > 0}>
      <p class="caption">{appreciatedText(props.talk.appreciatedBy, props.talk.counts.appreciations)}</p>
    </Show>
    <Show when={props.appreciates && !props.talk.isOwner}>
      <div class={styles['appreciate']}>
        <Appreciate target={props.target} appreciated={props.talk.counts.appreciated} />
      </div>
    </Show>
  </div>
)

const WhyNot = (props: { readonly talk: TalkRow }) => (
  <Show when={props.talk.canComment !== 'yes' && props.talk.canComment}>
    {why => <p class="caption">{cannotComment[why()]}</p>}
  </Show>
)
