/**
 * A frame's payload, integers big-endian:
 *
 *     [version u8 = 1, flags u8, document 16, count u32,
 *      previous (segment u32, offset u32) if flag 1, owner 32 if flag 2,
 *      count × (length u32, change)]
 *
 * An entry without a previous one begins its document anew: what lies before it is dead. The owner
 * stands in exactly one entry of a chain.
 */
import { frameHeadBytes, viewOf } from './frame.ts'

/** Where a frame begins. Numbers and offsets fit in 32 bits. */
export interface Pointer {
  readonly segment: number
  readonly offset: number
}

export interface EntryHead {
  /** The 16 bytes of the document id as a latin1 string: the cheapest key a Map can have. */
  readonly key: string
  readonly count: number
  readonly previous: Pointer | null
  readonly owner32: Uint8Array | null
  /** Bytes of the payload before the first change. */
  readonly headBytes: number
}

const fixedBytes = 22
const previousBytes = 8
const ownerBytes = 32
const hasPrevious = 1
const hasOwner = 2

export const maxEntryHeadBytes = fixedBytes + previousBytes + ownerBytes

export const keyOfDocument = (documentId: string): string => Buffer.from(documentId, 'hex').toString('latin1')
export const documentOfKey = (key: string): string => Buffer.from(key, 'latin1').toString('hex')

/** Bytes on disk of a whole chain, so that nobody needs to walk it to know. */
export const chainBytes = (chain: {
  readonly entries: number
  readonly changes: number
  readonly changesBytes: number
  readonly isOwned: boolean
}): number =>
  chain.entries * (frameHeadBytes + fixedBytes + previousBytes) -
  previousBytes +
  (chain.isOwned ? ownerBytes : 0) +
  4 * chain.changes +
  chain.changesBytes

/** Bytes of the frame that `encodeEntry` would make, at most. */
export const maxFrameBytes = (changes: number, changesBytes: number): number =>
  frameHeadBytes + maxEntryHeadBytes + 4 * changes + changesBytes

/** A frame with its payload in place and room for its head, which depends on the segment. */
export const encodeEntry = (
  head: Pick<EntryHead, 'key' | 'previous' | 'owner32'>,
  changes: readonly Uint8Array[],
): Uint8Array => {
  const headBytes =
    fixedBytes + (head.previous === null ? 0 : previousBytes) + (head.owner32 === null ? 0 : ownerBytes)
  const changesLength = changes.reduce((total, change) => total + 4 + change.length, 0)
  const bytes = new Uint8Array(frameHeadBytes + headBytes + changesLength)
  const view = viewOf(bytes)
  let at = frameHeadBytes
  bytes[at] = 1
  bytes[at + 1] = (head.previous === null ? 0 : hasPrevious) | (head.owner32 === null ? 0 : hasOwner)
  bytes.set(Buffer.from(head.key, 'latin1'), at + 2)
  view.setUint32(at + 18, changes.length)
  at += fixedBytes
  if (head.previous !== null) {
    view.setUint32(at, head.previous.segment)
    view.setUint32(at + 4, head.previous.offset)
    at += previousBytes
  }
  if (head.owner32 !== null) {
    bytes.set(head.owner32, at)
    at += ownerBytes
  }
  for (const change of changes) {
    view.setUint32(at, change.length)
    bytes.set(change, at + 4)
    at += 4 + change.length
  }
  return bytes
}

/** Reads the payload's head; the changes need not be there yet. Null when it is none of ours. */
export const decodeEntryHead = (payload: Uint8Array): EntryHead | null => {
  const flags = payload[1] ?? 0
  if (payload.length < fixedBytes || payload[0] !== 1 || flags > (hasPrevious | hasOwner)) return null
  const isContinued = (flags & hasPrevious) !== 0
  const isOwned = (flags & hasOwner) !== 0
  const ownerAt = fixedBytes + (isContinued ? previousBytes : 0)
  const headBytes = ownerAt + (isOwned ? ownerBytes : 0)
  if (payload.length < headBytes) return null
  const view = viewOf(payload)
  return {
    key: Buffer.from(payload.buffer, payload.byteOffset + 2, 16).toString('latin1'),
    count: view.getUint32(18),
    previous: isContinued
      ? { segment: view.getUint32(fixedBytes), offset: view.getUint32(fixedBytes + 4) }
      : null,
    owner32: isOwned ? payload.slice(ownerAt, headBytes) : null,
    headBytes,
  }
}

/** The changes of a whole payload, as views onto it; null when the lengths do not add up. */
export const decodeChanges = (payload: Uint8Array, head: EntryHead): readonly Uint8Array[] | null => {
  const view = viewOf(payload)
  const changes: Uint8Array[] = []
  let at = head.headBytes
  for (let index = 0; index < head.count; index++) {
    if (at + 4 > payload.length) return null
    const end = at + 4 + view.getUint32(at)
    if (end > payload.length) return null
    changes.push(payload.subarray(at + 4, end))
    at = end
  }
  return at === payload.length ? changes : null
}
