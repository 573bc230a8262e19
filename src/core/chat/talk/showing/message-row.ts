/** A message as the page sees it. */
import { bytesToBase64Url, bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { MessageBody, MessageRow, Reaction } from '../../../api.ts'
import type { SaidItem, StoredReaction } from '../rows/talk-item.ts'
import { deliveryOf, reachOf } from '../rules/delivery.ts'
import type { IsHidden } from '../rules/hidden.ts'
import { itemTime, type KeyedItem } from '../rules/keyed-item.ts'
import { cutText, wordsOf } from '../rules/words-of.ts'
import type { StandingOf } from './chain-standings.ts'
import { messageBodyOf } from './message-body.ts'

export interface ShowingDeps {
  readonly self: AccountId
  readonly isRoom: boolean
  readonly nameOf: (account: AccountId) => string
  readonly isHidden: IsHidden
  readonly standingOf: StandingOf
  /** The item behind an envelope; null while it is not here. */
  readonly find: (id: EnvelopeId) => Promise<SaidItem | null>
  /** How many askings were dealt with here: one's own question, or others' that were answered. */
  readonly asked: (id: EnvelopeId) => Promise<number>
}

const excerptChars = 120

/** Null: it is no message. */
export const messageRowOf = async (
  { key, item }: KeyedItem<SaidItem>,
  deps: ShowingDeps,
): Promise<MessageRow | null> => {
  const edit = item.edit !== null && !deps.isHidden(item.author, item.edit) ? item.edit : null
  const shown = { ...item, edit }
  const isAskable = item.content.kind === 'unreadable' || item.askedBy.length > 0
  const asked = isAskable ? await deps.asked(item.id) : 0
  const body = messageBodyOf(shown, asked > 0)
  if (body === null) return null
  const isOwn = equalBytes(item.author, deps.self)
  return {
    id: bytesToBase64Url(item.id),
    author: authorOf(item.author, deps),
    sentAtMs: itemTime({ key, item }),
    body,
    replyTo: await replyOf(item, deps),
    reactions: reactionsOf(
      item.reactions.filter(one => !deps.isHidden(one.account, one)),
      deps,
    ),
    editedAtMs: edit?.atMs ?? null,
    ...(isOwn ? await howFar(item, body, deps) : { delivery: null, reach: null }),
    askedAgainBy: isOwn ? item.askedBy.slice(asked).map(deps.nameOf) : [],
    waitsFor: null,
  }
}

export const authorOf = (
  account: AccountId,
  { self, nameOf }: Pick<ShowingDeps, 'self' | 'nameOf'>,
): MessageRow['author'] => ({
  account: accountIdToText(account),
  name: nameOf(account),
  isOwn: equalBytes(account, self),
})

const howFar = async (
  { chain, n }: SaidItem,
  body: MessageBody,
  { isRoom, standingOf }: ShowingDeps,
): Promise<Pick<MessageRow, 'delivery' | 'reach'>> => {
  const standing = await standingOf(chain)
  return {
    delivery: deliveryOf(n, standing),
    reach: isRoom && body.kind !== 'deleted' ? reachOf(n, standing) : null,
  }
}

const replyOf = async ({ content }: SaidItem, deps: ShowingDeps): Promise<MessageRow['replyTo']> =>
  content.kind === 'said' && 'replyTo' in content.body && content.body.replyTo !== null
    ? replyTo(content.body.replyTo, deps)
    : null

export const replyTo = async (
  id: EnvelopeId,
  { find, isHidden, nameOf }: Pick<ShowingDeps, 'find' | 'isHidden' | 'nameOf'>,
): Promise<MessageRow['replyTo']> => {
  const target = await find(id)
  const isShown = target !== null && !isHidden(target.author, target)
  return {
    id: bytesToBase64Url(id),
    name: isShown ? nameOf(target.author) : '',
    excerpt: isShown ? cutText(wordsOf(target), excerptChars) : '',
  }
}

const reactionsOf = (reactions: readonly StoredReaction[], deps: ShowingDeps): readonly Reaction[] => {
  const people = new Map<string, Map<string, MessageRow['author']>>()
  for (const { emoji, account } of reactions) {
    const by = people.get(emoji) ?? new Map<string, MessageRow['author']>()
    people.set(emoji, by.set(bytesToHex(account), authorOf(account, deps)))
  }
  return [...people].map(([emoji, by]) => ({ emoji, by: [...by.values()] }))
}
