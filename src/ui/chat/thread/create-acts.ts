import { createMemo, createSignal } from 'solid-js'
import type { ConversationRow, MessageId, MessageRow } from '../../../core/api.ts'
import { createCommand } from '../../primitives/index.ts'
import type { Composer } from '../composer/create-composer.ts'
import type { Thread } from './create-thread.ts'
import { messageOf } from './grouping.ts'
import { actionsOf } from './message-rules.ts'
import type { Room } from './thread-room.ts'

/** What can be done in one thread, and the message that is being dealt with. */
export const createActs = (conversation: () => ConversationRow, thread: Thread, writing: Composer) => {
  const react = createCommand('message.react')
  const askAgain = createCommand('message.ask-again')
  const sendAgain = createCommand('message.send-again')
  const [acting, setActing] = createSignal<MessageId>()
  const id = (): string => conversation().id
  const mayWrite = (): boolean => conversation().cannotWrite === null && conversation().changes.length === 0
  const messages = (): readonly (MessageRow | undefined)[] => thread.items().map(messageOf)
  const messageById = (message: MessageId | undefined): MessageRow | undefined =>
    messages().find(one => one !== undefined && one.id === message)
  const others = createMemo(() =>
    conversation()
      .members.filter(member => !member.isOwn)
      .map(member => member.name),
  )
  const room: Room = {
    conversation,
    self: () => conversation().members.find(member => member.isOwn)?.account,
    others,
    show: thread.show,
    openActions: setActing,
    react: (message, emoji) => void react.run({ conversation: id(), message, emoji }),
    askAgain: message => void askAgain.run({ conversation: id(), message }),
    sendAgain: message => void sendAgain.run({ conversation: id(), message }),
  }
  return {
    room,
    mayWrite,
    /** The one whose actions are open. */
    chosen: () => messageById(acting()),
    close: () => setActing(undefined),
    error: () => react.error() ?? askAgain.error() ?? sendAgain.error() ?? null,
    reply: (message: MessageId): void => {
      const found = messageById(message)
      if (found !== undefined && actionsOf(found, mayWrite()).includes('reply')) writing.reply(found)
    },
    edit: (message: MessageId): void => {
      const found = messageById(message)
      if (found !== undefined && actionsOf(found, mayWrite()).includes('edit')) writing.edit(found)
    },
  }
}
