/**
 * The file `index`: the index as it stood at one place in the log, so that a start reads only what was
 * written after it. Integers big-endian:
 *
 *     [magic 8 'GESSOIX1', place (segment u32, offset u32), segments u32, owners u32, documents u32,
 *      segments × (number u32, marker u32, seed u32, bytes u32), owners × 32,
 *      documents × (key 16, tail (u32, u32), base (u32, u32), entries u32, changes u32, owner u32, bytes f64),
 *      crc32 of all before]
 *
 * It holds nothing that the log does not: it is ignored when it is damaged or does not fit the log.
 */
import { crc32 } from 'node:zlib'
import { createDocumentIndex, type DocumentIndex } from './document-index.ts'
import type { Pointer } from './entry.ts'
import {
  openIfThere,
  readUpTo,
  replaceFile,
  type StoreFile,
  type StoreFileSystem,
  writeAll,
} from './file-system.ts'
import type { Segments } from './segments.ts'

export interface Snapshot {
  readonly index: DocumentIndex
  /** What lies from here on is not in it. */
  readonly place: Pointer
}

const name = 'index'
const magic = Buffer.from('GESSOIX1', 'latin1')
const headBytes = 28
const segmentBytes = 16
const ownerBytes = 32
const rowBytes = 52
const pieceBytes = 1 << 20

export const snapshotBytes = (index: DocumentIndex): number =>
  headBytes + index.owners().length * ownerBytes + index.size() * rowBytes

const createWriter = (file: StoreFile) => {
  const buffer = Buffer.alloc(pieceBytes)
  let filled = 0
  let position = 0
  let crc = 0
  const flush = async (): Promise<void> => {
    const piece = buffer.subarray(0, filled)
    crc = crc32(piece, crc)
    await writeAll(file, piece, position)
    position += filled
    filled = 0
  }
  return {
    /** Room for one record; written over by later ones, so fill it at once. */
    record: async (length: number): Promise<Buffer> => {
      if (filled + length > buffer.length) await flush()
      filled += length
      return buffer.subarray(filled - length, filled)
    },
    end: async (): Promise<void> => {
      await flush()
      const last = Buffer.alloc(4)
      last.writeUInt32BE(crc)
      await writeAll(file, last, position)
    },
  }
}

const writeIntegers = (into: Buffer, from: number, integers: readonly number[]): void => {
  for (const [index, integer] of integers.entries()) into.writeUInt32BE(integer, from + 4 * index)
}

/** The index must not change meanwhile. Rejects as the file system does, leaving the old snapshot. */
export const writeSnapshot = (
  files: StoreFileSystem,
  directory: string,
  index: DocumentIndex,
  segments: Segments,
  place: Pointer,
): Promise<void> =>
  replaceFile(files, directory, name, async file => {
    const writer = createWriter(file)
    const all = segments.all()
    const owners = index.owners().slice(1)
    const head = await writer.record(headBytes)
    magic.copy(head)
    writeIntegers(head, 8, [place.segment, place.offset, all.length, owners.length, index.size()])
    for (const { head: segment, bytes } of all) {
      const record = await writer.record(segmentBytes)
      writeIntegers(record, 0, [segment.number, segment.marker, segment.seed, bytes])
    }
    for (const owner of owners) (await writer.record(ownerBytes)).set(owner ?? [])
    for (const key of index.keys()) {
      const record = await writer.record(rowBytes)
      const row = index.get(key)
      if (row === null) throw new Error('the index changed while its snapshot was written')
      const { tail, base, entries, changes, owner } = row
      record.write(key, 0, 'latin1')
      writeIntegers(record, 16, [
        tail.segment,
        tail.offset,
        base.segment,
        base.offset,
        entries,
        changes,
        owner,
      ])
      record.writeDoubleBE(row.changesBytes, 44)
    }
    await writer.end()
  })

const createReader = (file: StoreFile) => {
  let piece: Uint8Array = new Uint8Array(0)
  let used = 0
  let position = 0
  let crc = 0
  return {
    /** The next record; empty when the file ends first. */
    record: async (length: number): Promise<Buffer> => {
      if (used + length > piece.length) {
        piece = await readUpTo(file, position, pieceBytes)
        used = 0
      }
      if (used + length > piece.length) return Buffer.alloc(0)
      const record = Buffer.from(piece.buffer, piece.byteOffset + used, length)
      used += length
      position += length
      crc = crc32(record, crc)
      return record
    },
    crc: (): number => crc,
  }
}

/** Whether a segment of the snapshot is the one on disk. One that is gone was compacted away since. */
const fitsSegment = (segments: Segments, place: Pointer, record: Buffer): boolean => {
  const segment = segments.get(record.readUInt32BE(0))
  if (segment === null) return true
  const { head, bytes } = segment
  const isSame = head.marker === record.readUInt32BE(4) && head.seed === record.readUInt32BE(8)
  return isSame && (head.number === place.segment ? bytes >= place.offset : bytes === record.readUInt32BE(12))
}

const readFrom = async (file: StoreFile, segments: Segments): Promise<Snapshot | null> => {
  const { size } = await file.stat()
  const reader = createReader(file)
  const head = await reader.record(headBytes)
  if (head.length === 0 || !magic.equals(head.subarray(0, magic.length))) return null
  const place = { segment: head.readUInt32BE(8), offset: head.readUInt32BE(12) }
  const [segmentCount, ownerCount, rowCount] = [16, 20, 24].map(at => head.readUInt32BE(at)) as [
    number,
    number,
    number,
  ]
  const expected = headBytes + segmentCount * segmentBytes + ownerCount * ownerBytes + rowCount * rowBytes + 4
  if (size !== expected || segments.get(place.segment) === null) return null
  for (let count = 0; count < segmentCount; count++) {
    const record = await reader.record(segmentBytes)
    if (record.length === 0 || !fitsSegment(segments, place, record)) return null
  }
  const index = createDocumentIndex()
  for (let count = 0; count < ownerCount; count++) index.ownerNumber(await reader.record(ownerBytes))
  for (let count = 0; count < rowCount; count++) {
    const record = await reader.record(rowBytes)
    if (record.length === 0) return null
    const integer = (field: number) => record.readUInt32BE(16 + 4 * field)
    index.set(record.toString('latin1', 0, 16), {
      tail: { segment: integer(0), offset: integer(1) },
      base: { segment: integer(2), offset: integer(3) },
      entries: integer(4),
      changes: integer(5),
      owner: integer(6),
      changesBytes: record.readDoubleBE(44),
    })
  }
  const crc = reader.crc()
  const last = await reader.record(4)
  return last.length === 4 && last.readUInt32BE(0) === crc ? { index, place } : null
}

/** Null when there is none, it is damaged, or it does not fit the segments on disk. */
export const readSnapshot = async (
  files: StoreFileSystem,
  directory: string,
  segments: Segments,
): Promise<Snapshot | null> => {
  const file = await openIfThere(files, `${directory}/${name}`)
  if (file === null) return null
  try {
    return await readFrom(file, segments)
  } finally {
    await file.close()
  }
}
