/** Display P3 as an ICC profile of three primaries and one curve (ICC.1:2022), such as phones embed. */
import { concatBytes, utf8ToBytes } from '../../../src/base/bytes.ts'

export const displayP3Name = 'Display P3'

export const createDisplayP3 = (): Uint8Array => {
  const parts: readonly (readonly [string, Uint8Array])[] = [
    ['desc', text(displayP3Name)],
    ['cprt', text('No rights reserved')],
    ['wtpt', xyz(0.9642, 1, 0.82491)],
    ['rXYZ', xyz(0.51512, 0.2412, -0.00105)],
    ['gXYZ', xyz(0.29198, 0.69225, 0.04189)],
    ['bXYZ', xyz(0.1571, 0.06657, 0.78407)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
    [
      'chad',
      fixed('sf32', [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168]),
    ],
  ]
  let at = 128 + 4 + parts.length * 12
  const rows = parts.map(([name, data]) => {
    const row = concatBytes(utf8ToBytes(name), u32(at), u32(data.length))
    at += data.length
    return row
  })
  return concatBytes(header(at), u32(parts.length), ...rows, ...parts.map(([, data]) => data))
}

const u32 = (value: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4))
  view.setInt32(0, value | 0)
  return new Uint8Array(view.buffer)
}

/** s15Fixed16Number: 16 bits behind the point. */
const s15 = (value: number): Uint8Array => u32(Math.round(value * 65_536))

const fixed = (type: string, values: readonly number[]): Uint8Array =>
  concatBytes(utf8ToBytes(type), u32(0), ...values.map(s15))

const xyz = (...values: readonly [number, number, number]): Uint8Array => fixed('XYZ ', values)

/** The curve of sRGB: parametric, function 3. */
const curve = concatBytes(
  utf8ToBytes('para'),
  u32(0),
  Uint8Array.of(0, 3, 0, 0),
  ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(s15),
)

const text = (words: string): Uint8Array => {
  const letters = concatBytes(...words.split('').map(letter => Uint8Array.of(0, letter.charCodeAt(0))))
  const padding = new Uint8Array((4 - (letters.length % 4)) % 4)
  const head = concatBytes(
    utf8ToBytes('mluc'),
    u32(0),
    u32(1),
    u32(12),
    utf8ToBytes('enUS'),
    u32(letters.length),
    u32(28),
  )
  return concatBytes(head, letters, padding)
}

const header = (length: number): Uint8Array => {
  const bytes = new Uint8Array(128)
  bytes.set(u32(length), 0)
  bytes.set(u32(0x04_40_00_00), 8)
  bytes.set(utf8ToBytes('mntrRGB XYZ '), 12)
  bytes.set(Uint8Array.of(0x07, 0xe8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0), 24)
  bytes.set(utf8ToBytes('acsp'), 36)
  bytes.set(concatBytes(s15(0.9642), s15(1), s15(0.82491)), 68)
  return bytes
}
