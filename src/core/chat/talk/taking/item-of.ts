/** What an arrival is, in the rows: an item of the thread, something done to one, or neither. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { Arrival } from '../../chat-types.ts'
import type { Effect } from '../rows/placed-envelope.ts'
import { type Content, isSaid, type SaidItem } from '../rows/talk-item.ts'

export type Times = Pick<SaidItem, 'sentAtMs' | 'receivedAtMs'>

/** Null: it stands nowhere in the thread. */
export const contentOf = ({ content }: Arrival): Content | null => {
  if (!content.ok) return { kind: 'unreadable', reason: content.reason }
  const { body } = content.plain
  return isSaid(body) ? { kind: 'said', body } : null
}

export const itemOf = ({ id, author, header }: Arrival, content: Content, times: Times): SaidItem => ({
  kind: 'said',
  id,
  author,
  doc: header.feed.subarray(0, 16),
  chain: header.chain,
  n: header.n,
  ...times,
  content,
  edit: null,
  reactions: [],
  askedBy: [],
})

export interface Aimed {
  /** Its id in hex. */
  readonly target: string
  readonly effect: Effect
}

export const effectOf = ({ author, header, content }: Arrival, place: number, times: Times): Aimed | null => {
  const aim = content.ok ? aimOf(content.plain.body) : null
  if (aim === null) return null
  const { chain, n } = header
  return {
    target: bytesToHex(aim.target),
    effect: { kind: aim.kind, author, place, chain, n, ...times, text: aim.text },
  }
}

/** Its id in hex; null for what changes nothing. */
export const targetOf = ({ content }: Arrival): string | null => {
  const aim = content.ok ? aimOf(content.plain.body) : null
  return aim === null ? null : bytesToHex(aim.target)
}

const aimOf = (body: PlainBody): (Pick<Effect, 'kind' | 'text'> & { readonly target: Uint8Array }) | null => {
  switch (body.type) {
    case 'edit':
      return { kind: 'edit', target: body.target, text: body.text }
    case 'react':
      return { kind: 'react', target: body.target, text: body.emoji }
    case 'delete':
    case 'ask':
      return { kind: body.type, target: body.target, text: null }
    default:
      return null
  }
}

/** Receipts and the like are not answered by receipts, or two devices would never be quiet. */
export const isWorthAnswering = ({ content }: Arrival): boolean =>
  !content.ok || (content.plain.body.type !== 'got' && content.plain.body.type !== 'late')
