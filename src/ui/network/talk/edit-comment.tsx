import { createSignal, untrack } from 'solid-js'
import { commentLimit, type CommentRow } from '../../../core/api.ts'
import { overLimit } from '../../chat/composer/writing-rules.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { talkWords } from '../../strings/network-talk.ts'
import { MentionArea } from '../writing/mention-area.tsx'
import { mentionsLeft, withMention } from '../writing/mention-rules.ts'

interface EditCommentProps {
  /** Read once, as it was when changing it began. */
  readonly comment: CommentRow
  readonly onDone: () => void
}

/** One's own comment, changed in its place. */
export const EditComment = (props: EditCommentProps) => {
  const { id, text: before, mentions: mentioned } = untrack(() => ({ ...props.comment }))
  const edit = createCommand('comment.edit')
  const [text, setText, forget] = createKeptSignal(`comment.edit.${id}`, before)
  const [mentions, setMentions] = createSignal(mentioned)
  const done = (): void => {
    forget()
    props.onDone()
  }
  const save = async (): Promise<void> => {
    const changed = text().trim()
    if (changed === '' || overLimit(changed, commentLimit) > 0 || edit.pending()) return
    const result = await edit.run({ comment: id, text: changed, mentions: mentionsLeft(changed, mentions()) })
    if (result.ok) done()
  }
  return (
    <form
      class="stack stack-close"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <MentionArea
        label={talkWords.box}
        value={text()}
        limit={commentLimit}
        rows={3}
        autofocus
        onInput={setText}
        onMention={person => setMentions(now => withMention(now, person))}
      />
      <ErrorWords error={edit.error() ?? null} />
      <div class="row">
        <Button type="submit" look="primary" busy={edit.pending() && talkWords.saving}>
          {talkWords.save}
        </Button>
        <Button look="quiet" onPress={done}>
          {talkWords.cancel}
        </Button>
      </div>
    </form>
  )
}
