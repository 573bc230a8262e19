/**
 * What one `write` of rows changes, as one chunk of the log, so that it is there whole or not at all:
 *
 *   (key length u16 │ key, UTF-8 │ value length u32, ffffffff: taken out │ value) …
 *
 * Numbers are big-endian.
 */
import { bytesToUtf8, concatBytes, utf8ToBytes } from '../../base/bytes.ts'
import type { RowChange } from '../../core/ports.ts'

const takenOut = 0xffffffff

export const encodeRowChanges = (changes: readonly RowChange[]): Uint8Array =>
  concatBytes(...changes.flatMap(encodeChange))

/** Null when they were not written by `encodeRowChanges`. */
export const decodeRowChanges = (bytes: Uint8Array): readonly RowChange[] | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const changes: RowChange[] = []
  let offset = 0
  const take = (length: number): Uint8Array | null => {
    if (offset + length > bytes.length) return null
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const number = (length: 2 | 4): number | null => {
    if (take(length) === null) return null
    return length === 2 ? view.getUint16(offset - 2) : view.getUint32(offset - 4)
  }
  while (offset < bytes.length) {
    const key = take(number(2) ?? Infinity)
    const valueLength = number(4)
    const value = valueLength === null || valueLength === takenOut ? null : take(valueLength)
    const name = key === null ? null : bytesToUtf8(key)
    if (name === null || valueLength === null || (value === null && valueLength !== takenOut)) return null
    changes.push([name, value])
  }
  return changes
}

const encodeChange = ([key, value]: RowChange): Uint8Array[] => {
  const name = utf8ToBytes(key)
  const header = new Uint8Array(2 + name.length + 4)
  const view = new DataView(header.buffer)
  view.setUint16(0, name.length)
  header.set(name, 2)
  view.setUint32(2 + name.length, value?.length ?? takenOut)
  return value === null ? [header] : [header, value]
}
