import { decodeQR } from 'qr/decode.js'
import { encodeQR } from 'qr'
import { describe, expect, it } from 'vitest'
import { codePath } from '../../../../src/ui/connections/code/code-path.ts'

/** Draws a path of bars as a browser would, and answers its pixels. */
const drawn = (path: string, side: number, scale: number) => {
  const size = side * scale
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = (row * size + Number(x) * scale) * 4
      const end = start + Number(width) * scale * 4
      for (let at = start; at < end; at += 4) data.fill(0, at, at + 3)
    }
  }
  return { width: size, height: size, data }
}

describe('a code as a drawing', () => {
  it('joins dark squares of a row, and leaves light ones out', () => {
    expect(
      codePath([
        [true, true, false, true],
        [false, false, false, false],
        [false, true, true, true],
      ]),
    ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z')
  })

  it('draws nothing for nothing', () => {
    expect(codePath([])).toBe('')
  })

  it.each([3, 5])('is read back by the decoder at %i pixels a square', scale => {
    const text = `gesso1:${'Vz4kAx-9'.repeat(52)}`
    const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 })
    expect(decodeQR(drawn(codePath(rows), rows.length, scale))).toBe(text)
  })
})
