import { err, ok } from '../../../../src/base/result.ts'
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  MessageRow,
  Query,
  QueryOf,
  QueryRows,
  QueryType,
  ThreadItem,
} from '../../../../src/core/api.ts'
import { messageLimit } from '../../../../src/core/api.ts'
import type { CoreClient } from '../../../../src/worker/core-client.ts'
import { own } from '../gallery/albums.ts'
import { bytesOf } from '../gallery/pictures.ts'
import { conversationsRow, unreadAfter, windowOf } from './rows.ts'
import { found, type ChatScene, type SceneConversation } from './scenes.ts'
import { anyone } from './talk.ts'

/** A scene's core that also holds conversations and does with them what people ask. `say`: the other one writes. */
export const createChatCore = (inner: CoreClient, scene: ChatScene): CoreClient & { say(): void } => {
  const watchers = new Set<() => void>()
  let conversations = scene.conversations
  let privacy = { typing: true, readReceipts: false, notices: false }
  let count = 0
  const tellAll = (): void => {
    for (const tell of watchers) tell()
  }
  const change = (id: string, how: (one: SceneConversation) => SceneConversation): void => {
    conversations = conversations.map(one => (one.row.id === id ? how(one) : one))
    tellAll()
  }
  const add = (id: string, item: ThreadItem): void =>
    change(id, one => ({ ...one, items: [...one.items, item] }))
  const edit = (id: string, message: string, how: (row: MessageRow) => MessageRow): void =>
    change(id, one => ({
      ...one,
      items: one.items.map(item =>
        item.kind === 'message' && item.message.id === message
          ? { ...item, message: how(item.message) }
          : item,
      ),
    }))
  const ownMessage = (id: string, body: MessageRow['body'], replyTo: string | null): string => {
    const message = `own-${++count}`.padEnd(43, '0')
    const replied = conversations
      .find(one => one.row.id === id)
      ?.items.find(item => item.kind === 'message' && item.message.id === replyTo)
    const excerpt =
      replied?.kind === 'message' && replied.message.body.kind === 'text' ? replied.message.body.text : ''
    const item: ThreadItem = {
      kind: 'message',
      key: `~${String(count).padStart(6, '0')}`,
      message: {
        ...blank(message, body),
        author: { account: own, name: 'Ana Ferreira', isOwn: true },
        delivery: 'waiting',
        replyTo:
          replied?.kind === 'message'
            ? { id: replied.message.id, name: replied.message.author.name, excerpt }
            : null,
      },
    }
    add(id, item)
    setTimeout(() => edit(id, message, row => ({ ...row, delivery: 'on-relay' })), 700)
    setTimeout(() => edit(id, message, row => ({ ...row, delivery: 'delivered' })), 1_600)
    return message
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'message.send':
        if (command.text.length > messageLimit)
          return err({ type: 'invalid-input', field: 'text', reason: 'too-long' })
        return ok({
          message: ownMessage(command.conversation, { kind: 'text', text: command.text }, command.replyTo),
        })
      case 'message.edit':
        edit(command.conversation, command.message, row => ({
          ...row,
          body: { kind: 'text', text: command.text },
          editedAtMs: Date.now(),
        }))
        return ok(null)
      case 'message.delete':
        edit(command.conversation, command.message, row => ({
          ...row,
          body: { kind: 'deleted' },
          reactions: [],
        }))
        return ok(null)
      case 'message.react':
        edit(command.conversation, command.message, row => withReaction(row, command.emoji))
        return ok(null)
      case 'message.ask-again':
        edit(command.conversation, command.message, row =>
          row.body.kind === 'unreadable' ? { ...row, body: { ...row.body, asked: true } } : row,
        )
        return ok(null)
      case 'message.send-again':
        edit(command.conversation, command.message, row => ({ ...row, askedAgainBy: [] }))
        return ok({ message: command.message })
      case 'conversation.read':
        change(command.conversation, one => ({
          ...one,
          row: { ...one.row, unread: Math.min(one.row.unread, unreadAfter(one, command.key)) },
        }))
        return ok(null)
      case 'conversation.draft':
        change(command.conversation, one => ({ ...one, row: { ...one.row, draft: command.text } }))
        return ok(null)
      case 'room.accept':
        change(command.conversation, one => ({
          ...one,
          invitation: false,
          row: { ...one.row, cannotWrite: null },
        }))
        return ok(null)
      case 'room.leave':
        change(command.conversation, one => ({
          ...one,
          invitation: false,
          row: { ...one.row, cannotWrite: 'left' },
        }))
        return ok(null)
      case 'room.rename':
        change(command.conversation, one => ({ ...one, row: { ...one.row, title: command.name } }))
        return ok(null)
      case 'room.create':
        return ok({ conversation: conversations.find(one => one.row.kind === 'room')?.row.id ?? '' })
      case 'trust.acknowledge':
        conversations = conversations.map(one => ({ ...one, row: { ...one.row, changes: [] } }))
        tellAll()
        return ok(null)
      case 'privacy.change':
        privacy = { ...privacy, ...command.change }
        tellAll()
        return ok(null)
      default:
        return undefined
    }
  }
  const rowOf = (query: Query, unreadFrom: { value?: string | null }): unknown => {
    switch (query.type) {
      case 'conversations':
        return conversationsRow(conversations)
      case 'conversation': {
        const one = conversations.find(held => held.row.id === query.conversation)
        return one === undefined ? { kind: 'unknown' } : { kind: 'shown', conversation: one.row }
      }
      case 'thread': {
        const one = conversations.find(held => held.row.id === query.conversation)
        if (one === undefined) return undefined
        if (unreadFrom.value === undefined)
          unreadFrom.value = one.row.unread > 0 ? (one.items.at(-one.row.unread)?.key ?? null) : null
        return windowOf(one, query, unreadFrom.value)
      }
      case 'find-messages':
        return found({ ...scene, conversations }, query.text, query.conversation)
      case 'privacy':
        return privacy
      case 'people':
        return { connections: scene.people, received: [], sent: [], blocked: [] }
      default:
        return undefined
    }
  }
  return {
    ...inner,
    run: <T extends CommandType>(command: CommandOf<T>) => {
      const asked = command as Command
      if (asked.type === 'message.image')
        return imageAnswer(conversations, asked) as Promise<CommandResult<T>>
      const answered = answer(asked)
      if (answered === undefined) return inner.run(command)
      return new Promise<CommandResult<T>>(resolve => {
        setTimeout(() => resolve(answered as CommandResult<T>), 20)
      })
    },
    watch: <T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void) => {
      const asked = query as Query
      const unreadFrom = {}
      if (rowOf(asked, {}) === undefined) return inner.watch(query, onRow)
      const tell = (): void => {
        if (watchers.has(tell)) onRow(structuredClone(rowOf(asked, unreadFrom)) as QueryRows[T])
      }
      watchers.add(tell)
      setTimeout(tell, 5)
      return () => watchers.delete(tell)
    },
    say: () => {
      const one = conversations.find(held => location.pathname.includes(held.row.id)) ?? conversations[0]
      if (one === undefined) return
      const name = one.row.members.find(member => !member.isOwn)?.name ?? ''
      const id = `said-${++count}`
      add(one.row.id, {
        kind: 'message',
        key: `~${String(count).padStart(6, '0')}`,
        message: {
          ...blank(id.padEnd(43, '0'), { kind: 'text', text: `Said just now, number ${count}.` }),
          author: { account: anyone(name), name, isOwn: false },
        },
      })
      change(one.row.id, held => ({ ...held, row: { ...held.row, unread: held.row.unread + 1 } }))
    },
  }
}

const blank = (id: string, body: MessageRow['body']): Omit<MessageRow, 'author'> => ({
  id,
  sentAtMs: Date.now(),
  body,
  replyTo: null,
  reactions: [],
  editedAtMs: null,
  delivery: null,
  reach: null,
  askedAgainBy: [],
  waitsFor: null,
})

const withReaction = (row: MessageRow, emoji: string | null): MessageRow => {
  const others = row.reactions
    .map(one => ({ ...one, by: one.by.filter(person => !person.isOwn) }))
    .filter(one => one.by.length > 0)
  if (emoji === null) return { ...row, reactions: others }
  const self = { account: own, name: 'Ana Ferreira', isOwn: true }
  const same = others.find(one => one.emoji === emoji)
  if (same === undefined) return { ...row, reactions: [...others, { emoji, by: [self] }] }
  return { ...row, reactions: others.map(one => (one === same ? { ...one, by: [...one.by, self] } : one)) }
}

const imageAnswer = async (
  all: readonly SceneConversation[],
  command: CommandOf<'message.image'>,
): Promise<unknown> => {
  const item = all
    .find(one => one.row.id === command.conversation)
    ?.items.find(held => held.kind === 'message' && held.message.id === command.message)
  const body = item?.kind === 'message' ? item.message.body : undefined
  if (body?.kind !== 'image') return err({ type: 'not-found', what: 'message' })
  const bytes = await bytesOf(body.image.id, command.size)
  return ok({ bytes: bytes.slice(), mime: 'image/webp', size: command.size })
}
