/**
 * A segment file `000001.log`, integers big-endian:
 *
 *     head    2 × [magic 8 'GESSOLG1', number u32, marker u32, seed u32, crc32 of the 20 bytes before]
 *     frame…  [marker u32, length u32, crc u32, payload (length bytes)]
 *
 * Marker and seed are random for every segment and never leave the machine. The marker lets reading
 * find its feet after damage; the seed starts each crc, so that bytes a stranger put inside a change
 * can never pass for a frame. The head is written twice because everything behind it depends on it.
 */
import { crc32 } from 'node:zlib'
import type { Random } from '../../../src/base/random.ts'

export interface SegmentHead {
  /** From 1, in the order of creation. */
  readonly number: number
  readonly marker: number
  readonly seed: number
}

export interface FrameHead {
  readonly payloadBytes: number
  readonly crc: number
}

const magic = Buffer.from('GESSOLG1', 'latin1')
const headCopyBytes = 24

export const segmentHeadBytes = 2 * headCopyBytes
export const frameHeadBytes = 12
/** A damaged length must not make us believe in a frame of gigabytes. */
export const maxPayloadBytes = 512 * 2 ** 20

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const newSegmentHead = (number: number, random: Random): SegmentHead => {
  const view = viewOf(random.bytes(8))
  return { number, marker: view.getUint32(0), seed: view.getUint32(4) }
}

export const encodeSegmentHead = (head: SegmentHead): Uint8Array => {
  const bytes = new Uint8Array(segmentHeadBytes)
  bytes.set(magic)
  const view = viewOf(bytes)
  view.setUint32(8, head.number)
  view.setUint32(12, head.marker)
  view.setUint32(16, head.seed)
  view.setUint32(20, crc32(bytes.subarray(0, 20)))
  bytes.copyWithin(headCopyBytes, 0, headCopyBytes)
  return bytes
}

const decodeHeadCopy = (bytes: Uint8Array): SegmentHead | null => {
  if (bytes.length < headCopyBytes || !magic.equals(bytes.subarray(0, magic.length))) return null
  const view = viewOf(bytes)
  if (view.getUint32(20) !== crc32(bytes.subarray(0, 20))) return null
  return { number: view.getUint32(8), marker: view.getUint32(12), seed: view.getUint32(16) }
}

/** Null when neither copy is whole. */
export const decodeSegmentHead = (bytes: Uint8Array): SegmentHead | null =>
  decodeHeadCopy(bytes.subarray(0, headCopyBytes)) ??
  decodeHeadCopy(bytes.subarray(headCopyBytes, segmentHeadBytes))

/** The crc of a frame before its payload: it covers the length, and starts from the segment's seed. */
const crcOfLength = (head: SegmentHead, length: number): number => {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, length)
  return crc32(bytes, head.seed)
}

/** Feeds a payload to the crc piece by piece. */
export const startCrc = (head: SegmentHead, payloadBytes: number) => {
  let crc = crcOfLength(head, payloadBytes)
  return {
    add: (piece: Uint8Array): void => {
      crc = crc32(piece, crc)
    },
    value: (): number => crc,
  }
}

/** Writes the frame's head before a payload that already stands in `bytes` from `frameHeadBytes` on. */
export const sealFrame = (bytes: Uint8Array, head: SegmentHead): void => {
  const payload = bytes.subarray(frameHeadBytes)
  const view = viewOf(bytes)
  view.setUint32(0, head.marker)
  view.setUint32(4, payload.length)
  view.setUint32(8, crc32(payload, crcOfLength(head, payload.length)))
}

/** Null when these are not the first 12 bytes of a frame of this segment. */
export const decodeFrameHead = (bytes: Uint8Array, head: SegmentHead): FrameHead | null => {
  if (bytes.length < frameHeadBytes) return null
  const view = viewOf(bytes)
  const payloadBytes = view.getUint32(4)
  if (view.getUint32(0) !== head.marker || payloadBytes > maxPayloadBytes) return null
  return { payloadBytes, crc: view.getUint32(8) }
}

export const isFrameWhole = (payload: Uint8Array, frame: FrameHead, head: SegmentHead): boolean =>
  payload.length === frame.payloadBytes && crc32(payload, crcOfLength(head, payload.length)) === frame.crc
