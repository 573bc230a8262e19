import { createDocumentIndex, type DocumentIndex, type IndexRow } from './document-index.ts'
import type { Pointer } from './entry.ts'
import { readUpTo, type StoreFileSystem } from './file-system.ts'
import { decodeSegmentHead, segmentHeadBytes } from './frame.ts'
import { type ScannedEntry, scanSegment } from './scan-segment.ts'
import { isSamePlace, segmentNumber, type Segments } from './segments.ts'
import { readSnapshot } from './snapshot.ts'

export interface Recovery {
  readonly index: DocumentIndex
  readonly fromSnapshot: boolean
  readonly tornBytes: number
  readonly skippedBytes: number
  readonly brokenDocuments: number
  /** Segments that could not be read and may hold what is not in the snapshot. */
  readonly lostSegments: number
}

/** The row after an entry; null when the entry does not continue what is known of its document. */
const rowAfter = (
  index: DocumentIndex,
  known: IndexRow | null,
  tail: Pointer,
  entry: ScannedEntry,
): IndexRow | null => {
  const { head } = entry
  const changesBytes = entry.payloadBytes - head.headBytes - 4 * head.count
  const owner = index.ownerNumber(head.owner32)
  if (head.previous === null) {
    return { tail, base: tail, entries: 1, changes: head.count, changesBytes, owner }
  }
  if (known === null || !isSamePlace(known.tail, head.previous)) return null
  return {
    tail,
    base: known.base,
    entries: known.entries + 1,
    changes: known.changes + head.count,
    changesBytes: known.changesBytes + changesBytes,
    owner: known.owner === 0 ? owner : known.owner,
  }
}

/**
 * Finds the segments of a directory and reads their heads. A file too short to hold any entry is what
 * a crash left of a new segment, and is removed. Answers the numbers of those it could not read.
 */
export const findSegments = async (
  files: StoreFileSystem,
  directory: string,
  segments: Segments,
): Promise<readonly number[]> => {
  const numbers = (await files.list(directory)).map(segmentNumber).filter(number => number !== null)
  const unreadable: number[] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    segments.reserve(number)
    const file = await files.open(segments.pathOf(number), 'read')
    try {
      const { size } = await file.stat()
      const head = decodeSegmentHead(await readUpTo(file, 0, segmentHeadBytes))
      const isComplete = head !== null && head.number === number && size >= segmentHeadBytes
      if (isComplete) segments.setBytes(head, size)
      else if (size <= segmentHeadBytes) await files.remove(segments.pathOf(number))
      else unreadable.push(number)
    } finally {
      await file.close()
    }
  }
  return unreadable
}

/** Reads the log from a place on into the index. */
const replay = async (
  files: StoreFileSystem,
  segments: Segments,
  index: DocumentIndex,
  from: Pointer,
): Promise<Omit<Recovery, 'index' | 'fromSnapshot' | 'lostSegments'>> => {
  const broken = new Set<string>()
  const all = segments.all()
  const last = all.at(-1)
  let tornBytes = 0
  let skippedBytes = 0
  for (const segment of all.filter(each => each.head.number >= from.segment)) {
    const { head, bytes } = segment
    const isLast = segment === last
    const start = head.number === from.segment ? from.offset : segmentHeadBytes
    const file = await files.open(segments.pathOf(head.number), isLast ? 'write' : 'read')
    try {
      const outcome = await scanSegment(file, head, start, bytes, entry => {
        const tail = { segment: head.number, offset: entry.offset }
        const row = rowAfter(index, index.get(entry.head.key), tail, entry)
        if (row === null) {
          broken.add(entry.head.key)
          return
        }
        if (entry.head.previous === null) broken.delete(entry.head.key)
        index.set(entry.head.key, row)
      })
      skippedBytes += outcome.skippedBytes
      const beyond = bytes - outcome.endOffset
      if (isLast && beyond > 0) {
        await file.truncate(outcome.endOffset)
        await file.datasync()
        tornBytes = beyond
        segments.setBytes(head, outcome.endOffset)
      } else skippedBytes += beyond
    } finally {
      await file.close()
    }
  }
  return { tornBytes, skippedBytes, brokenDocuments: broken.size }
}

const pointsToGoneSegment = (index: DocumentIndex, segments: Segments): boolean => {
  for (const key of index.keys()) {
    const row = index.get(key)
    if (
      row !== null &&
      (segments.get(row.tail.segment) === null || segments.get(row.base.segment) === null)
    ) {
      return true
    }
  }
  return false
}

/** Rebuilds the index from the snapshot and what is newer, or from the whole log. */
export const recover = async (
  files: StoreFileSystem,
  directory: string,
  segments: Segments,
  unreadable: readonly number[],
): Promise<Recovery> => {
  const snapshot = await readSnapshot(files, directory, segments)
  if (snapshot !== null) {
    const outcome = await replay(files, segments, snapshot.index, snapshot.place)
    if (!pointsToGoneSegment(snapshot.index, segments)) {
      const lostSegments = unreadable.filter(number => number > snapshot.place.segment).length
      return { index: snapshot.index, fromSnapshot: true, lostSegments, ...outcome }
    }
  }
  const index = createDocumentIndex()
  const outcome = await replay(files, segments, index, { segment: 0, offset: 0 })
  return { index, fromSnapshot: false, lostSegments: unreadable.length, ...outcome }
}
