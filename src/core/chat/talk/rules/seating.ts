/** Who sits in a conversation's line, as people and rooms stand. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { CannotWrite } from '../../../api.ts'
import type { Seating } from '../../chat-types.ts'
import type { Conversation, DirectConversation, RoomConversation } from '../state/directory.ts'

export interface SeatingFacts {
  readonly self: AccountId
  readonly isBlocked: (account: AccountId) => boolean
  /** Something is still to be said to a person one is not connected with any more. */
  readonly owesGoodbye: boolean
}

/** Null: nothing is read and nothing is said. */
export const seatingOf = (conversation: Conversation, facts: SeatingFacts): Seating | null =>
  conversation.kind === 'direct' ? directSeating(conversation, facts) : roomSeating(conversation, facts)

const directSeating = (
  { id, room, contact }: DirectConversation,
  { self, owesGoodbye }: SeatingFacts,
): Seating | null => {
  const both = [self, contact.account]
  const isWriting = contact.state === 'connected' || (contact.state === 'removed' && owesGoodbye)
  if (!isWriting && contact.state !== 'sent') return null
  return { room, conversation: id, members: isWriting ? both : [], feeds: both, controlHeads: [] }
}

const roomSeating = ({ id, room, held }: RoomConversation, { isBlocked }: SeatingFacts): Seating | null => {
  const { membership, state } = held
  if (state !== 'joined' && state !== 'invited') return null
  const members = membership.members.map(({ account }) => account)
  const feeds = [...members, ...membership.former.map(({ account }) => account)].filter(
    one => !isBlocked(one),
  )
  return {
    room,
    conversation: id,
    members: state === 'joined' ? members : [],
    feeds: feeds.filter((one, index) => feeds.findIndex(other => equalBytes(one, other)) === index),
    controlHeads: membership.heads,
  }
}

export const cannotWriteOf = (conversation: Conversation, isRevoked: boolean): CannotWrite | null => {
  if (isRevoked) return 'device-revoked'
  if (conversation.kind === 'direct') {
    const { state } = conversation.contact
    if (state === 'connected') return null
    return state === 'blocked' ? 'blocked' : 'not-connected'
  }
  return conversation.held.state === 'joined' ? null : conversation.held.state
}

export const isSameSeating = (a: Seating, b: Seating): boolean =>
  isSameList(a.members, b.members) &&
  isSameList(a.feeds, b.feeds) &&
  isSameList(a.controlHeads, b.controlHeads)

const isSameList = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length && a.every((one, index) => equalBytes(one, b[index] ?? new Uint8Array()))
