/**
 * What is known of one document, and how it stands in the file of the index (index-file.ts):
 *
 *   row     enc([0, doc16, owner32, segment | null, heads16, changed, content])    content: the bytes of content.ts
 *   place   enc([1, text])    all that was written to the store before is in the rows before
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import { dec, enc, type Item } from '../../src/protocol/codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  literal,
  nullable,
  parseItem,
  text,
  tuple,
  uint,
} from '../../src/protocol/codec/shape.ts'
import { malformed, type Malformed } from '../../src/protocol/errors.ts'
import { limits } from '../../src/protocol/limits.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { time } from '../../src/protocol/rooms/shapes.ts'
import type { StorePlace } from '../stores/store.ts'

export interface KeptRow {
  readonly doc: DocId
  readonly owner: AccountId
  /** Null for a profile. */
  readonly segment: number | null
  /** 16 bytes: which changes it was read from. */
  readonly heads: Uint8Array
  /** When the relay took the last of them, or 0. */
  readonly changedMs: number
  readonly content: Uint8Array
}

export type KeptEntry =
  | { readonly type: 'row'; readonly row: KeptRow }
  | { readonly type: 'place'; readonly place: StorePlace }

const rowShape = tuple<[0, Uint8Array, Uint8Array, number | null, Uint8Array, number, Uint8Array]>(
  literal(0),
  bytesOf(16),
  bytesOf(32),
  nullable(uint()),
  bytesOf(16),
  time,
  bytesBetween(1, limits.encodedBytes),
)
const placeShape = tuple<[1, string]>(literal(1), text(64))

export const encodeKept = (entry: KeptEntry): Uint8Array => {
  if (entry.type === 'place') return enc([1, entry.place])
  const { doc, owner, segment, heads, changedMs, content } = entry.row
  return enc([0, Buffer.from(doc, 'hex'), owner, segment, heads, changedMs, content])
}

export const decodeKept = (bytes: Uint8Array): Result<KeptEntry, Malformed> => {
  const item = dec(bytes, what)
  if (!item.ok) return item
  const form: unknown = Array.isArray(item.value) ? item.value[0] : null
  return form === 0
    ? parseRow(item.value)
    : form === 1
      ? parsePlace(item.value)
      : err(malformed(what, 'unknown-kind'))
}

const what = 'row of the directory'

const parseRow = (item: Item): Result<KeptEntry, Malformed> => {
  const parsed = parseItem(rowShape, item, what)
  if (!parsed.ok) return parsed
  const [, doc, owner, segment, heads, changedMs, content] = parsed.value
  const row = { doc: bytesToHex(doc), owner: owner as AccountId, segment, heads, changedMs, content }
  return ok({ type: 'row', row })
}

const parsePlace = (item: Item): Result<KeptEntry, Malformed> => {
  const parsed = parseItem(placeShape, item, what)
  return parsed.ok ? ok({ type: 'place', place: parsed.value[1] }) : parsed
}
