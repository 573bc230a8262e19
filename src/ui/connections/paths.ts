/** Where people meet, are listed, and talk. */
import type { ConversationId } from '../../core/api.ts'

export const connectPath = '/connect'
export const connectionsPath = '/connections'
/** The list with the blocked people open. */
export const blockedPath = `${connectionsPath}?show=blocked`

export const conversationPath = (conversation: ConversationId): string => `/messages/${conversation}`
