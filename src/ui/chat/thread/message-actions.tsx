import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ConversationId, MessageId, MessageRow } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon, type IconName } from '../../components/index.ts'
import { copyText, createCommand } from '../../primitives/index.ts'
import { chatWords, threadWords } from '../../strings/chat.ts'
import { actionWords } from '../../strings/chat-writing.ts'
import { fullWhen } from '../times.ts'
import styles from './message-actions.module.css'
import { actionsOf, excerptOf, ownReaction, textOf, type MessageAction } from './message-rules.ts'
import { ReactionPicker } from './reaction-picker.tsx'
import { namesOf } from './reactions.tsx'
import type { Room } from './thread-room.ts'

interface MessageActionsProps {
  /** None: closed. */
  readonly message: MessageRow | undefined
  readonly mayWrite: boolean
  readonly room: Room
  readonly onClose: () => void
  readonly onReply: (message: MessageId) => void
  readonly onEdit: (message: MessageId) => void
}

/** All that can be done with one message. */
export const MessageActions = (props: MessageActionsProps) => {
  const [isDeleting, setDeleting] = createSignal(false)
  const close = (): void => {
    setDeleting(false)
    props.onClose()
  }
  return (
    <Dialog
      shape={matchMedia('(min-width: 64rem)').matches ? 'dialog' : 'sheet'}
      open={props.message !== undefined}
      title={isDeleting() ? actionWords.removeTitle : actionWords.title}
      onClose={close}
    >
      <Show when={props.message}>
        {message => (
          <Show
            when={!isDeleting()}
            fallback={
              <Deleting conversation={props.room.conversation().id} message={message()} onClose={close} />
            }
          >
            <Offered {...props} message={message()} onClose={close} onDelete={() => setDeleting(true)} />
          </Show>
        )}
      </Show>
    </Dialog>
  )
}

interface OfferedProps extends MessageActionsProps {
  readonly message: MessageRow
  readonly onDelete: () => void
}

const icons: { readonly [Action in Exclude<MessageAction, 'react'>]: IconName } = {
  reply: 'reply',
  copy: 'copy',
  edit: 'edit',
  remove: 'bin',
  'ask-again': 'waiting',
  'send-again': 'sending',
}

const Offered = (props: OfferedProps) => {
  const [copied, setCopied] = createSignal<boolean>()
  const actions = () => actionsOf(props.message, props.mayWrite)
  const words = (action: Exclude<MessageAction, 'react'>): string => {
    if (action === 'ask-again') return threadWords.askAgain(props.message.author.name)
    if (action === 'send-again') return threadWords.sendAgain
    if (action === 'copy' && copied() === true) return actionWords.copied
    return actionWords[action]
  }
  const act = (action: Exclude<MessageAction, 'react'>): void => {
    if (action === 'copy') return void copyText(textOf(props.message)).then(setCopied)
    if (action === 'remove') return props.onDelete()
    const { id } = props.message
    props.onClose()
    if (action === 'reply') props.onReply(id)
    else if (action === 'edit') props.onEdit(id)
    else if (action === 'ask-again') props.room.askAgain(id)
    else props.room.sendAgain(id)
  }
  return (
    <>
      <div class={styles['which']}>
        <p class={styles['excerpt']} dir="auto">
          {excerptOf(props.message)}
        </p>
        <p class="caption">
          <bdi>
            {props.message.author.isOwn ? threadWords.you : chatWords.named(props.message.author.name)}
          </bdi>
          , {fullWhen(props.message.sentAtMs)}
        </p>
        <For each={props.message.reactions}>
          {reaction => (
            <p class="caption">
              {reaction.emoji} <bdi>{namesOf(reaction)}</bdi>
            </p>
          )}
        </For>
      </div>
      <Show when={actions().includes('react')}>
        <ReactionPicker
          own={ownReaction(props.message)}
          onReact={emoji => {
            props.room.react(props.message.id, emoji)
            props.onClose()
          }}
        />
      </Show>
      <ul class={styles['actions']}>
        <For each={actions().filter(action => action !== 'react')}>
          {action => (
            <li>
              <button type="button" class={styles['action']} onClick={() => act(action)}>
                <Icon name={icons[action]} />
                {words(action)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <p class="caption" role="status">
        <Switch>
          <Match when={copied() === true}>{actionWords.copied}</Match>
          <Match when={copied() === false}>{actionWords.copyFailed}</Match>
        </Switch>
      </p>
    </>
  )
}

interface DeletingProps {
  readonly conversation: ConversationId
  readonly message: MessageRow
  readonly onClose: () => void
}

/** Says what deleting can do and what it cannot, before it happens. */
const Deleting = (props: DeletingProps) => {
  const remove = createCommand('message.delete')
  const confirm = async (): Promise<void> => {
    const { conversation, message } = props
    if ((await remove.run({ conversation, message: message.id })).ok) props.onClose()
  }
  return (
    <>
      <p class={styles['excerpt']} dir="auto">
        {excerptOf(props.message)}
      </p>
      <p>{actionWords.removeMeaning}</p>
      <ErrorWords error={remove.error() ?? null} />
      <div class="row">
        <Button onPress={() => props.onClose()}>{actionWords.cancel}</Button>
        <Button look="danger" busy={remove.pending() && actionWords.removing} onPress={() => void confirm()}>
          {actionWords.removeConfirm}
        </Button>
      </div>
    </>
  )
}
