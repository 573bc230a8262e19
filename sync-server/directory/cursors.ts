/**
 * Where a page ended, as the relay itself will understand it:
 *
 *   people       [index u32, account 32]: behind this account, or at that index where it is found no more
 *   references   [at u64, id 16, key 16, first 16 bytes of the account]: behind that place, whoever stands there now
 *
 * Integers are big-endian. Anybody can make one up, and learns nothing by it.
 */
import { bytesToHex, concatBytes, hexToBytes } from '../../src/base/bytes.ts'
import { type PostingPlace, toByteText } from './references.ts'

export interface PeopleCursor {
  readonly index: number
  /** 64 hex digits. */
  readonly account: string
}

const peopleBytes = 36
const referencesBytes = 56
const fieldBytes = 16

export const encodePeopleCursor = ({ index, account }: PeopleCursor): Uint8Array => {
  const head = new Uint8Array(4)
  viewOf(head).setUint32(0, index)
  return concatBytes(head, hexToBytes(account) ?? new Uint8Array())
}

/** Null for one that this relay would not have given out. */
export const decodePeopleCursor = (bytes: Uint8Array): PeopleCursor | null =>
  bytes.length === peopleBytes
    ? { index: viewOf(bytes).getUint32(0), account: bytesToHex(bytes.subarray(4)) }
    : null

export const encodePlace = ({ atMs, id, key, account }: PostingPlace): Uint8Array => {
  const time = new Uint8Array(8)
  viewOf(time).setBigUint64(0, BigInt(atMs))
  return concatBytes(
    time,
    ...[id, key, account].map(text => Buffer.from(text, 'latin1').subarray(0, fieldBytes)),
  )
}

/** Null for one that this relay would not have given out. */
export const decodePlace = (bytes: Uint8Array): PostingPlace | null => {
  const atMs = bytes.length === referencesBytes ? Number(viewOf(bytes).getBigUint64(0)) : NaN
  if (!Number.isSafeInteger(atMs)) return null
  const [id = '', key = '', account = ''] = [8, 24, 40].map(at =>
    toByteText(bytes.subarray(at, at + fieldBytes)),
  )
  return { atMs, id, key, account: account + pastAll }
}

/** Behind every account that begins so, for there is one at most. */
const pastAll = '\u{ffff}'

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
