/** GIF89a: a screen, then blocks, each a row of sub-blocks of up to 255 bytes, and a trailer. */
import { startsWith, u16le, u8 } from './read-bytes.ts'

export interface Gif {
  readonly width: number
  readonly height: number
  readonly isAnimated: boolean
  /** A frame came, and the trailer after it. */
  readonly isComplete: boolean
}

export const parseGif = (bytes: Uint8Array): Gif | null => {
  if (!startsWith(bytes, 'GIF8')) return null
  let width = u16le(bytes, 6)
  let height = u16le(bytes, 8)
  let frames = 0
  let at = 13 + paletteBytes(u8(bytes, 10))
  while (at < bytes.length && u8(bytes, at) !== trailer) {
    if (u8(bytes, at) === extension) at = endOfSubBlocks(bytes, at + 2)
    else if (u8(bytes, at) === frame) {
      frames++
      width = Math.max(width, u16le(bytes, at + 1) + u16le(bytes, at + 5))
      height = Math.max(height, u16le(bytes, at + 3) + u16le(bytes, at + 7))
      at = endOfSubBlocks(bytes, at + 11 + paletteBytes(u8(bytes, at + 9)))
    } else return { width, height, isAnimated: frames > 1, isComplete: false }
  }
  return { width, height, isAnimated: frames > 1, isComplete: frames > 0 && at < bytes.length }
}

const extension = 0x21
const frame = 0x2c
const trailer = 0x3b

const paletteBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)

const endOfSubBlocks = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (at < bytes.length && u8(bytes, at) !== 0) at += u8(bytes, at) + 1
  return at + 1
}
