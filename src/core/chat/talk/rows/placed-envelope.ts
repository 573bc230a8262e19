/**
 * An envelope as the index knows it, and what one does to another:
 *
 *   placed  [1, id32, place, sentAtMs, isReadable, slot, author32, chain16, n, [parent16 …], target32|null]
 *   effect  [1, kind, author32, place, chain16, n, sentAtMs, receivedAtMs, text|null]
 *
 * `sentAtMs` is what its author's clock said; of one that cannot be read, when it came.
 */
import { bytesToHex, hexToBytes } from '../../../../base/bytes.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  bool,
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
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import type { ChainPlace } from './talk-item.ts'

/** `m`: an item of the thread. `e`: anything else. */
export type Slot = 'm' | 'e'

export interface PlacedEnvelope extends ChainPlace {
  readonly id: EnvelopeId
  readonly place: number
  readonly sentAtMs: number
  readonly isReadable: boolean
  readonly slot: Slot
  readonly author: AccountId
  /** `id16` of `prev` and of each in `seen`. */
  readonly parents: readonly string[]
  /** What it changes, if it does: an envelope's id in hex. */
  readonly target: string | null
}

export type EffectKind = 'edit' | 'delete' | 'react' | 'ask'

export interface Effect extends ChainPlace {
  readonly kind: EffectKind
  readonly author: AccountId
  readonly place: number
  readonly sentAtMs: number
  readonly receivedAtMs: number
  /** Of an edit; the emoji of a reaction, null when it was taken back. */
  readonly text: string | null
}

type PlacedFields = [
  1,
  Uint8Array,
  number,
  number,
  boolean,
  Slot,
  Uint8Array,
  Uint8Array,
  number,
  readonly Uint8Array[],
  Uint8Array | null,
]
const placedShape = tuple<PlacedFields>(
  literal(1),
  bytesOf(32),
  uint(),
  uint(),
  bool,
  oneOf('m', 'e'),
  bytesOf(32),
  bytesOf(16),
  uint(),
  list(bytesOf(16), limits.seenFeeds + 1),
  nullable(bytesOf(32)),
)
const effectShape = tuple<
  [1, EffectKind, Uint8Array, number, Uint8Array, number, number, number, string | null]
>(
  literal(1),
  oneOf('edit', 'delete', 'react', 'ask'),
  bytesOf(32),
  uint(),
  bytesOf(16),
  uint(),
  uint(),
  uint(),
  nullable(text(limits.messageBytes)),
)

export const placedToRow = (one: PlacedEnvelope): Item => [
  1,
  one.id,
  one.place,
  one.sentAtMs,
  one.isReadable,
  one.slot,
  one.author,
  one.chain,
  one.n,
  one.parents.map(hexToBytes),
  one.target === null ? null : hexToBytes(one.target),
]

export const parsePlaced = (row: Item): PlacedEnvelope | null => {
  const parsed = parseItem(placedShape, row, 'placed row')
  if (!parsed.ok) return null
  const [, id, place, sentAtMs, isReadable, slot, author, chain, n, parents, target] = parsed.value
  return {
    id: id as EnvelopeId,
    place,
    sentAtMs,
    isReadable,
    slot,
    author: author as AccountId,
    chain,
    n,
    parents: parents.map(bytesToHex),
    target: target === null ? null : bytesToHex(target),
  }
}

export const effectToRow = (one: Effect): Item => [
  1,
  one.kind,
  one.author,
  one.place,
  one.chain,
  one.n,
  one.sentAtMs,
  one.receivedAtMs,
  one.text,
]

export const parseEffect = (row: Item): Effect | null => {
  const parsed = parseItem(effectShape, row, 'effect row')
  if (!parsed.ok) return null
  const [, kind, author, place, chain, n, sentAtMs, receivedAtMs, words] = parsed.value
  return { kind, author: author as AccountId, place, chain, n, sentAtMs, receivedAtMs, text: words }
}
