/** Small rows for tests of how conversations are shown. */
import type { ConversationCard, MessageRow, ThreadItem } from '../../../../src/core/api.ts'

export const noon = new Date(2026, 10, 20, 12, 0).getTime()
export const minute = 60_000

export const messageRow = (more: Partial<MessageRow> = {}, author = 'Ben'): MessageRow => ({
  id: 'm',
  author: { account: author, name: author, isOwn: author === 'Ana' },
  sentAtMs: noon,
  body: { kind: 'text', text: 'Low tide at five.' },
  replyTo: null,
  reactions: [],
  editedAtMs: null,
  delivery: author === 'Ana' ? 'delivered' : null,
  reach: null,
  askedAgainBy: [],
  waitsFor: null,
  ...more,
})

export const said = (
  key: string,
  author: string,
  sentAtMs: number,
  more: Partial<MessageRow> = {},
): ThreadItem => ({
  kind: 'message',
  key,
  message: messageRow({ id: `id-${key}`, sentAtMs, ...more }, author),
})

export const happened = (key: string, atMs: number): ThreadItem => ({
  kind: 'notice',
  key,
  atMs,
  notice: { kind: 'connected' },
})

export const conversationCard = (more: Partial<ConversationCard> = {}): ConversationCard => ({
  id: 'c',
  kind: 'direct',
  title: 'Ben',
  person: 'Ben',
  verified: 'no',
  unread: 0,
  preview: 'Low tide at five.',
  previewBy: 'Ben',
  previewIsOwn: false,
  previewKind: 'text',
  delivery: null,
  atMs: noon,
  draft: '',
  typing: [],
  invitation: false,
  hasChanges: false,
  ...more,
})
