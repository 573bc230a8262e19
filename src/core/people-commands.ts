/** The commands and queries of people and conversations: each goes to the service of the open account that knows it. */
import { err, ok } from '../base/result.ts'
import type {
  CommandOf,
  CommandResult,
  CommandType,
  PersonRow,
  QueryOf,
  QueryRows,
  QueryType,
} from './api.ts'
import { loadFailure, type WithOpen } from './art-commands.ts'
import type { OpenAccount } from './session/open-account.ts'

type PeopleCommand = Extract<
  CommandType,
  `${'connection' | 'code' | 'trust' | 'message' | 'conversation' | 'room' | 'privacy'}.${string}`
>
export type PeopleCommands = {
  readonly [T in PeopleCommand]: (command: CommandOf<T>) => Promise<CommandResult<T>>
}

export const createPeopleCommands = (withOpen: WithOpen): PeopleCommands => ({
  'connection.request': ({ account, note }) => withOpen(open => open.people.request(account, note)),
  'connection.cancel': ({ account }) => withOpen(open => open.people.cancel(account)),
  'connection.accept': ({ account }) => withOpen(open => open.people.accept(account)),
  'connection.reject': ({ account }) => withOpen(open => open.people.reject(account)),
  'connection.remove': ({ account }) => withOpen(open => open.people.remove(account)),
  'connection.block': ({ account }) => withOpen(open => open.people.block(account)),
  'connection.unblock': ({ account }) => withOpen(open => open.people.unblock(account)),
  'code.show': ({ answers }) => withOpen(open => open.people.showCode(answers)),
  'code.scan': ({ text }) => withOpen(open => open.people.scanCode(text)),
  'trust.compare': ({ account, digits }) => withOpen(open => open.people.compare(account, digits)),
  'trust.confirm': ({ account }) => withOpen(open => open.people.confirm(account)),
  'trust.acknowledge': ({ account }) => withOpen(open => open.people.acknowledge(account)),
  'message.send': ({ conversation, text, replyTo }) =>
    withOpen(open => open.chat.send(conversation, text, replyTo)),
  'message.send-image': ({ conversation, source, alt, text, replyTo }) =>
    withOpen(open => open.chat.sendImage(conversation, source, alt, text, replyTo)),
  'message.send-work': ({ conversation, account, album, work, text }) =>
    withOpen(open => open.chat.sendWork(conversation, account, album, work, text)),
  'message.edit': ({ conversation, message, text }) =>
    withOpen(open => open.chat.edit(conversation, message, text)),
  'message.delete': ({ conversation, message }) => withOpen(open => open.chat.remove(conversation, message)),
  'message.react': ({ conversation, message, emoji }) =>
    withOpen(open => open.chat.react(conversation, message, emoji)),
  'message.ask-again': ({ conversation, message }) =>
    withOpen(open => open.chat.askAgain(conversation, message)),
  'message.send-again': ({ conversation, message }) =>
    withOpen(open => open.chat.sendAgain(conversation, message)),
  'message.image': command => withOpen(open => loadMessageImage(open, command)),
  'conversation.read': ({ conversation, key }) => withOpen(open => open.chat.read(conversation, key)),
  'conversation.draft': ({ conversation, text }) => withOpen(open => open.chat.draft(conversation, text)),
  'conversation.typing': ({ conversation }) =>
    withOpen(async open => {
      open.chat.typing(conversation)
      return ok(null)
    }),
  'room.create': ({ name, members, mode }) => withOpen(open => open.chat.createRoom(name, members, mode)),
  'room.invite': ({ conversation, accounts }) => withOpen(open => open.chat.invite(conversation, accounts)),
  'room.accept': ({ conversation }) => withOpen(open => open.chat.acceptRoom(conversation)),
  'room.leave': ({ conversation }) => withOpen(open => open.chat.leaveRoom(conversation)),
  'room.remove': ({ conversation, account }) =>
    withOpen(open => open.chat.removeMember(conversation, account)),
  'room.make-admin': ({ conversation, account }) =>
    withOpen(open => open.chat.makeAdmin(conversation, account)),
  'room.rename': ({ conversation, name }) => withOpen(open => open.chat.renameRoom(conversation, name)),
  'privacy.change': ({ change }) => withOpen(open => open.chat.changePrivacy(change)),
})

const loadMessageImage = async (
  open: OpenAccount,
  { conversation, message, size }: CommandOf<'message.image'>,
): Promise<CommandResult<'message.image'>> => {
  const found = await open.chat.image(conversation, message, size)
  if (found === null) return err({ type: 'not-found', what: 'image' })
  const loaded = await open.blobs.load(found.blob)
  if (!loaded.ok) return err(loadFailure(loaded.error))
  return ok({ bytes: loaded.value, mime: found.blob.mime, size: found.size })
}

type PeopleQuery = Extract<
  QueryType,
  'person' | 'people' | 'conversations' | 'conversation' | 'thread' | 'find-messages' | 'privacy'
>
export type PeopleAnswers = {
  readonly [T in PeopleQuery]: (query: QueryOf<T>) => QueryRows[T] | Promise<QueryRows[T]>
}

export const createPeopleAnswers = (current: () => OpenAccount | null): PeopleAnswers => ({
  person: async ({ account }) => (await current()?.people.person(account)) ?? unknownPerson(account),
  people: async () =>
    (await current()?.people.people()) ?? { connections: [], received: [], sent: [], blocked: [] },
  conversations: async () =>
    (await current()?.chat.conversations()) ?? { conversations: [], unread: 0, requests: 0 },
  conversation: async ({ conversation }) =>
    (await current()?.chat.conversation(conversation)) ?? { kind: 'looking' },
  thread: async query => (await current()?.chat.thread(query)) ?? emptyThread,
  'find-messages': async query => (await current()?.chat.find(query)) ?? { found: [], searched: 0, of: 0 },
  privacy: () => current()?.chat.privacy() ?? { typing: true, readReceipts: false, notices: false },
})

const unknownPerson = (account: string): PersonRow => ({
  account,
  name: '',
  connection: { kind: 'none' },
  verified: 'no',
  safetyNumber: [],
  changes: [],
  lookalikes: [],
  reachable: false,
})

const emptyThread: QueryRows['thread'] = {
  items: [],
  hasOlder: false,
  hasNewer: false,
  unreadFrom: null,
  unread: 0,
  missing: 0,
  fetching: null,
}
