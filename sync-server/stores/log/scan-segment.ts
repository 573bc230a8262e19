import { decodeEntryHead, type EntryHead, maxEntryHeadBytes } from './entry.ts'
import { readUpTo, type StoreFile } from './file-system.ts'
import { decodeFrameHead, frameHeadBytes, type SegmentHead, startCrc } from './frame.ts'

export interface ScannedEntry {
  readonly offset: number
  readonly payloadBytes: number
  readonly head: EntryHead
}

export interface ScanOutcome {
  /** Where the last whole frame ends; what follows, up to the end of the file, is none. */
  readonly endOffset: number
  /** Damaged bytes before that. */
  readonly skippedBytes: number
}

const windowBytes = 1 << 20
const pieceBytes = 256 << 10

/** Reads forward through a file with one buffer; what `at` gives is good until the next call. */
const createWindow = (file: StoreFile, fileBytes: number) => {
  let start = 0
  let bytes: Uint8Array = new Uint8Array(0)
  return async (offset: number, length: number): Promise<Uint8Array> => {
    const wanted = Math.min(length, fileBytes - offset)
    if (offset < start || offset + wanted > start + bytes.length) {
      bytes = await readUpTo(file, offset, Math.min(windowBytes, fileBytes - offset))
      start = offset
    }
    return bytes.subarray(offset - start, offset - start + wanted)
  }
}

/**
 * Calls `onEntry` for every whole frame from `from` on, in order, in bounded memory. After damage it
 * looks for the segment's marker and goes on with the next frame whose checksum holds.
 */
export const scanSegment = async (
  file: StoreFile,
  segment: SegmentHead,
  from: number,
  fileBytes: number,
  onEntry: (entry: ScannedEntry) => void,
): Promise<ScanOutcome> => {
  const window = createWindow(file, fileBytes)
  const marker = Buffer.alloc(4)
  marker.writeUInt32BE(segment.marker)

  /** Null when no whole frame begins here; its entry is null when its payload is none of ours. */
  const frameAt = async (offset: number) => {
    const start = await window(offset, frameHeadBytes + maxEntryHeadBytes)
    const frame = decodeFrameHead(start, segment)
    const payloadOffset = offset + frameHeadBytes
    if (frame === null || payloadOffset + frame.payloadBytes > fileBytes) return null
    const head = decodeEntryHead(start.subarray(frameHeadBytes, frameHeadBytes + frame.payloadBytes))
    const crc = startCrc(segment, frame.payloadBytes)
    for (let read = 0; read < frame.payloadBytes; read += pieceBytes) {
      crc.add(await window(payloadOffset + read, Math.min(pieceBytes, frame.payloadBytes - read)))
    }
    return crc.value() === frame.crc ? { head, payloadBytes: frame.payloadBytes } : null
  }

  const nextMarker = async (after: number): Promise<number | null> => {
    for (let offset = after; offset + frameHeadBytes <= fileBytes; offset += pieceBytes - marker.length + 1) {
      const piece = await window(offset, pieceBytes)
      const found = Buffer.from(piece.buffer, piece.byteOffset, piece.length).indexOf(marker)
      if (found !== -1) return offset + found
    }
    return null
  }

  let endOffset = from
  let skippedBytes = 0
  let offset: number | null = from
  while (offset !== null && offset < fileBytes) {
    const frame = await frameAt(offset)
    if (frame === null) {
      offset = await nextMarker(offset + 1)
      continue
    }
    skippedBytes += offset - endOffset
    const frameBytes = frameHeadBytes + frame.payloadBytes
    if (frame.head === null) skippedBytes += frameBytes
    else onEntry({ offset, payloadBytes: frame.payloadBytes, head: frame.head })
    endOffset = offset + frameBytes
    offset = endOffset
  }
  return { endOffset, skippedBytes }
}
