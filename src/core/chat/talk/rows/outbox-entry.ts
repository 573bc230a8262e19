/** What waits to be encrypted: [1, localId16, type, body, atMs, waitsFor|null], the body as in its plain. */
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  anyItem,
  bytesOf,
  literal,
  nullable,
  oneOf,
  parseItem,
  tuple,
  uint,
} from '../../../../protocol/codec/shape.ts'
import { bodyToItem, parseBody } from '../../../../protocol/rooms/plain-bodies.ts'
import { type PlainBody, type PlainType, plainTypes } from '../../../../protocol/rooms/plain-types.ts'
import type { MessageId, MessageRow } from '../../../api.ts'

export interface OutboxEntry {
  /** 16 random bytes. */
  readonly localId: Uint8Array
  readonly body: PlainBody
  readonly atMs: number
  /** Null: for a line, or for what is before it. */
  readonly waitsFor: MessageRow['waitsFor']
}

type Fields = [1, Uint8Array, PlainType, Item, number, MessageRow['waitsFor']]
const shape = tuple<Fields>(
  literal(1),
  bytesOf(16),
  oneOf(...plainTypes),
  anyItem,
  uint(),
  nullable(oneOf('their-devices', 'their-chain')),
)

export const localMessageId = ({ localId }: OutboxEntry): MessageId => bytesToBase64Url(localId)

export const outboxToRow = ({ localId, body, atMs, waitsFor }: OutboxEntry): Item => [
  1,
  localId,
  body.type,
  bodyToItem(body),
  atMs,
  waitsFor,
]

export const parseOutboxEntry = (row: Item): OutboxEntry | null => {
  const parsed = parseItem(shape, row, 'outbox row')
  if (!parsed.ok) return null
  const [, localId, type, item, atMs, waitsFor] = parsed.value
  const body = parseBody(type, item)
  return body.ok ? { localId, body: body.value, atMs, waitsFor } : null
}
