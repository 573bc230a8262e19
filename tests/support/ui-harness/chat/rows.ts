/** What the lists and the thread show of a scene's conversations. */
import type { ConversationCard, ConversationsRow, QueryOf, ThreadRow } from '../../../../src/core/api.ts'
import type { SceneConversation } from './scenes.ts'

export const conversationsRow = (all: readonly SceneConversation[]): ConversationsRow => ({
  conversations: all.map(cardOf),
  unread: all.reduce((sum, one) => sum + one.row.unread, 0),
  requests: all.filter(one => one.invitation).length,
})

const cardOf = ({ row, items, invitation }: SceneConversation): ConversationCard => {
  const last = items.at(-1)
  const message = last?.kind === 'message' ? last.message : undefined
  const body = message?.body
  const preview = body === undefined || body.kind === 'deleted' || body.kind === 'unreadable' ? '' : body.text
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    person: row.person,
    verified: row.members.find(member => !member.isOwn)?.verified ?? 'no',
    unread: row.unread,
    preview,
    previewBy: invitation ? 'Ben Adeyemi' : (message?.author.name ?? ''),
    previewIsOwn: message?.author.isOwn ?? false,
    previewKind: body?.kind ?? 'none',
    delivery: message?.delivery ?? null,
    atMs: message?.sentAtMs ?? 0,
    draft: row.draft,
    typing: row.typing,
    invitation,
    hasChanges: row.changes.length > 0,
  }
}

export const windowOf = (
  one: SceneConversation,
  query: QueryOf<'thread'>,
  unreadFrom: string | null,
): ThreadRow => {
  const { items } = one
  const { place } = query
  const key = place.kind === 'at' ? place.key : place.kind === 'unread' ? unreadFrom : null
  const index = items.findIndex(
    item => item.key === key || (item.kind === 'message' && item.message.id === key),
  )
  const at = index < 0 ? items.length : index
  const from = Math.max(0, at - query.older)
  const end = index < 0 ? items.length : Math.min(items.length, at + query.newer + 1)
  const shown = items.slice(from, end)
  return {
    items: shown,
    hasOlder: from > 0,
    hasNewer: end < items.length,
    unreadFrom: shown.some(item => item.key === unreadFrom) ? unreadFrom : null,
    unread: one.row.unread,
    ...one.thread,
  }
}

export const unreadAfter = (one: SceneConversation, key: string): number =>
  one.items.length - 1 - one.items.findIndex(item => item.key === key)
