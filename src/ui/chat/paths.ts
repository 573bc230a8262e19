/** Where conversations are found. */
import type { ConversationId, MessageId } from '../../core/api.ts'

export const messagesPath = '/messages'
export const newConversationPath = '/messages/new'
export const requestsPath = '/messages/requests'

/** `at`: shown around this message. */
export const conversationPath = (conversation: ConversationId, at?: MessageId): string =>
  at === undefined ? `/messages/${conversation}` : `/messages/${conversation}?at=${at}`

export const infoPath = (conversation: ConversationId): string => `/messages/${conversation}/info`

export const searchPath = (conversation?: ConversationId): string =>
  conversation === undefined ? '/messages/search' : `/messages/search?in=${conversation}`
