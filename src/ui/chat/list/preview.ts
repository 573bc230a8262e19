/** What a conversation's row says under its name. Pure. */
import type { ConversationCard } from '../../../core/api.ts'
import { chatWords, previewWords, typingWords } from '../../strings/chat.ts'

export type RowWords =
  | { readonly kind: 'typing'; readonly text: string }
  | { readonly kind: 'draft'; readonly text: string }
  /** `by`: who wrote it, where that is not plain from the name above. */
  | { readonly kind: 'newest'; readonly by: string; readonly text: string }

const maxChars = 200

/** What goes on now, before what one left unsent, before what was said last. */
export const rowWords = (card: ConversationCard): RowWords => {
  if (card.typing.length > 0) return { kind: 'typing', text: typingWords(card.typing) }
  const draft = oneLine(card.draft)
  if (draft !== '') return { kind: 'draft', text: draft }
  return { kind: 'newest', by: byOf(card), text: oneLine(previewWords(card)) }
}

const byOf = (card: ConversationCard): string => {
  if (card.previewKind === 'none' || card.previewKind === 'notice') return ''
  if (card.previewIsOwn) return chatWords.you
  return card.kind === 'room' && card.previewBy !== '' ? `${card.previewBy}:` : ''
}

const oneLine = (text: string): string => text.slice(0, maxChars).replaceAll(/\s+/gu, ' ').trim()

/** Where an arrow key leads in a list of `count`; null where it leads nowhere. */
export const rowAfterKey = (key: string, index: number, count: number): number | null => {
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[key]
  return next === undefined || next < 0 || next >= count ? null : next
}
