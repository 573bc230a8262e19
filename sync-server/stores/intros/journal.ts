/**
 * The file `intros`: a head and frames as in log/frame.ts, number 1. The payload of a frame is one write, or some of
 * the rows when the file was written anew:
 *
 *     enc([[kind, to32, from32, atMs, bytes | null] …])     null: the row is gone
 */
import { enc } from '../../../src/protocol/codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  decAs,
  list,
  nullable,
  oneOf,
  tuple,
  uint,
} from '../../../src/protocol/codec/shape.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import {
  type IntroChanges,
  type IntroRow,
  type IntroRowKind,
  introRowKinds,
  maxIntroRowBytes,
  maxRowsPerWrite,
} from '../intro-store.ts'
import {
  decodeFrameHead,
  decodeSegmentHead,
  frameHeadBytes,
  isFrameWhole,
  sealFrame,
  type SegmentHead,
  segmentHeadBytes,
} from '../log/frame.ts'

type WrittenRow = readonly [IntroRowKind, Uint8Array, Uint8Array, number, Uint8Array | null]

const rowShape = tuple<[IntroRowKind, Uint8Array, Uint8Array, number, Uint8Array | null]>(
  oneOf(...introRowKinds),
  bytesOf(32),
  bytesOf(32),
  uint(),
  nullable(bytesBetween(0, maxIntroRowBytes)),
)
const payloadShape = list(rowShape, maxRowsPerWrite)

export const encodeChanges = (head: SegmentHead, { put = [], remove = [] }: IntroChanges): Uint8Array => {
  const payload = enc([
    ...remove.map(({ kind, to, from }): WrittenRow => [kind, to, from, 0, null]),
    ...put.map(({ kind, to, from, atMs, bytes }): WrittenRow => [kind, to, from, atMs, bytes]),
  ])
  const frame = new Uint8Array(frameHeadBytes + payload.length)
  frame.set(payload, frameHeadBytes)
  sealFrame(frame, head)
  return frame
}

/** Null when it is whole and still says nothing that we know. */
const decodeChanges = (payload: Uint8Array): IntroChanges | null => {
  const parsed = decAs(payloadShape, payload, 'intro rows')
  if (!parsed.ok) return null
  const put: IntroRow[] = []
  const remove: IntroRow[] = []
  for (const [kind, to, from, atMs, bytes] of parsed.value) {
    const row = { kind, to: to as AccountId, from: from as AccountId, atMs, bytes: bytes ?? new Uint8Array() }
    if (bytes === null) remove.push(row)
    else put.push(row)
  }
  return { put, remove }
}

export interface ReadJournal {
  readonly head: SegmentHead
  readonly changes: readonly IntroChanges[]
  /** Where the last whole frame ends. */
  readonly bytes: number
  /** Damaged in the middle, with whole frames behind. What a crash left at the end is not counted. */
  readonly skippedBytes: number
}

/** Null when not even the head can be read. */
export const readJournal = (file: Uint8Array): ReadJournal | null => {
  const head = decodeSegmentHead(file.subarray(0, segmentHeadBytes))
  if (head === null || file.length < segmentHeadBytes) return null
  const changes: IntroChanges[] = []
  let end = segmentHeadBytes
  let skippedBytes = 0
  for (let at = nextFrame(file, head, end); at !== null; at = nextFrame(file, head, end)) {
    const payload = payloadAt(file, head, at)
    const decoded = payload === null ? null : decodeChanges(payload)
    skippedBytes += at - end
    end = at + frameHeadBytes + (payload?.length ?? 0)
    if (decoded !== null) changes.push(decoded)
    else skippedBytes += end - at
  }
  return { head, changes, bytes: end, skippedBytes }
}

const payloadAt = (file: Uint8Array, head: SegmentHead, at: number): Uint8Array | null => {
  const frame = decodeFrameHead(file.subarray(at), head)
  if (frame === null) return null
  const payload = file.subarray(at + frameHeadBytes, at + frameHeadBytes + frame.payloadBytes)
  return isFrameWhole(payload, frame, head) ? payload : null
}

/** Where the next whole frame begins, from `from` on; null when there is none. */
const nextFrame = (file: Uint8Array, head: SegmentHead, from: number): number | null => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
  const marker = Buffer.alloc(4)
  marker.writeUInt32BE(head.marker)
  for (let at = from; at !== -1; at = bytes.indexOf(marker, at + 1)) {
    if (payloadAt(file, head, at) !== null) return at
  }
  return null
}
