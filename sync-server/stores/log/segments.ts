import type { Random } from '../../../src/base/random.ts'
import type { Pointer } from './entry.ts'
import { type StoreFile, type StoreFileSystem, readUpTo, writeAll } from './file-system.ts'
import { encodeSegmentHead, newSegmentHead, type SegmentHead, segmentHeadBytes } from './frame.ts'

export interface Segment {
  readonly head: SegmentHead
  /** Up to the end of its last whole frame. */
  readonly bytes: number
}

/** A segment open for writing. */
export interface ActiveSegment {
  readonly head: SegmentHead
  readonly file: StoreFile
}

interface Reader {
  readonly file: Promise<StoreFile>
  users: number
}

const maxOpenReaders = 64

const segmentName = (number: number): string => `${String(number).padStart(6, '0')}.log`

/** Null for any name that is not a segment's. */
export const segmentNumber = (name: string): number | null => {
  const digits = /^(\d{6,10})\.log$/.exec(name)?.[1]
  const number = Number(digits)
  return digits !== undefined && number > 0 && number < 2 ** 32 && segmentName(number) === name
    ? number
    : null
}

/** True when `a` was written before `b`. */
export const isBefore = (a: Pointer, b: Pointer): boolean =>
  a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset)

export const isSamePlace = (a: Pointer, b: Pointer): boolean =>
  a.segment === b.segment && a.offset === b.offset

/** The segment files of one directory, and a bounded number of open files to read them with. */
export const createSegments = (files: StoreFileSystem, directory: string, random: Random) => {
  const segments = new Map<number, Segment>()
  const readers = new Map<number, Reader>()
  let totalBytes = 0
  let lastNumber = 0

  const pathOf = (number: number) => `${directory}/${segmentName(number)}`

  /** Node lets reads that are under way finish first. */
  const closeReader = async (number: number, reader: Reader): Promise<void> => {
    if (readers.get(number) === reader) readers.delete(number)
    const file = await reader.file.catch(() => null)
    await file?.close().catch(() => undefined)
  }

  const closeIdleReader = async (): Promise<void> => {
    const idle = [...readers].find(([, reader]) => reader.users === 0)
    if (readers.size > maxOpenReaders && idle !== undefined) await closeReader(...idle)
  }

  const readerOf = (number: number): Reader => {
    const known = readers.get(number)
    readers.delete(number)
    const reader = known ?? { file: files.open(pathOf(number), 'read'), users: 0 }
    readers.set(number, reader)
    return reader
  }

  const withReader = async <T>(number: number, read: (file: StoreFile) => Promise<T>): Promise<T> => {
    const reader = readerOf(number)
    reader.users++
    try {
      return await read(await reader.file)
    } catch (error) {
      await closeReader(number, reader)
      throw error
    } finally {
      reader.users--
      await closeIdleReader()
    }
  }

  const setBytes = (head: SegmentHead, bytes: number): void => {
    totalBytes += bytes - (segments.get(head.number)?.bytes ?? 0)
    segments.set(head.number, { head, bytes })
    lastNumber = Math.max(lastNumber, head.number)
  }

  return {
    get: (number: number): Segment | null => segments.get(number) ?? null,
    /** Oldest first. */
    all: (): Segment[] => [...segments.values()].toSorted((a, b) => a.head.number - b.head.number),
    oldest: (): number | null => (segments.size === 0 ? null : Math.min(...segments.keys())),
    /** The highest number ever given, readable or not. */
    lastNumber: (): number => lastNumber,
    totalBytes: (): number => totalBytes,
    pathOf,
    setBytes,
    /** Keeps a number from being given again: a file of that name exists, readable or not. */
    reserve: (number: number): void => {
      lastNumber = Math.max(lastNumber, number)
    },
    /** Up to `length` bytes from a place; null when the segment is gone. */
    read: async (at: Pointer, length: number): Promise<Uint8Array | null> =>
      segments.has(at.segment)
        ? withReader(at.segment, file => readUpTo(file, at.offset, length)).catch((error: unknown) => {
            if (segments.has(at.segment)) throw error
            return null
          })
        : null,
    /** A new last segment, durable as an empty file. Rejects as the file system does, leaving no file. */
    create: async (): Promise<ActiveSegment> => {
      const head = newSegmentHead(++lastNumber, random)
      const file = await files.open(pathOf(head.number), 'create')
      try {
        await writeAll(file, encodeSegmentHead(head), 0)
        await file.datasync()
        await files.syncDirectory(directory)
      } catch (error) {
        await file.close().catch(() => undefined)
        await files.remove(pathOf(head.number)).catch(() => undefined)
        throw error
      }
      setBytes(head, segmentHeadBytes)
      return { head, file }
    },
    remove: async (number: number): Promise<void> => {
      totalBytes -= segments.get(number)?.bytes ?? 0
      segments.delete(number)
      const reader = readers.get(number)
      if (reader !== undefined) await closeReader(number, reader)
      await files.remove(pathOf(number))
      await files.syncDirectory(directory)
    },
    close: async (): Promise<void> => {
      await Promise.all([...readers].map(([number, reader]) => closeReader(number, reader)))
    },
  }
}

export type Segments = ReturnType<typeof createSegments>
