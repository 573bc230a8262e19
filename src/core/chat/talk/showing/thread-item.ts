/** Items of a thread as the page sees them: messages, and what happened. */
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import type { ConversationNotice, MessageRow, ThreadItem } from '../../../api.ts'
import { localMessageId, type OutboxEntry } from '../rows/outbox-entry.ts'
import { placeOfItemKey } from '../rows/keys.ts'
import type { NoticeItem, SaidItem } from '../rows/talk-item.ts'
import { itemTime, type KeyedItem } from '../rules/keyed-item.ts'
import { isBeforeAll } from '../taking/notices.ts'
import { saidBody } from './message-body.ts'
import { authorOf, messageRowOf, replyTo, type ShowingDeps } from './message-row.ts'

export interface ThreadDeps extends ShowingDeps {
  /** Whether what they call the room counts. */
  readonly mayName: (account: AccountId) => boolean
}

export const threadItems = async (
  items: readonly KeyedItem[],
  deps: ThreadDeps,
): Promise<readonly ThreadItem[]> => {
  const shown = await Promise.all(items.map(one => threadItemOf(one, deps)))
  return withoutDoubles(shown.flatMap(one => one ?? [])).map(dated)
}

const threadItemOf = async ({ key, item }: KeyedItem, deps: ThreadDeps): Promise<ThreadItem | null> => {
  if (item.kind === 'said') {
    const message = await messageRowOf({ key, item }, deps)
    if (message !== null) return { kind: 'message', key, message }
  }
  const notice = item.kind === 'said' ? saidNotice(item, deps) : ownNotice(item, deps)
  return notice === null ? null : { kind: 'notice', key, atMs: itemTime({ key, item }), notice }
}

const saidNotice = (
  { content, author }: SaidItem,
  { nameOf, mayName }: ThreadDeps,
): ConversationNotice | null => {
  if (content.kind !== 'said') return null
  const { body } = content
  switch (body.type) {
    case 'accept':
      return { kind: 'connected' }
    case 'goodbye':
      return { kind: 'disconnected' }
    case 'joined':
      return { kind: 'joined', who: nameOf(author) }
    case 'name':
      return mayName(author) ? { kind: 'renamed', by: nameOf(author), name: body.name } : null
    default:
      return null
  }
}

const ownNotice = ({ notice, who, by, text }: NoticeItem, { nameOf }: ThreadDeps): ConversationNotice => {
  const name = who === null ? '' : nameOf(who)
  switch (notice) {
    case 'created':
    case 'left':
      return { kind: notice, who: name }
    case 'added':
    case 'removed':
    case 'made-admin':
      return { kind: notice, who: name, by: by === null ? '' : nameOf(by) }
    case 'new-device':
    case 'recovered':
    case 'removed-device':
      return { kind: notice, who: name, device: text }
    case 'copied-device':
    case 'fork':
      return { kind: notice, who: name }
  }
}

/** Both say yes to being connected, and either device of somebody says goodbye; once is enough to read. */
const withoutDoubles = (items: readonly ThreadItem[]): readonly ThreadItem[] =>
  items.filter((item, index) => {
    const word = wordOf(item)
    return word === null || wordOf(items[index - 1]) !== word
  })

const wordOf = (item: ThreadItem | undefined): 'connected' | 'disconnected' | null =>
  item?.kind === 'notice' && (item.notice.kind === 'connected' || item.notice.kind === 'disconnected')
    ? item.notice.kind
    : null

/** How a room began is shown as of what came next: nobody signed a time for it. */
const dated = (item: ThreadItem, index: number, items: readonly ThreadItem[]): ThreadItem => {
  if (item.kind === 'message' || !isBeforeAll(placeOfItemKey(item.key))) return item
  const next = items.slice(index).find(one => !isBeforeAll(placeOfItemKey(one.key)))
  if (next === undefined) return item
  const nextMs = next.kind === 'message' ? next.message.sentAtMs : next.atMs
  return { ...item, atMs: Math.min(item.atMs, nextMs) }
}

/** What waits to be encrypted stands at the end; null for what is no message. */
export const waitingItem = async (entry: OutboxEntry, deps: ThreadDeps): Promise<ThreadItem | null> => {
  const body = saidBody(entry.body)
  if (body === null) return null
  const id = localMessageId(entry)
  const message: MessageRow = {
    id,
    author: authorOf(deps.self, deps),
    sentAtMs: entry.atMs,
    body,
    replyTo:
      'replyTo' in entry.body && entry.body.replyTo !== null ? await replyTo(entry.body.replyTo, deps) : null,
    reactions: [],
    editedAtMs: null,
    delivery: 'waiting',
    reach: null,
    askedAgainBy: [],
    waitsFor: entry.waitsFor,
  }
  return { kind: 'message', key: `waiting/${bytesToBase64Url(entry.localId)}`, message }
}
