import type { Pointer } from './entry.ts'
import { chainBytes } from './entry.ts'

/** What is known in memory of one document: about 130 bytes with its key. */
export interface IndexRow {
  readonly tail: Pointer
  /** Where its chain begins; nothing of it that lives lies before. */
  readonly base: Pointer
  readonly entries: number
  readonly changes: number
  readonly changesBytes: number
  /** Number in the table of owners; 0 for none. */
  readonly owner: number
}

const integersPerRow = 7
const [tailSegment, tailOffset, baseSegment, baseOffset, entryCount, changeCount, ownerNumber] = [
  0, 1, 2, 3, 4, 5, 6,
] as const

const grown = <T extends Uint32Array | Float64Array>(column: T, larger: T): T => {
  larger.set(column)
  return larger
}

/**
 * Every document the log holds, in columns: a Map from key to row number, 36 bytes a row, and totals
 * kept as rows change. Rows of forgotten documents are used again.
 */
export const createDocumentIndex = () => {
  const rowByKey = new Map<string, number>()
  const freeRows: number[] = []
  let integers = new Uint32Array(64 * integersPerRow)
  let bytes = new Float64Array(64)
  let rows = 0

  const owners: (Uint8Array | null)[] = [null]
  const ownerByKey = new Map<string, number>()
  const bytesByOwner: number[] = [0]

  let totalBytes = 0
  let liveBytes = 0

  const read = (row: number): IndexRow => {
    const at = row * integersPerRow
    const integer = (field: number) => integers[at + field] ?? 0
    return {
      tail: { segment: integer(tailSegment), offset: integer(tailOffset) },
      base: { segment: integer(baseSegment), offset: integer(baseOffset) },
      entries: integer(entryCount),
      changes: integer(changeCount),
      changesBytes: bytes[row] ?? 0,
      owner: integer(ownerNumber),
    }
  }

  const count = (row: IndexRow, sign: 1 | -1): void => {
    totalBytes += sign * row.changesBytes
    liveBytes += sign * chainBytes({ ...row, isOwned: row.owner !== 0 })
    bytesByOwner[row.owner] = (bytesByOwner[row.owner] ?? 0) + sign * row.changesBytes
  }

  const newRow = (): number => {
    const free = freeRows.pop()
    if (free !== undefined) return free
    if (rows === bytes.length) {
      integers = grown(integers, new Uint32Array(integers.length * 2))
      bytes = grown(bytes, new Float64Array(bytes.length * 2))
    }
    return rows++
  }

  return {
    get: (key: string): IndexRow | null => {
      const row = rowByKey.get(key)
      return row === undefined ? null : read(row)
    },
    has: (key: string): boolean => rowByKey.has(key),
    set: (key: string, value: IndexRow): void => {
      const known = rowByKey.get(key)
      if (known !== undefined) count(read(known), -1)
      const row = known ?? newRow()
      if (known === undefined) rowByKey.set(key, row)
      const { tail, base, entries, changes, owner } = value
      integers.set(
        [tail.segment, tail.offset, base.segment, base.offset, entries, changes, owner],
        row * integersPerRow,
      )
      bytes[row] = value.changesBytes
      count(value, 1)
    },
    forget: (key: string): void => {
      const row = rowByKey.get(key)
      if (row === undefined) return
      count(read(row), -1)
      rowByKey.delete(key)
      freeRows.push(row)
    },
    size: (): number => rowByKey.size,
    keys: (): IterableIterator<string> => rowByKey.keys(),
    /** Documents whose chain begins in this segment. */
    keysBasedIn: (segment: number): string[] => {
      const keys: string[] = []
      for (const [key, row] of rowByKey) {
        if (integers[row * integersPerRow + baseSegment] === segment) keys.push(key)
      }
      return keys
    },
    /** The number of an owner, given one at first sight. */
    ownerNumber: (owner32: Uint8Array | null): number => {
      if (owner32 === null) return 0
      const key = Buffer.from(owner32).toString('latin1')
      const known = ownerByKey.get(key)
      if (known !== undefined) return known
      ownerByKey.set(key, owners.length)
      bytesByOwner.push(0)
      return owners.push(new Uint8Array(owner32)) - 1
    },
    owner: (number: number): Uint8Array | null => owners[number] ?? null,
    /** Every owner by number; the first is null. */
    owners: (): readonly (Uint8Array | null)[] => owners,
    bytesByOwner: (owner32: Uint8Array): number =>
      bytesByOwner[ownerByKey.get(Buffer.from(owner32).toString('latin1')) ?? -1] ?? 0,
    /** Bytes of changes that can be loaded. */
    totalBytes: (): number => totalBytes,
    /** The same with their framing: what of the log is not dead. */
    liveBytes: (): number => liveBytes,
  }
}

export type DocumentIndex = ReturnType<typeof createDocumentIndex>
