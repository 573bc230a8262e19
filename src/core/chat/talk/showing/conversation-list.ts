/** The list of conversations, from what is in memory: nothing is opened for it. */
import { accountIdToText } from '../../../account/account-id.ts'
import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { ConversationCard, ConversationsRow, DeliveryState } from '../../../api.ts'
import type { ConnectionService } from '../../../connections/connection-types.ts'
import { deliveryOf } from '../rules/delivery.ts'
import { cutText } from '../rules/words-of.ts'
import type { Desk, Desks } from '../state/desk.ts'
import type { Conversation } from '../state/directory.ts'
import { saidBody } from './message-body.ts'
import { createStandings } from './chain-standings.ts'
import { type LookDeps, othersIn } from './showing-deps.ts'

export interface ListDeps extends LookDeps {
  readonly people: Pick<ConnectionService, 'contacts' | 'contactOf' | 'changesOf'>
  readonly desks: Desks
  readonly typingIn: (c: string) => readonly AccountId[]
}

export const conversationList = async (
  all: readonly Conversation[],
  deps: ListDeps,
): Promise<ConversationsRow> => {
  const listed = all.filter(one => isListed(one, deps.desks.of(one.id)))
  const cards = await Promise.all(listed.map(one => cardOf(one, deps.desks.of(one.id), deps)))
  const received = deps.people.contacts().filter(({ state }) => state === 'received')
  return {
    conversations: cards.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    unread: cards.reduce((sum, { unread }) => sum + unread, 0),
    requests: received.length + cards.filter(({ invitation }) => invitation).length,
  }
}

/** A person with whom nothing was ever said, or who is blocked, is found among people. */
const isListed = (conversation: Conversation, desk: Desk): boolean => {
  if (conversation.kind === 'room') return conversation.held.state !== 'left' || desk.card !== null
  const { state } = conversation.contact
  return state === 'connected' || (state === 'removed' && desk.card !== null)
}

const cardOf = async (conversation: Conversation, desk: Desk, deps: ListDeps): Promise<ConversationCard> => {
  const invitation = conversation.kind === 'room' && conversation.held.state === 'invited'
  return {
    id: conversation.id,
    kind: conversation.kind,
    title: titleOf(conversation, deps.nameOf),
    person: personOf(conversation),
    verified: conversation.kind === 'direct' ? conversation.contact.verified : 'no',
    unread: desk.read.unread,
    ...(await previewOf(conversation, desk, deps)),
    draft: desk.draft,
    typing: deps.typingIn(conversation.id).map(deps.nameOf),
    invitation,
    hasChanges: othersIn(conversation, deps.self).some(account => deps.people.changesOf(account).length > 0),
  }
}

export const titleOf = (conversation: Conversation, nameOf: (account: AccountId) => string): string =>
  conversation.kind === 'room' ? conversation.held.name : nameOf(conversation.contact.account)

/** Of a direct conversation, the other; of an invitation, who sent it. */
const personOf = (conversation: Conversation): string | null => {
  if (conversation.kind === 'direct') return accountIdToText(conversation.contact.account)
  const { state, invitedBy } = conversation.held
  return state === 'invited' && invitedBy !== null ? accountIdToText(invitedBy) : null
}

type Preview = Pick<
  ConversationCard,
  'preview' | 'previewBy' | 'previewIsOwn' | 'previewKind' | 'delivery' | 'atMs'
>

const previewChars = 160

const previewOf = async (conversation: Conversation, desk: Desk, deps: ListDeps): Promise<Preview> => {
  const waiting = [...desk.outbox.values()].findLast(({ body }) => saidBody(body) !== null)
  const own = { previewBy: deps.nameOf(deps.self), previewIsOwn: true } as const
  if (waiting !== undefined) {
    const body = saidBody(waiting.body)
    const kind = body?.kind === 'image' || body?.kind === 'work' ? body.kind : 'text'
    const preview = body !== null && 'text' in body ? cutText(body.text, previewChars) : ''
    return { ...own, preview, previewKind: kind, delivery: 'waiting', atMs: waiting.atMs }
  }
  const { card } = desk
  if (card === null) return { ...nothing, atMs: sinceOf(conversation) }
  return {
    preview: card.text,
    previewBy: card.by === null ? '' : deps.nameOf(card.by),
    previewIsOwn: card.by !== null && equalBytes(card.by, deps.self),
    previewKind: card.kind,
    delivery: await deliveryOfCard(conversation, desk, deps),
    atMs: card.atMs,
  }
}

const nothing = {
  preview: '',
  previewBy: '',
  previewIsOwn: false,
  previewKind: 'none',
  delivery: null,
} as const

const sinceOf = (conversation: Conversation): number =>
  conversation.kind === 'direct' ? conversation.contact.sinceMs : 0

const deliveryOfCard = async (
  conversation: Conversation,
  { card }: Desk,
  { self, rows }: ListDeps,
): Promise<DeliveryState | null> => {
  if (card?.at === null || card?.by === null || card === null || !equalBytes(card.by, self)) return null
  const standing = await createStandings(rows, conversation.id, othersIn(conversation, self))(card.at.chain)
  return deliveryOf(card.at.n, standing)
}
