/** ICC.1:2022: a header of 128 bytes, a count, then tags of 12 bytes: name, offset, length. Big-endian. */
import { latin1, startsWith, u32be } from './read-bytes.ts'

export interface IccProfile {
  /** Such as `RGB `, `GRAY` or `CMYK`. */
  readonly space: string
  /** Whether it can say colours that sRGB cannot. */
  readonly isWide: boolean
}

type Xyz = readonly [number, number, number]

const maxTags = 128

/** Null for anything malformed, which browsers take for sRGB. */
export const parseIcc = (bytes: Uint8Array): IccProfile | null => {
  if (bytes.length < 132 || !startsWith(bytes, 'acsp', 36)) return null
  const space = latin1(bytes, 16, 4)
  const tags = Array.from({ length: Math.min(u32be(bytes, 128), maxTags) }, (_, index) => 132 + index * 12)
  const primary = (name: string): Xyz | null => {
    const tag = tags.find(at => startsWith(bytes, name, at))
    return tag === undefined ? null : readXyz(bytes, u32be(bytes, tag + 4))
  }
  const primaries = [primary('rXYZ'), primary('gXYZ'), primary('bXYZ')].filter(xyz => xyz !== null)
  // Tables instead of primaries can say anything.
  const isWide = space === 'RGB ' && (primaries.length < 3 || primaries.some(isOutsideSrgb))
  return { space, isWide }
}

const readXyz = (bytes: Uint8Array, at: number): Xyz | null => {
  if (!startsWith(bytes, 'XYZ ', at) || at + 20 > bytes.length) return null
  const fixed = (offset: number): number => (u32be(bytes, at + offset) | 0) / 65_536
  return [fixed(8), fixed(12), fixed(16)]
}

/** XYZ under D50, as profiles have it, to linear sRGB. */
const xyzToSrgb: readonly Xyz[] = [
  [3.1339, -1.6169, -0.4906],
  [-0.9788, 1.9161, 0.0335],
  [0.0719, -0.229, 1.4052],
]

/** What profiles called sRGB differ by. */
const tolerance = 0.03

const isOutsideSrgb = ([x, y, z]: Xyz): boolean =>
  xyzToSrgb.some(([fromX, fromY, fromZ]) => fromX * x + fromY * y + fromZ * z < -tolerance)

/** ITU-T H.273 codes of primaries: BT.2020, DCI-P3 and Display P3. */
export const areWidePrimaries = (code: number): boolean => code === 9 || code === 11 || code === 12
