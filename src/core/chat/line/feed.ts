/** One account's feed in a line: how far it goes, what of it is open, and what of its past was fetched. */
import { bytesBetween, bytesOf, nullable, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EnvelopeId } from '../../../protocol/rooms/room-types.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { accountKey, type RowKeys } from './row-keys.ts'
import type { Segment } from './segment.ts'

/** The newest segments of a feed stay open; what is older is fetched, read and closed again. */
export const openSegments = 2

export interface Feed {
  readonly account: AccountId
  readonly name: string
  readonly open: Map<number, Segment>
  newest(): number
  /** False when it is known already. */
  growTo(segment: number): boolean
  /** The last envelope shown. */
  last(): EnvelopeId | null
  /** When that came, in the order of this session. */
  lastTurn(): number
  /** Nothing of an older segment comes after what is in a newer one. */
  show(id: EnvelopeId, segment: number, turn: number): void
  isDone(segment: number): boolean
  markDone(segment: number): void
  /** Older segments are not wanted: they are from before one joined. Null starts the walk again. */
  endAt(segment: number | null): void
  /** Whether the walk back came to the feed's beginning. */
  isWhole(): boolean
  /** The newest of the older segments that was not fetched yet, but for those in `except`. */
  nextToFetch(except: ReadonlySet<number>): number | null
  progress(): { readonly done: number; readonly of: number }
  /** The newest `depth` of the older segments count as not fetched. */
  lookAgain(depth: number): void
  changes(): readonly RowChange[]
  written(): void
}

const maxSegments = 1 << 16
const shape = tuple<[number, number | null, Uint8Array, Uint8Array | null, number]>(
  uint(maxSegments),
  nullable(uint(maxSegments)),
  bytesBetween(0, maxSegments / 8),
  nullable(bytesOf(32)),
  uint(maxSegments),
)

export const loadFeed = async (account: AccountId, rows: SealedRows, keys: RowKeys): Promise<Feed> => {
  const stored = await rows.get(keys.feed(accountKey(account)))
  const parsed = stored.ok && stored.value !== null ? parseItem(shape, stored.value, 'feed row') : null
  const row = parsed?.ok === true ? parsed.value : ([0, null, new Uint8Array(), null, 0] as const)
  const [newest, floor, bits, last, lastSegment] = row
  const held = { newest, floor, done: bitsToSet(bits), last: last as EnvelopeId | null, lastSegment }
  return createFeed(account, held, rows, keys)
}

interface Held {
  readonly newest: number
  readonly floor: number | null
  readonly done: Set<number>
  readonly last: EnvelopeId | null
  readonly lastSegment: number
}

const createFeed = (account: AccountId, held: Held, rows: SealedRows, keys: RowKeys): Feed => {
  const name = accountKey(account)
  const { done } = held
  let { newest, floor, last, lastSegment } = held
  let lastTurn = 0
  let hasChanged = false
  const older = (): readonly number[] => {
    const from = floor === null ? 0 : floor + 1
    const count = Math.max(0, newest - openSegments + 1 - from)
    return Array.from({ length: count }, (_, index) => from + index)
  }
  return {
    account,
    name,
    open: new Map(),
    newest: () => newest,
    growTo(segment) {
      if (segment <= newest || segment > maxSegments) return false
      newest = segment
      hasChanged = true
      return true
    },
    last: () => last,
    lastTurn: () => lastTurn,
    show(id, segment, turn) {
      if (segment < lastSegment) return
      lastSegment = segment
      last = id
      lastTurn = turn
      hasChanged = true
    },
    isDone: segment => done.has(segment),
    markDone(segment) {
      done.add(segment)
      hasChanged = true
    },
    endAt(segment) {
      floor = segment
      hasChanged = true
    },
    isWhole: () => floor === null && older().every(segment => done.has(segment)),
    nextToFetch: except => older().findLast(segment => !done.has(segment) && !except.has(segment)) ?? null,
    progress() {
      const all = older()
      return { done: all.filter(segment => done.has(segment)).length, of: all.length }
    },
    lookAgain(depth) {
      for (const segment of older().slice(-depth)) done.delete(segment)
      hasChanged = true
    },
    changes: () =>
      hasChanged ? [rows.seal(keys.feed(name), [newest, floor, setToBits(done), last, lastSegment])] : [],
    written() {
      hasChanged = false
    },
  }
}

const setToBits = (numbers: ReadonlySet<number>): Uint8Array => {
  const bits = new Uint8Array(numbers.size === 0 ? 0 : (Math.max(...numbers) >> 3) + 1)
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7))
  return bits
}

const bitsToSet = (bits: Uint8Array): Set<number> => {
  const numbers = Array.from({ length: bits.length * 8 }, (_, number) => number)
  return new Set(numbers.filter(number => ((bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0))
}
