/**
 * A document's file is a row of frames, one per chunk:
 *
 *   length u32 big-endian │ crc32 u32 big-endian, over length and chunk │ chunk
 *
 * The checksum covers the length, so that the zeros a crash may leave behind are no frame.
 */
import { crc32 } from 'node:zlib'
import { concatBytes } from '../../base/bytes.ts'

const headerBytes = 8

export const encodeFrame = (chunk: Uint8Array): Uint8Array => {
  const header = new Uint8Array(headerBytes)
  const view = new DataView(header.buffer)
  view.setUint32(0, chunk.length)
  view.setUint32(4, checksum(header, chunk))
  return concatBytes(header, chunk)
}

export interface ParsedFrames {
  readonly chunks: readonly Uint8Array[]
  /** Bytes of whole frames from the start; what follows them is `tail`. */
  readonly wholeBytes: number
  /** `torn`: one write that never finished. `corrupt`: a broken frame with more behind it. */
  readonly tail: 'none' | 'torn' | 'corrupt'
}

export const parseFrames = (file: Uint8Array): ParsedFrames => {
  const chunks: Uint8Array[] = []
  let offset = 0
  while (offset < file.length) {
    const chunk = frameAt(file, offset)
    if (chunk === null) return { chunks, wholeBytes: offset, tail: tailAt(file, offset) }
    chunks.push(chunk)
    offset += headerBytes + chunk.length
  }
  return { chunks, wholeBytes: offset, tail: 'none' }
}

const frameAt = (file: Uint8Array, offset: number): Uint8Array | null => {
  const length = lengthAt(file, offset)
  if (length === null || offset + headerBytes + length > file.length) return null
  const header = file.subarray(offset, offset + headerBytes)
  const chunk = file.slice(offset + headerBytes, offset + headerBytes + length)
  return new DataView(header.buffer, header.byteOffset).getUint32(4) === checksum(header, chunk)
    ? chunk
    : null
}

/** Only the last write can be torn: it runs past the end, up to it, or its header was never written. */
const tailAt = (file: Uint8Array, offset: number): 'torn' | 'corrupt' => {
  const length = lengthAt(file, offset)
  if (length === null || offset + headerBytes + length >= file.length) return 'torn'
  return file.subarray(offset, offset + headerBytes).every(byte => byte === 0) ? 'torn' : 'corrupt'
}

const lengthAt = (file: Uint8Array, offset: number): number | null =>
  offset + headerBytes > file.length ? null : new DataView(file.buffer, file.byteOffset).getUint32(offset)

const checksum = (header: Uint8Array, chunk: Uint8Array): number => crc32(chunk, crc32(header.subarray(0, 4)))
