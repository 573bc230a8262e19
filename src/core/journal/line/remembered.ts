/** What was told of one segment: which entries, what their bytes were, and how each stood. */
import { bytesToHex, concatBytes, hexToBytes } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bytesBetween, bytesOf, list, parseItem, tuple } from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EntryProblem } from '../../api.ts'
import type { EntryKey } from '../../documents/index.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { allRows, rowKeys } from './row-keys.ts'

/** An entry's id in hex. */
export type IdText = string

export type Standing = 'read' | EntryProblem

export interface Told {
  readonly digest: EntryKey
  readonly standing: Standing
}

/** What entries that cannot be read wait for. */
export interface SegmentWaits {
  readonly owners: readonly AccountId[]
  /** 16 bytes each. */
  readonly tags: readonly Uint8Array[]
}

export interface Remembered {
  told(): ReadonlyMap<IdText, Told>
  waits(): SegmentWaits
  set(id: IdText, told: Told): void
  drop(id: IdText): void
  setWaits(waits: SegmentWaits): void
  changes(): readonly RowChange[]
  written(): void
}

const entriesInPart = 64
const idBytes = 16
const mostWaits = 4_096
const standings: readonly Standing[] = ['read', 'not-for-you', 'newer-version', 'broken']

const partShape = tuple<[Uint8Array, Uint8Array, Uint8Array]>(
  bytesBetween(0, entriesInPart * idBytes),
  bytesBetween(0, entriesInPart * idBytes),
  bytesBetween(0, entriesInPart),
)
const waitsShape = tuple<[readonly Uint8Array[], readonly Uint8Array[]]>(
  list(bytesOf(32), mostWaits),
  list(bytesOf(16), mostWaits),
)

export const loadRemembered = async (
  account: AccountId,
  segment: number,
  rows: SealedRows,
): Promise<Remembered> => {
  const [parts, waits] = await Promise.all([
    rows.range({ ...rowKeys.parts(account, segment), limit: allRows }),
    rows.get(rowKeys.waits(account, segment)),
  ])
  const told = new Map(parts.ok ? parts.value.flatMap(([, item]) => itemToPart(item)) : [])
  const waiting = waits.ok && waits.value !== null ? parseItem(waitsShape, waits.value, 'waits row') : null
  const [owners, tags] = waiting?.ok === true ? waiting.value : [[], []]
  return createRemembered(account, segment, told, { owners: owners as readonly AccountId[], tags }, rows)
}

const createRemembered = (
  account: AccountId,
  segment: number,
  told: Map<IdText, Told>,
  initialWaits: SegmentWaits,
  rows: SealedRows,
): Remembered => {
  let waits = initialWaits
  let areWaitsNew = false
  let firstChanged = Number.POSITIVE_INFINITY
  let partsWritten = Math.ceil(told.size / entriesInPart)
  const touch = (place: number): void => {
    firstChanged = Math.min(firstChanged, Math.floor(place / entriesInPart))
  }
  return {
    told: () => told,
    waits: () => waits,
    set(id, one) {
      touch(told.has(id) ? [...told.keys()].indexOf(id) : told.size)
      told.set(id, one)
    },
    drop(id) {
      if (!told.has(id)) return
      touch([...told.keys()].indexOf(id))
      told.delete(id)
    },
    setWaits(next) {
      waits = next
      areWaitsNew = true
    },
    changes() {
      const entries = firstChanged === Number.POSITIVE_INFINITY ? [] : [...told]
      const parts = Math.max(partsWritten, Math.ceil(entries.length / entriesInPart))
      const changed: RowChange[] = []
      for (let part = firstChanged; part < parts; part++) {
        const held = entries.slice(part * entriesInPart, (part + 1) * entriesInPart)
        const key = rowKeys.part(account, segment, part)
        changed.push(held.length === 0 ? [key, null] : rows.seal(key, partToItem(held)))
      }
      const isFree = waits.owners.length === 0 && waits.tags.length === 0
      const waitsKey = rowKeys.waits(account, segment)
      if (areWaitsNew)
        changed.push(isFree ? [waitsKey, null] : rows.seal(waitsKey, [waits.owners, waits.tags]))
      return changed
    },
    written() {
      firstChanged = Number.POSITIVE_INFINITY
      partsWritten = Math.ceil(told.size / entriesInPart)
      areWaitsNew = false
    },
  }
}

/** Ids of everything that was told of an account's journal but in `except`. */
export const loadIdsElsewhere = async (
  account: AccountId,
  except: number,
  rows: SealedRows,
): Promise<ReadonlySet<IdText>> => {
  const stored = await rows.range({ ...rowKeys.allParts(account), limit: allRows })
  const own = rowKeys.parts(account, except)
  const others = stored.ok ? stored.value.filter(([key]) => key < own.from || key >= own.to) : []
  return new Set(others.flatMap(([, item]) => itemToPart(item).map(([id]) => id)))
}

const partToItem = (entries: readonly (readonly [IdText, Told])[]): Item => [
  concatBytes(...entries.map(([id]) => bytesIn(id))),
  concatBytes(...entries.map(([, { digest }]) => bytesIn(digest))),
  Uint8Array.from(entries, ([, { standing }]) => standings.indexOf(standing)),
]

const bytesIn = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array(idBytes)

const itemToPart = (item: Item): [IdText, Told][] => {
  const parsed = parseItem(partShape, item, 'journal segment row')
  if (!parsed.ok) return []
  const [ids, digests, codes] = parsed.value
  const hexAt = (bytes: Uint8Array, index: number): string =>
    bytesToHex(bytes.subarray(index * idBytes, (index + 1) * idBytes))
  return Array.from(codes, (code, index) => [
    hexAt(ids, index),
    { digest: hexAt(digests, index), standing: standings[code] ?? 'broken' },
  ])
}
