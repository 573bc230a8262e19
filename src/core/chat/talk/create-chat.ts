/** Conversations for the rest of the core: what lines bring becomes rows, and rows become what people see. */
import { err, ok } from '../../../base/result.ts'
import type { PrivacyRow } from '../../api.ts'
import type { ChatService } from '../chat-types.ts'
import type { ChatDeps } from './chat-deps.ts'
import { createDrafts } from './commands/drafts.ts'
import { createMessageCommands } from './commands/messages.ts'
import { createPictureCommands } from './commands/pictures.ts'
import { createRoomCommands } from './commands/rooms.ts'
import { createChatParts } from './chat-parts.ts'
import { newestKey } from './rows/newest-key.ts'
import { isItemKey } from './rows/keys.ts'
import { unknownConversation } from './rules/failures.ts'
import { conversationList } from './showing/conversation-list.ts'
import { conversationRow } from './showing/conversation-row.ts'
import { createSearch } from './showing/search.ts'
import { threadRow } from './showing/thread.ts'

/** Opens a line for every conversation that has one, in the background: what rows hold can be read at once. */
export const createChatService = async (deps: ChatDeps): Promise<ChatService> => {
  const parts = await createChatParts(deps)
  const { desks, directory, reading, typing, privacy, references, listeners, changed } = parts
  const search = createSearch({
    ...deps,
    clock: deps.ports.clock,
    conversations: directory.all,
    onProgress: changed,
  })
  parts.onTouched(search.touched)
  const commandDeps = { ...deps, ...parts, deskOf: desks.of, onChange: changed }
  const drafts = createDrafts(commandDeps)
  const messages = createMessageCommands(commandDeps)
  const listDeps = { ...deps, desks, typingIn: typing.now }
  parts.start()

  return {
    conversations: () => conversationList(directory.all(), listDeps),
    async conversation(id) {
      const conversation = directory.find(id)
      if (conversation === null) return { kind: 'unknown' }
      return { kind: 'shown', conversation: await conversationRow(conversation, desks.of(id), listDeps) }
    },
    thread: query => {
      const { conversation } = query
      return threadRow(query, desks.of(conversation), directory.find(conversation), { ...deps, reading })
    },
    find: ({ text, conversation }) => search.find(text, conversation),
    privacy: () => privacy.row(),

    ...messages,
    async send(conversation, text, replyTo) {
      const sent = await messages.send(conversation, text, replyTo)
      if (sent.ok) await drafts.sent(conversation, text)
      return sent
    },
    ...createPictureCommands(commandDeps),
    ...createRoomCommands(commandDeps),
    async read(conversation, key) {
      if (directory.find(conversation) === null) return err(unknownConversation)
      const desk = desks.of(conversation)
      // What waits to be encrypted stands after everything: who sees it has seen the rest.
      const upTo = isItemKey(key) ? key : await newestKey(conversation, deps.rows)
      const read = await reading.read(desk, upTo)
      if (!read.ok) return read
      parts.receipts.shown(desk, read.value)
      return ok(null)
    },
    draft: drafts.write,
    typing(conversation) {
      if (directory.find(conversation) !== null) typing.say(desks.of(conversation))
    },
    async changePrivacy(change: Partial<PrivacyRow>) {
      const done = await privacy.change(change)
      changed()
      return done
    },

    isHistoryArriving: () => desks.all().some(({ line }) => (line?.status().fetching ?? null) !== null),
    references: () => references.all(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      search.close()
      await parts.close()
    },
  }
}
