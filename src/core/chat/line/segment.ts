/** One segment of a feed while it is open: what was taken from it, and what waits. */
import { bytesToHex, concatBytes } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import {
  bool,
  bytesBetween,
  bytesOf,
  list,
  nullable,
  parseItem,
  text,
  tuple,
} from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId } from '../../../protocol/rooms/room-types.ts'
import { createEntryKeys, type EntryKey, type Replica } from '../../documents/index.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { allRows, type RowKeys } from './row-keys.ts'

/** Something that could not be judged or opened yet. */
export interface Wait {
  readonly key: EntryKey
  /** Null: an epoch, of which people see nothing. */
  readonly id: EnvelopeId | null
  /** The epoch whose record or secret is wanted. */
  readonly epoch: EpochId | null
  /** The account whose chain is wanted. */
  readonly account: AccountId | null
  /** Whether people were told of it. */
  readonly isSaid: boolean
  /** Null after a restart, until the segment is read again. */
  readonly header: EnvelopeHeader | null
}

export interface Segment {
  readonly number: number
  readonly replica: Replica
  readonly keyOf: (entry: Uint8Array) => EntryKey
  /** The id of an envelope; null of anything else. */
  idOf(key: EntryKey): EnvelopeId | null | undefined
  takenKeys(): Iterable<EntryKey>
  takenCount(): number
  ids(): readonly EnvelopeId[]
  take(key: EntryKey, id: EnvelopeId | null): void
  drop(keys: ReadonlySet<EntryKey>): void
  waits(): ReadonlyMap<EntryKey, Wait>
  wait(wait: Wait): void
  settle(key: EntryKey): void
  /** What waited when the segment was opened; once. */
  waitedBefore(): readonly EntryKey[]
  changes(): readonly RowChange[]
  written(): void
  /** Ends watching the document. */
  stop(): void
}

const entriesInPart = 32
const keyBytes = 16
const idBytes = 32
const noId = '0'.repeat(2 * idBytes)

export interface SegmentPlace {
  readonly feed: string
  readonly number: number
}

export const openSegment = async (
  place: SegmentPlace,
  replica: Replica,
  onChange: () => void,
  rows: SealedRows,
  keys: RowKeys,
): Promise<Segment> => {
  const { from, to } = keys.parts(place.feed, place.number)
  const [parts, waits] = await Promise.all([
    rows.range({ from, to, limit: allRows }),
    rows.get(keys.waits(place.feed, place.number)),
  ])
  const taken = new Map(parts.ok ? parts.value.flatMap(([, item]) => itemToPart(item)) : [])
  const waiting = waits.ok && waits.value !== null ? itemToWaits(waits.value) : []
  return createSegment(place, replica, taken, waiting, replica.onChange(onChange), rows, keys)
}

const createSegment = (
  { feed, number }: SegmentPlace,
  replica: Replica,
  taken: Map<EntryKey, EnvelopeId | null>,
  initialWaits: readonly Wait[],
  stop: () => void,
  rows: SealedRows,
  keys: RowKeys,
): Segment => {
  const waits = new Map(initialWaits.map(wait => [wait.key, wait]))
  let firstChanged = Number.POSITIVE_INFINITY
  let written = Math.ceil(taken.size / entriesInPart)
  let haveWaitsChanged = false
  let before = initialWaits.map(({ key }) => key)
  return {
    number,
    replica,
    keyOf: createEntryKeys(),
    idOf: key => taken.get(key),
    takenKeys: () => taken.keys(),
    takenCount: () => taken.size,
    ids: () => [...taken.values()].filter(id => id !== null),
    take(key, id) {
      if (taken.has(key)) return
      firstChanged = Math.min(firstChanged, Math.floor(taken.size / entriesInPart))
      taken.set(key, id)
    },
    drop(gone) {
      for (const key of gone) {
        taken.delete(key)
        haveWaitsChanged = waits.delete(key) || haveWaitsChanged
      }
      firstChanged = 0
    },
    waits: () => waits,
    wait(wait) {
      waits.set(wait.key, wait)
      haveWaitsChanged = true
    },
    settle(key) {
      haveWaitsChanged = waits.delete(key) || haveWaitsChanged
    },
    waitedBefore() {
      const keys = before
      before = []
      return keys
    },
    changes() {
      const changed: RowChange[] = []
      const entries = firstChanged === Number.POSITIVE_INFINITY ? [] : [...taken]
      const count = Math.max(written, Math.ceil(entries.length / entriesInPart))
      for (let part = firstChanged; part < count; part++) {
        const held = entries.slice(part * entriesInPart, (part + 1) * entriesInPart)
        const key = keys.part(feed, number, part)
        changed.push(held.length === 0 ? [key, null] : rows.seal(key, partToItem(held)))
      }
      if (haveWaitsChanged) changed.push(waitsRow(keys.waits(feed, number), [...waits.values()], rows))
      return changed
    },
    written() {
      firstChanged = Number.POSITIVE_INFINITY
      written = Math.ceil(taken.size / entriesInPart)
      haveWaitsChanged = false
    },
    stop,
  }
}

const partToItem = (entries: readonly (readonly [EntryKey, EnvelopeId | null])[]): Item => [
  entries.map(([key]) => key).join(''),
  concatBytes(...entries.map(([, id]) => id ?? new Uint8Array(idBytes))),
]

const partShape = tuple<[string, Uint8Array]>(
  text(entriesInPart * 2 * keyBytes),
  bytesBetween(0, entriesInPart * idBytes),
)

const itemToPart = (item: Item): [EntryKey, EnvelopeId | null][] => {
  const parsed = parseItem(partShape, item, 'segment row')
  if (!parsed.ok) return []
  const [names, ids] = parsed.value
  return Array.from({ length: ids.length / idBytes }, (_, index) => {
    const id = ids.slice(index * idBytes, (index + 1) * idBytes)
    const key = names.slice(index * 2 * keyBytes, (index + 1) * 2 * keyBytes)
    return [key, bytesToHex(id) === noId ? null : (id as EnvelopeId)]
  })
}

const waitsRow = (key: string, waits: readonly Wait[], rows: SealedRows): RowChange =>
  waits.length === 0
    ? [key, null]
    : rows.seal(
        key,
        waits.map(({ key: entry, id, epoch, account, isSaid }) => [entry, id, epoch, account, isSaid]),
      )

/** Of the segments that are not open, by `<feed>/<segment>`. */
export const loadWaits = async (rows: SealedRows, keys: RowKeys): Promise<Map<string, readonly Wait[]>> => {
  const { from, to } = keys.allWaits()
  const found = await rows.range({ from, to, limit: allRows })
  const waits = new Map<string, readonly Wait[]>()
  if (!found.ok) return waits
  for (const [key, item] of found.value) {
    const [feed = '', number = ''] = key.slice(from.length).split('/')
    waits.set(`${feed}/${Number.parseInt(number, 16)}`, itemToWaits(item))
  }
  return waits
}

const maxWaits = 4_096
const waitsShape = list(
  tuple<[string, Uint8Array | null, Uint8Array | null, Uint8Array | null, boolean]>(
    text(2 * keyBytes),
    nullable(bytesOf(32)),
    nullable(bytesOf(32)),
    nullable(bytesOf(32)),
    bool,
  ),
  maxWaits,
)

const itemToWaits = (item: Item): readonly Wait[] => {
  const parsed = parseItem(waitsShape, item, 'waits row')
  if (!parsed.ok) return []
  return parsed.value.map(([key, id, epoch, account, isSaid]) => ({
    key,
    id: id as EnvelopeId | null,
    epoch: epoch as EpochId | null,
    account: account as AccountId | null,
    isSaid,
    header: null,
  }))
}
