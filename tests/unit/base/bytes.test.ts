import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  base64UrlToBytes,
  bytesToBase64Url,
  bytesToHex,
  bytesToUtf8,
  compareBytes,
  hexToBytes,
} from '../../../src/base/bytes.ts'

const asBytes = (buffer: Buffer): Uint8Array => new Uint8Array(buffer)

describe('bytes as text', () => {
  test('are spelled as Node spells them, and read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(bytesToHex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        expect(bytesToBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect(hexToBytes(bytesToHex(bytes))).toEqual(bytes)
        expect(base64UrlToBytes(bytesToBase64Url(bytes))).toEqual(bytes)
      }),
    )
  })

  test('are refused in any other spelling', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), text => {
        const isHex = /^(?:[0-9a-f]{2})*$/.test(text)
        expect(hexToBytes(text)).toEqual(isHex ? asBytes(Buffer.from(text, 'hex')) : null)
        const decoded = /^[A-Za-z0-9_-]*$/.test(text) ? Buffer.from(text, 'base64url') : null
        const isBase64 = decoded !== null && decoded.toString('base64url') === text
        expect(base64UrlToBytes(text)).toEqual(isBase64 ? asBytes(decoded) : null)
      }),
    )
    for (const text of ['A', 'AB', 'ABC', 'AA==', 'A+', 'A/', 'é', 'AAAAA']) {
      const canonical = Buffer.from(text, 'base64url').toString('base64url') === text
      expect({ text, read: base64UrlToBytes(text) !== null }).toEqual({ text, read: canonical })
    }
  })

  test('that are not UTF-8 are null, and order is that of unsigned bytes', () => {
    expect(bytesToUtf8(Uint8Array.of(0xff))).toBeNull()
    expect(bytesToUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
    expect(
      [Uint8Array.of(2), Uint8Array.of(1, 255), Uint8Array.of(1)].toSorted(compareBytes).map(bytesToHex),
    ).toEqual(['01', '01ff', '02'])
  })
})
