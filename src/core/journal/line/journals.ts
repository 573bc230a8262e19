/** Whose journals this device knows: how far each goes, and what of it was read. */
import { bytesBetween, bytesOf, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { accountKey, allRows, rowKeys } from './row-keys.ts'

/** Sixteen million entries. A profile that speaks of more is believed this far. */
export const maxSegments = 1 << 16

export interface Journal {
  readonly account: AccountId
  /** How many there are, as their profile or the segments themselves say. */
  segments: number
  readonly read: Set<number>
  /** Entries of the newest one that was read. */
  newestEntries: number
  /** Devices of theirs that were revoked when it was last read. */
  revoked: number
}

export interface Journals {
  all(): readonly Journal[]
  find(account: AccountId): Journal | null
  /** The same, or a new one of which nothing is known. */
  of(account: AccountId): Journal
  row(journal: Journal): RowChange
}

const shape = tuple<[Uint8Array, number, Uint8Array, number, number]>(
  bytesOf(32),
  uint(maxSegments),
  bytesBetween(0, maxSegments / 8),
  uint(),
  uint(),
)

export const loadJournals = async (rows: SealedRows): Promise<Journals> => {
  const stored = await rows.range({ ...rowKeys.journals(), limit: allRows })
  const known = new Map<string, Journal>()
  for (const [, item] of stored.ok ? stored.value : []) {
    const parsed = parseItem(shape, item, 'journal row')
    if (!parsed.ok) continue
    const [account, segments, bits, newestEntries, revoked] = parsed.value
    const journal = { account: account as AccountId, segments, read: bitsToSet(bits), newestEntries, revoked }
    known.set(accountKey(journal.account), journal)
  }
  return {
    all: () => [...known.values()],
    find: account => known.get(accountKey(account)) ?? null,
    of(account) {
      const found = known.get(accountKey(account))
      if (found !== undefined) return found
      const made: Journal = { account, segments: 0, read: new Set(), newestEntries: 0, revoked: 0 }
      known.set(accountKey(account), made)
      return made
    },
    row: ({ account, segments, read, newestEntries, revoked }) =>
      rows.seal(rowKeys.journal(account), [account, segments, setToBits(read), newestEntries, revoked]),
  }
}

/** Null when nothing was read. */
export const newestRead = ({ read }: Journal): number | null => (read.size === 0 ? null : Math.max(...read))

/** The one that was read last is full, so that there may be another which nobody spoke of yet. */
export const isNewestFull = (journal: Journal): boolean => journal.newestEntries >= limits.segmentEntries

const setToBits = (numbers: ReadonlySet<number>): Uint8Array => {
  const bits = new Uint8Array(numbers.size === 0 ? 0 : (Math.max(...numbers) >> 3) + 1)
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7))
  return bits
}

const bitsToSet = (bits: Uint8Array): Set<number> => {
  const numbers = Array.from({ length: bits.length * 8 }, (_, number) => number)
  return new Set(numbers.filter(number => ((bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0))
}
