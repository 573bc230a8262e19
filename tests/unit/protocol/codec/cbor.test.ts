import { describe, expect, it } from 'vitest'
import { hexToBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { dec, enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../src/protocol/limits.ts'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(' ', '')) ?? new Uint8Array()
const reasonOf = (encoded: Uint8Array): string => {
  const decoded = dec(encoded, 'item')
  return decoded.ok ? 'accepted' : decoded.error.reason
}
const nested = (depth: number): Item => (depth === 0 ? 1 : [nested(depth - 1)])

describe('enc', () => {
  it.each<[unknown, string]>([
    [1.5, 'a float'],
    [-1, 'a negative number'],
    [-0, 'minus zero'],
    [2 ** 53, 'a number beyond 2^53 − 1'],
    [Number.NaN, 'NaN'],
    [1n, 'a bigint'],
    [undefined, 'undefined'],
    [{ a: 1 }, 'a map'],
    [new Map(), 'another map'],
    [new Date(0), 'a date'],
    [['\ud800'], 'half a character'],
    [nested(limits.encodedDepth + 1), 'seven levels'],
    [new Uint8Array(limits.encodedBytes), 'more than a mebibyte'],
  ])('throws on %s: %s', item => {
    expect(() => enc(item as Item)).toThrow(/^enc: /)
  })

  it('writes what dec reads, to the edges', () => {
    const items: readonly Item[] = [
      nested(limits.encodedDepth),
      Number.MAX_SAFE_INTEGER,
      '\ufeffa text that begins with a mark of byte order, and is long enough for another path',
      '\ufeff',
      'e\u0301 and \u00e9 differ',
      '\u0000',
      [],
      ['', new Uint8Array(), null, true, false, 0],
    ]
    for (const item of items) expect(dec(enc(item), 'item')).toEqual({ ok: true, value: item })
    expect(dec(enc(new Uint8Array(limits.encodedBytes - 5)), 'item').ok).toBe(true)
  })
})

describe('bytes', () => {
  it('are plain and of their own, whatever buffer they came in', () => {
    const texts = ['', 'short', '\ud800\udc00'.repeat(30), 'x'.repeat(10_000)]
    for (const text of texts) expect(enc([text, [Uint8Array.of(1)]]).constructor).toBe(Uint8Array)
    const buffer = Buffer.from(enc([Uint8Array.of(1, 2, 3)]))
    const decoded = dec(buffer, 'item')
    buffer.fill(0)
    expect(decoded).toEqual({ ok: true, value: [Uint8Array.of(1, 2, 3)] })
  })
})

describe('dec refuses', () => {
  it.each([
    ['a half float', 'f9 3c00', 'not-canonical'],
    ['a single float', 'fa 3f800000', 'not-canonical'],
    ['a double float', 'fb 3ff0000000000000', 'not-canonical'],
    ['a float that is no integer', 'fb 3ff8000000000000', 'wrong-shape'],
    ['a zero that is a float', 'f9 0000', 'not-canonical'],
    ['minus zero', 'f9 8000', 'wrong-shape'],
    ['infinity', 'f9 7c00', 'not-cbor'],
    ['NaN', 'f9 7e00', 'not-cbor'],
    ['undefined', 'f7', 'not-cbor'],
    ['a negative number', '20', 'wrong-shape'],
    ['an empty map', 'a0', 'wrong-shape'],
    ['a map', 'a1 01 02', 'wrong-shape'],
    ['a tag', 'c0 61 61', 'not-cbor'],
    ['a bignum', 'c2 41 01', 'not-cbor'],
    ['a number that could be shorter', '18 01', 'not-cbor'],
    ['a number in eight bytes that could be shorter', '1b 0000000000000001', 'not-cbor'],
    ['a number beyond 2^53 − 1', '1b 0020000000000000', 'not-cbor'],
    ['bytes whose length could be shorter', '58 01 00', 'not-cbor'],
    ['an array whose length could be shorter', '98 00', 'not-cbor'],
    ['an array without an end', '9f 01 ff', 'not-cbor'],
    ['text without an end', '7f 61 61 ff', 'not-cbor'],
    ['bytes without an end', '5f 41 00 ff', 'not-cbor'],
    ['a break on its own', 'ff', 'not-cbor'],
    ['an unassigned simple value', 'e0', 'not-cbor'],
    ['text that is not UTF-8', '61 80', 'not-canonical'],
    ['text with half a character', '63 eda080', 'not-canonical'],
    ['two items', '01 02', 'not-cbor'],
    ['nothing', '', 'not-cbor'],
    ['bytes that claim more than there is', '5a 7fffffff 00', 'not-cbor'],
    ['an array that claims more than there is', '9b 001fffffffffffff', 'not-cbor'],
  ])('%s', (_, hex, reason) => {
    expect(reasonOf(bytes(hex))).toBe(reason)
  })

  it('seven levels, and a million without a deep stack of its own', () => {
    expect(reasonOf(bytes(`${'81'.repeat(limits.encodedDepth)}01`))).toBe('accepted')
    expect(reasonOf(bytes(`${'81'.repeat(limits.encodedDepth + 1)}01`))).toBe('too-deep')
    for (const depth of [1_000, 10_000, 100_000, limits.encodedBytes - 1]) {
      const bomb = new Uint8Array(depth + 1).fill(0x81)
      bomb[depth] = 1
      expect(['too-deep', 'not-cbor']).toContain(reasonOf(bomb))
      expect(reasonOf(new Uint8Array(depth).fill(0x81))).toBe('not-cbor')
    }
  })

  it('more than a mebibyte, unread, and more than the caller allows', () => {
    expect(reasonOf(new Uint8Array(limits.encodedBytes + 1))).toBe('too-large')
    expect(dec(enc('four'), 'item', 4)).toEqual({
      ok: false,
      error: { type: 'malformed', what: 'item', reason: 'too-large' },
    })
    expect(dec(enc('four'), 'item', 5).ok).toBe(true)
  })

  it('a mebibyte of small things in fair time', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index % 20)
    expect(dec(enc(many), 'item').ok).toBe(true)
    expect(reasonOf(utf8ToBytes('a'.repeat(1 << 20)))).toBe('not-cbor')
  })
})
