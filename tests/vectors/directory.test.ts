import { describe, expect, test } from 'vitest'
import { directoryFormats } from './directory-formats.ts'
import { fromHex, toHex } from './json-items.ts'
import file from './own/directory.json' with { type: 'json' }

const formatOf = (message: string) => {
  const format = directoryFormats[message]
  if (format === undefined) throw new Error(`no such message: ${message}`)
  return format
}

describe.each(file.valid)('$message: $name', ({ message, bytes }) => {
  const { decode, readBack } = formatOf(message)
  const whole = fromHex(bytes)

  test('is read, and is written in no other way', () => {
    expect(decode(whole).ok).toBe(true)
    expect(toHex(readBack(whole) ?? new Uint8Array())).toBe(bytes)
  })

  test('is refused cut at any length, and with anything behind it', () => {
    const read = [...whole.keys()].filter(length => decode(whole.subarray(0, length)).ok)
    expect(read).toEqual([])
    expect(decode(Uint8Array.of(...whole, 0)).ok).toBe(false)
  })
})

test.each(file.invalid)('refused: a $message $name', ({ message, bytes, reason }) => {
  expect(formatOf(message).decode(fromHex(bytes))).toMatchObject({
    ok: false,
    error: { type: 'malformed', reason },
  })
})
