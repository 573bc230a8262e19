/** What the text that is being written will be: a message, an answer, or a change of an earlier one. Pure. */
import type { MessageId, MessageRow } from '../../../core/api.ts'
import { excerptOf, textOf } from '../thread/message-rules.ts'

export type Intent =
  | { readonly kind: 'message' }
  | {
      readonly kind: 'reply'
      readonly message: MessageId
      readonly name: string
      readonly isOwn: boolean
      readonly excerpt: string
    }
  | { readonly kind: 'edit'; readonly message: MessageId; readonly was: string; readonly text: string }

export const plainMessage: Intent = { kind: 'message' }

export const replyTo = (message: MessageRow): Intent => ({
  kind: 'reply',
  message: message.id,
  name: message.author.name,
  isOwn: message.author.isOwn,
  excerpt: excerptOf(message),
})

export const editOf = (message: MessageRow): Intent => ({
  kind: 'edit',
  message: message.id,
  was: textOf(message),
  text: textOf(message),
})

export const intentToText = (intent: Intent): string => JSON.stringify(intent)

/** Of what a reload left behind; anything else is a plain message. */
export const parseIntent = (stored: string): Intent => {
  try {
    const parsed: unknown = JSON.parse(stored)
    return intentOf(parsed) ?? plainMessage
  } catch {
    return plainMessage
  }
}

const intentOf = (value: unknown): Intent | null => {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  if (!('message' in value) || typeof value.message !== 'string') return null
  const { message } = value
  if (value.kind === 'reply' && 'name' in value && 'isOwn' in value && 'excerpt' in value) {
    const { name, isOwn, excerpt } = value
    if (typeof name !== 'string' || typeof isOwn !== 'boolean' || typeof excerpt !== 'string') return null
    return { kind: 'reply', message, name, isOwn, excerpt }
  }
  if (value.kind === 'edit' && 'was' in value && 'text' in value) {
    const { was, text } = value
    if (typeof was !== 'string' || typeof text !== 'string') return null
    return { kind: 'edit', message, was, text }
  }
  return null
}
