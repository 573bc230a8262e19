import { createSignal, Show } from 'solid-js'
import type { CommentRow } from '../../../core/api.ts'
import { Dialog, ErrorWords, Icon } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { commentMenuWords, commentName } from '../../strings/network-talk.ts'
import menu from '../menu.module.css'
import { Deleting } from '../post/deleting.tsx'
import { MuteChoice } from '../post/mute-choice.tsx'
import { exactWhen } from '../times.ts'

interface CommentMenuProps {
  readonly comment: CommentRow
  readonly isOwner: boolean
  readonly open: boolean
  readonly onClose: () => void
  readonly onEdit: () => void
  readonly onDeleted: () => void
}

/** All that can be done with one comment: by its author, by the owner of what it is about, by anybody. */
export const CommentMenu = (props: CommentMenuProps) => {
  const [isDeleting, setDeleting] = createSignal(false)
  const isOwn = (): boolean => props.comment.author.isOwn
  const close = (): void => {
    setDeleting(false)
    props.onClose()
  }
  const edit = (): void => {
    close()
    props.onEdit()
  }
  return (
    <Dialog
      shape={matchMedia('(min-width: 64rem)').matches ? 'dialog' : 'sheet'}
      open={props.open}
      title={isDeleting() ? commentMenuWords.removeTitle : commentMenuWords.title}
      onClose={close}
    >
      <Show
        when={!isDeleting()}
        fallback={<Deleting id={props.comment.id} onKeep={close} onDeleted={() => props.onDeleted()} />}
      >
        <p class="caption">
          <bdi>{commentName(props.comment)}</bdi>, {exactWhen(props.comment.atMs)}
        </p>
        <ul class={menu['menu']}>
          <Show when={isOwn()}>
            <Show when={props.comment.problem === null}>
              <li>
                <button type="button" class={menu['choice']} onClick={edit}>
                  <Icon name="edit" />
                  {commentMenuWords.edit}
                </button>
              </li>
            </Show>
            <li>
              <button type="button" class={menu['choice']} onClick={() => setDeleting(true)}>
                <Icon name="bin" />
                {commentMenuWords.remove}
              </button>
            </li>
          </Show>
          <Show when={props.isOwner && !isOwn()}>
            <Hide comment={props.comment} onDone={close} />
          </Show>
          <Show when={!isOwn()}>
            <MuteChoice person={props.comment.author} onDone={close} />
          </Show>
        </ul>
      </Show>
    </Dialog>
  )
}

/** By the owner of what it is about; taken back in the same place. */
const Hide = (props: { readonly comment: CommentRow; readonly onDone: () => void }) => {
  const hide = createCommand('comment.hide')
  const act = async (): Promise<void> => {
    const { comment, onDone } = props
    const result = await hide.run({
      account: comment.account,
      comment: comment.id,
      hidden: !comment.hidden,
    })
    if (result.ok) onDone()
  }
  return (
    <li>
      <button type="button" class={menu['choice']} onClick={() => void act()}>
        <Icon name="eye" />
        <span>
          <span>{props.comment.hidden ? commentMenuWords.show : commentMenuWords.hide}</span>
          <Show when={!props.comment.hidden}>
            <span class="caption">{commentMenuWords.hideHint}</span>
          </Show>
        </span>
      </button>
      <ErrorWords error={hide.error() ?? null} />
    </li>
  )
}
