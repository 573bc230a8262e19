/**
 * An item of a thread as its row holds it:
 *
 *   said    [1, kind, id32, author32, doc16, chain16, n, sentAtMs, receivedAtMs, content, edit|null, [reaction …], [asker32 …]]
 *   edit    [text, atMs, chain16, n]       reaction  [account32, emoji, chain16, n]
 *   notice  [1, "notice", atMs, kind, who32|null, by32|null, text]
 *
 * `content` is the body of the plain (plain-types.ts) for what was said in one, [reason] for "unreadable", [] for
 * "deleted". `sentAtMs` is what its author said, `receivedAtMs` when it came here. Chain and number of what changed it say whether a removed member may still have.
 */
import { err, ok } from '../../../../base/result.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  anyItem,
  bytesOf,
  list,
  literal,
  nullable,
  oneOf,
  parseItem,
  text,
  tuple,
  uint,
} from '../../../../protocol/codec/shape.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { bodyToItem, parseBody } from '../../../../protocol/rooms/plain-bodies.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import type { ConversationNotice, UnreadableReason } from '../../../api.ts'

/** What of a plain stands in the thread by itself. */
export type SaidBody =
  | Extract<PlainBody, { readonly type: 'text' | 'image' | 'work' | 'name' }>
  | { readonly type: 'accept' | 'goodbye' | 'joined' }

/** Which envelope of its device something came in. */
export interface ChainPlace {
  /** 16 bytes. */
  readonly chain: Uint8Array
  readonly n: number
}

export interface StoredEdit extends ChainPlace {
  readonly text: string
  readonly atMs: number
}

export interface StoredReaction extends ChainPlace {
  readonly account: AccountId
  readonly emoji: string
}

export type Content =
  | { readonly kind: 'said'; readonly body: SaidBody }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }
  | { readonly kind: 'deleted' }

export interface SaidItem extends ChainPlace {
  readonly kind: 'said'
  readonly id: EnvelopeId
  readonly author: AccountId
  /** First 16 bytes of the feed it is in. */
  readonly doc: Uint8Array
  /** What its author's clock said; of one that cannot be read, when it came. */
  readonly sentAtMs: number
  readonly receivedAtMs: number
  readonly content: Content
  readonly edit: StoredEdit | null
  readonly reactions: readonly StoredReaction[]
  readonly askedBy: readonly AccountId[]
}

/** What this device noticed by itself. */
export interface NoticeItem {
  readonly kind: 'notice'
  readonly atMs: number
  readonly notice: NoticeKind
  readonly who: AccountId | null
  readonly by: AccountId | null
  /** A device, as its owner named it. */
  readonly text: string
}

export type TalkItem = SaidItem | NoticeItem

const noticeKinds = [
  'created',
  'left',
  'added',
  'removed',
  'made-admin',
  'new-device',
  'recovered',
  'removed-device',
  'copied-device',
  'fork',
] as const satisfies readonly ConversationNotice['kind'][]
export type NoticeKind = (typeof noticeKinds)[number]

const reasons: readonly UnreadableReason[] = [
  'no-key',
  'broken',
  'newer-version',
  'wrong-sender',
  'repeated',
  'old-key',
  'not-certified',
  'too-large',
]
const saidTypes = ['text', 'image', 'work', 'accept', 'goodbye', 'joined', 'name'] as const

type EditFields = [string, number, Uint8Array, number]
type ReactionFields = [Uint8Array, string, Uint8Array, number]
const maxPeople = limits.roomMembers * 4
const saidShape = tuple<
  [
    1,
    (typeof saidTypes)[number] | 'unreadable' | 'deleted',
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    number,
    number,
    number,
    Item,
    EditFields | null,
    readonly ReactionFields[],
    readonly Uint8Array[],
  ]
>(
  literal(1),
  oneOf(...saidTypes, 'unreadable', 'deleted'),
  bytesOf(32),
  bytesOf(32),
  bytesOf(16),
  bytesOf(16),
  uint(),
  uint(),
  uint(),
  anyItem,
  nullable(tuple<EditFields>(text(limits.messageBytes), uint(), bytesOf(16), uint())),
  list(tuple<ReactionFields>(bytesOf(32), text(limits.emojiBytes), bytesOf(16), uint()), maxPeople),
  list(bytesOf(32), maxPeople),
)
const noticeShape = tuple<[1, 'notice', number, NoticeKind, Uint8Array | null, Uint8Array | null, string]>(
  literal(1),
  literal('notice'),
  uint(),
  oneOf(...noticeKinds),
  nullable(bytesOf(32)),
  nullable(bytesOf(32)),
  text(limits.deviceNameBytes),
)
const reasonShape = tuple<[UnreadableReason]>(oneOf(...reasons))

export const itemToRow = (item: TalkItem): Item => {
  if (item.kind === 'notice') return [1, 'notice', item.atMs, item.notice, item.who, item.by, item.text]
  const { content, edit } = item
  return [
    1,
    content.kind === 'said' ? content.body.type : content.kind,
    item.id,
    item.author,
    item.doc,
    item.chain,
    item.n,
    item.sentAtMs,
    item.receivedAtMs,
    contentToItem(content),
    edit && [edit.text, edit.atMs, edit.chain, edit.n],
    item.reactions.map(one => [one.account, one.emoji, one.chain, one.n]),
    [...item.askedBy],
  ]
}

const contentToItem = (content: Content): Item => {
  switch (content.kind) {
    case 'said':
      return bodyToItem(content.body)
    case 'unreadable':
      return [content.reason]
    case 'deleted':
      return []
  }
}

/** Null for what no version of this wrote. */
export const parseTalkItem = (row: Item): TalkItem | null => {
  const notice = parseItem(noticeShape, row, 'notice row')
  if (notice.ok) {
    const [, , atMs, kind, who, by, device] = notice.value
    return {
      kind: 'notice',
      atMs,
      notice: kind,
      who: who as AccountId | null,
      by: by as AccountId | null,
      text: device,
    }
  }
  const said = parseItem(saidShape, row, 'item row')
  return said.ok ? toSaid(said.value) : null
}

type SaidFields = typeof saidShape extends (item: Item, at: string) => infer R
  ? Extract<R, { readonly ok: true }> extends { readonly value: infer V }
    ? V
    : never
  : never

const toSaid = (fields: SaidFields): SaidItem | null => {
  const [, kind, id, author, doc, chain, n, sentAtMs, receivedAtMs, item, edit, reactions, askedBy] = fields
  const content = toContent(kind, item)
  if (!content.ok) return null
  return {
    kind: 'said',
    id: id as EnvelopeId,
    author: author as AccountId,
    doc,
    chain,
    n,
    sentAtMs,
    receivedAtMs,
    content: content.value,
    edit: edit && { text: edit[0], atMs: edit[1], chain: edit[2], n: edit[3] },
    reactions: reactions.map(one => ({
      account: one[0] as AccountId,
      emoji: one[1],
      chain: one[2],
      n: one[3],
    })),
    askedBy: askedBy as readonly AccountId[],
  }
}

const toContent = (kind: SaidFields[1], item: Item) => {
  if (kind === 'deleted') return ok<Content>({ kind })
  if (kind === 'unreadable') {
    const parsed = parseItem(reasonShape, item, 'item row')
    return parsed.ok ? ok<Content>({ kind, reason: parsed.value[0] }) : parsed
  }
  const body = parseBody(kind, item)
  if (!body.ok) return body
  return isSaid(body.value) ? ok<Content>({ kind: 'said', body: body.value }) : err(null)
}

export const isSaid = (body: PlainBody): body is SaidBody => saidTypes.some(type => type === body.type)
