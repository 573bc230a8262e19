import { createSignal, Show, untrack } from 'solid-js'
import { commentLimit, type CommentRow, type PersonMention, type Target } from '../../../core/api.ts'
import { overLimit } from '../../chat/composer/writing-rules.ts'
import { Button, ErrorWords, IconButton } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { talkWords } from '../../strings/network-talk.ts'
import { MentionArea } from '../writing/mention-area.tsx'
import { mentionsLeft, withMention } from '../writing/mention-rules.ts'
import { keptUnder } from './comment-rules.ts'
import styles from './talk.module.css'

interface CommentBoxProps {
  /** Read once. */
  readonly target: Target
  readonly answered: CommentRow | null
  /** Grows whenever the box should take the focus. */
  readonly focusWish: number
  readonly onStopAnswering: () => void
  readonly onSaid: () => void
}

/** Where one says something about it; what is typed outlives a reload. */
export const CommentBox = (props: CommentBoxProps) => {
  const publish = createCommand('comment.publish')
  const [text, setText, forget] = createKeptSignal(untrack(() => keptUnder(props.target)))
  const [mentions, setMentions] = createSignal<readonly PersonMention[]>([])
  const send = async (): Promise<void> => {
    const { target, answered, onSaid } = props
    const said = text().trim()
    if (said === '' || overLimit(said, commentLimit) > 0 || publish.pending()) return
    const result = await publish.run({
      target,
      replyTo: answered === null ? null : { account: answered.account, id: answered.id },
      text: said,
      mentions: mentionsLeft(said, mentions()),
    })
    if (!result.ok) return
    forget()
    setMentions([])
    onSaid()
  }
  return (
    <form
      class={styles['box']}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <Show when={props.answered}>
        {answered => (
          <div class={styles['bar']}>
            <div>
              <p class={styles['bar-title']}>{talkWords.inReplyTo(answered().author.name)}</p>
              <p class={styles['excerpt']} dir="auto">
                {answered().text}
              </p>
            </div>
            <IconButton icon="close" label={talkWords.stopReply} onPress={() => props.onStopAnswering()} />
          </div>
        )}
      </Show>
      <MentionArea
        label={props.answered === null ? talkWords.box : talkWords.boxReply(props.answered.author.name)}
        hint={props.target.kind === 'work' ? talkWords.readers.work : talkWords.readers.post}
        value={text()}
        limit={commentLimit}
        rows={3}
        focusWish={props.focusWish}
        onInput={setText}
        onMention={person => setMentions(now => withMention(now, person))}
      />
      <ErrorWords error={publish.error() ?? null} />
      <div>
        <Button type="submit" look="primary" busy={publish.pending() && talkWords.sending}>
          {talkWords.send}
        </Button>
      </div>
    </form>
  )
}
