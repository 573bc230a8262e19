/** Bytes as somebody hostile would change them, and what a decoder has to make of them. */
import { expect } from 'vitest'
import type { Result } from '../../src/base/result.ts'
import type { Malformed } from '../../src/protocol/errors.ts'
import type { Dice } from '../unit/protocol/changes/random-history.ts'
import { pick } from './gate-histories.ts'

export interface Format {
  readonly name: string
  readonly valid: readonly Uint8Array[]
  /** The bytes that mean what `bytes` were taken to mean, or null where those were refused. */
  readonly readBack: (bytes: Uint8Array) => Uint8Array | null
}

export const unless = <T>(
  result: Result<T, Malformed>,
  encode: (value: T) => Uint8Array,
): Uint8Array | null => {
  if (result.ok) return encode(result.value)
  expect(result.error).toMatchObject({ type: 'malformed', what: expect.any(String) as unknown })
  return null
}

/** Numbers that lie well: small, large, negative when signed, long. */
const lies = [
  0x00, 0x01, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x20, 0x3b, 0x40, 0x5b, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xc0, 0xf6,
  0xf9, 0xff,
]

export const mutate = (dice: Dice, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array => {
  const at = dice(bytes.length + 1)
  const to = at + dice(1 + Math.min(40, bytes.length - at))
  const other = pick(dice, others)
  const from = dice(other.length + 1)
  switch (dice(6)) {
    case 0:
      return flip(dice, bytes)
    case 1:
      return bytes.slice(0, at)
    case 2:
      return Uint8Array.from([...bytes.slice(0, at), ...other.slice(from)])
    case 3:
      return Uint8Array.from([...bytes.slice(0, at), pick(dice, lies), ...bytes.slice(at + 1)])
    case 4:
      return Uint8Array.from([
        ...bytes.slice(0, at),
        ...other.slice(from, from + dice(9)),
        ...bytes.slice(to),
      ])
    default:
      return flip(dice, flip(dice, bytes))
  }
}

export const flip = (dice: Dice, bytes: Uint8Array): Uint8Array => {
  const at = dice(bytes.length)
  return bytes.length === 0 ? bytes : Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ (1 << dice(8)))
}
