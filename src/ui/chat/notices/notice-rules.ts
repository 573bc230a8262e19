/** Which conversations are worth a notice, after new rows. Pure. */
import type { ConversationCard, ConversationId } from '../../../core/api.ts'

export interface LocalNotice {
  readonly conversation: ConversationId
  readonly title: string
  readonly unread: number
}

type Card = Pick<ConversationCard, 'id' | 'title' | 'unread' | 'previewIsOwn'>
export type UnreadCounts = ReadonlyMap<ConversationId, number>

export const countsOf = (cards: readonly Card[]): UnreadCounts =>
  new Map(cards.map(card => [card.id, card.unread]))

/** One for each conversation in which more is unread than before. What was unread from the start is no news. */
export const newNotices = (
  before: UnreadCounts | undefined,
  cards: readonly Card[],
): readonly LocalNotice[] =>
  before === undefined
    ? []
    : cards
        .filter(card => card.unread > (before.get(card.id) ?? 0) && !card.previewIsOwn)
        .map(card => ({ conversation: card.id, title: card.title, unread: card.unread }))
