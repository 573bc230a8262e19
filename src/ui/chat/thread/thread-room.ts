import type { AccountIdText, ConversationRow, MessageId } from '../../../core/api.ts'

/** What every message of a thread knows of it, and can ask of it. */
export interface Room {
  readonly conversation: () => ConversationRow
  readonly self: () => AccountIdText | undefined
  /** Names of the other members. */
  readonly others: () => readonly string[]
  /** Goes to a message wherever it is. */
  readonly show: (message: MessageId) => void
  readonly openActions: (message: MessageId) => void
  readonly react: (message: MessageId, emoji: string | null) => void
  readonly askAgain: (message: MessageId) => void
  readonly sendAgain: (message: MessageId) => void
}
