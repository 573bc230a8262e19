/** Shapes that several formats of rooms and first contact share. What is a set has one order, and nothing twice. */
import { compareBytes } from '../../base/bytes.ts'
import { err, ok } from '../../base/result.ts'
import { bytesOf, list, type Shape, tuple, uint } from '../codec/shape.ts'
import { limits } from '../limits.ts'
import { parseRecord, type SignedRecord } from '../records/record.ts'

/** A clock's greatest value that JavaScript can show as a date. */
const maxTimeMs = 8.64e15

export const time: Shape<number> = uint(maxTimeMs)

/** A list in ascending order of what `keyOf` gives, each key once. */
export const ascending =
  <T>(shape: Shape<readonly T[]>, keyOf: (value: T) => Uint8Array): Shape<readonly T[]> =>
  (item, at) => {
    const parsed = shape(item, at)
    if (!parsed.ok) return parsed
    const wrong = parsed.value.findIndex((value, index) => {
      const before = parsed.value[index - 1]
      return before !== undefined && compareBytes(keyOf(before), keyOf(value)) >= 0
    })
    return wrong === -1 ? parsed : err(`${at}[${wrong}]`)
  }

/** Byte strings of one length, as a set. */
export const bytesSet = (length: number, max: number, min = 0): Shape<readonly Uint8Array[]> =>
  ascending(list(bytesOf(length), max, min), bytes => bytes)

/** [[chain16, n] …] by chain. */
export const chainMarks: Shape<readonly (readonly [Uint8Array, number])[]> = ascending(
  list(tuple<[Uint8Array, number]>(bytesOf(16), uint()), limits.chainMarks),
  ([chain]) => chain,
)

/** A record inside another format, of any kind. */
export const signedRecord: Shape<SignedRecord> = (item, at) => {
  const parsed = parseRecord(item)
  return parsed.ok ? ok(parsed.value) : err(at)
}

export const sortedBytes = (values: readonly Uint8Array[]): readonly Uint8Array[] =>
  values.toSorted(compareBytes)

export const sortedByBytes = <T extends readonly [Uint8Array, ...unknown[]]>(
  rows: readonly T[],
): readonly T[] => rows.toSorted(([a], [b]) => compareBytes(a, b))
