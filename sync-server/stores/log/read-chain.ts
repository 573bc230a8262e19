import type { IndexRow } from './document-index.ts'
import { decodeChanges, decodeEntryHead, type EntryHead, type Pointer } from './entry.ts'
import { decodeFrameHead, frameHeadBytes, isFrameWhole } from './frame.ts'
import { isBefore, type Segments } from './segments.ts'

interface ReadEntry {
  readonly head: EntryHead
  readonly changes: readonly Uint8Array[]
}

/** One read answers for nearly every entry: an edit with its seal is a few hundred bytes. */
const firstReadBytes = 4096

/** Exactly the bytes of the frame at this place, or null when there is no whole frame. */
const readEntry = async (segments: Segments, at: Pointer): Promise<ReadEntry | null> => {
  const segment = segments.get(at.segment)
  const first = await segments.read(at, firstReadBytes)
  if (segment === null || first === null) return null
  const frame = decodeFrameHead(first, segment.head)
  if (frame === null || at.offset + frameHeadBytes + frame.payloadBytes > segment.bytes) return null
  const isAll = frameHeadBytes + frame.payloadBytes <= first.length
  const payload = isAll
    ? first.slice(frameHeadBytes, frameHeadBytes + frame.payloadBytes)
    : await segments.read({ ...at, offset: at.offset + frameHeadBytes }, frame.payloadBytes)
  if (payload === null || !isFrameWhole(payload, frame, segment.head)) return null
  const head = decodeEntryHead(payload)
  const changes = head === null ? null : decodeChanges(payload, head)
  return head === null || changes === null ? null : { head, changes }
}

/**
 * Every change of a document, oldest first, by following its entries back from the newest. Null when
 * an entry is damaged, or its segment was removed meanwhile. Rejects as the file system does.
 */
export const readChain = async (
  segments: Segments,
  key: string,
  row: IndexRow,
): Promise<readonly Uint8Array[] | null> => {
  const newestFirst: (readonly Uint8Array[])[] = []
  let at: Pointer | null = row.tail
  while (at !== null) {
    const entry: ReadEntry | null = await readEntry(segments, at)
    if (entry === null || entry.head.key !== key) return null
    const { previous }: EntryHead = entry.head
    if (previous !== null && !isBefore(previous, at)) return null
    newestFirst.push(entry.changes)
    at = previous
  }
  const changes = newestFirst.toReversed().flat()
  return newestFirst.length === row.entries && changes.length === row.changes ? changes : null
}
