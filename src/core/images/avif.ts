/** As much of an AVIF file (ISO/IEC 23008-12) as says how large it is, and in which colours. */
import { latin1, u16be, u32be } from './read-bytes.ts'

export interface Avif {
  readonly width: number
  readonly height: number
  readonly isAnimated: boolean
  readonly icc: Uint8Array | null
  /** ITU-T H.273 code of the primaries; null when not told. */
  readonly primaries: number | null
}

interface Box {
  readonly type: string
  readonly body: number
  readonly end: number
}

const maxBoxes = 1_024

/** Null when it does not say how large it is. */
export const parseAvif = (bytes: Uint8Array): Avif | null => {
  const top = boxesIn(bytes, 0, bytes.length)
  const fullBoxHeader = 4
  const properties = inside(bytes, inside(bytes, inside(bytes, top, 'meta', fullBoxHeader), 'iprp'), 'ipco')
  const sizes = properties.filter(({ type, body, end }) => type === 'ispe' && end - body >= 12)
  if (sizes.length === 0) return null
  const colours = properties.filter(({ type }) => type === 'colr')
  const ofKind = (...kinds: string[]): Box | undefined =>
    colours.find(({ body }) => kinds.includes(latin1(bytes, body, 4)))
  const profile = ofKind('prof', 'rICC')
  const codes = ofKind('nclx')
  return {
    width: Math.max(...sizes.map(({ body }) => u32be(bytes, body + 4))),
    height: Math.max(...sizes.map(({ body }) => u32be(bytes, body + 8))),
    isAnimated: latin1(bytes, 8, 4) === 'avis',
    icc: profile === undefined ? null : bytes.subarray(profile.body + 4, profile.end),
    primaries: codes === undefined ? null : u16be(bytes, codes.body + 4),
  }
}

const inside = (bytes: Uint8Array, boxes: readonly Box[], type: string, skip = 0): readonly Box[] => {
  const box = boxes.find(one => one.type === type)
  return box === undefined ? [] : boxesIn(bytes, box.body + skip, box.end)
}

/** Stops at the first box that does not fit into its parent. Lengths of 64 bits hold no metadata. */
const boxesIn = (bytes: Uint8Array, from: number, until: number): readonly Box[] => {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= until && boxes.length < maxBoxes;) {
    const length = u32be(bytes, at)
    const end = length === 0 ? until : at + length
    if (end < at + 8 || end > until) break
    boxes.push({ type: latin1(bytes, at + 4, 4), body: at + 8, end })
    at = end
  }
  return boxes
}
