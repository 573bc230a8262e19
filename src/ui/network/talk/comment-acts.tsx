import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { CommentRow } from '../../../core/api.ts'
import { Icon, IconButton } from '../../components/index.ts'
import { commentMenuWords, talkWords } from '../../strings/network-talk.ts'
import acts from '../acts.module.css'
import { Appreciate } from '../appreciate.tsx'

const CommentMenu = lazy(async () => ({ default: (await import('./comment-menu.tsx')).CommentMenu }))

export interface CommentProps {
  readonly comment: CommentRow
  /** Of what it is about. */
  readonly isOwner: boolean
  readonly mayWrite: boolean
  readonly onReply: () => void
  readonly onDeleted: () => void
}

interface ActsProps extends CommentProps {
  readonly when: string
  readonly onEdit: () => void
}

/** What can be done with a comment where it stands. */
export const CommentActs = (props: ActsProps) => {
  const [isOpen, setOpen] = createSignal(false)
  const [wasOpened, setWasOpened] = createSignal(false)
  const name = (): string => props.comment.author.name
  const isReadable = (): boolean => props.comment.problem === null
  return (
    <div class={acts['acts']}>
      <Show when={!props.comment.author.isOwn && isReadable()}>
        <Appreciate
          target={{ kind: 'comment', account: props.comment.account, id: props.comment.id }}
          appreciated={props.comment.appreciated}
          label={talkWords.appreciate(name())}
        />
      </Show>
      <Show when={props.mayWrite && isReadable()}>
        <button
          type="button"
          class={acts['act']}
          aria-label={talkWords.replyTo(name())}
          onClick={() => props.onReply()}
        >
          <Icon name="reply" />
          <span>{talkWords.reply}</span>
        </button>
      </Show>
      <span class={acts['more']}>
        <IconButton
          icon="more"
          label={commentMenuWords.open(name(), props.when)}
          onPress={() => {
            setWasOpened(true)
            setOpen(true)
          }}
        />
      </span>
      <Show when={wasOpened()}>
        <Suspense>
          <CommentMenu {...props} open={isOpen()} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </div>
  )
}
