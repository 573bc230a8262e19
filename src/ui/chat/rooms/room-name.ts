/** Whether a room may have this name. Pure. */
import { roomNameLimit } from '../../../core/api.ts'
import { newConversationWords } from '../../strings/chat-rooms.ts'

/** What is wrong with it, in words; null when nothing is. */
export const roomNameProblem = (name: string): string | null => {
  const trimmed = name.trim()
  if (trimmed === '') return newConversationWords.roomNeeded
  const over = trimmed.length - roomNameLimit
  return over > 0 ? newConversationWords.roomTooLong(over) : null
}
