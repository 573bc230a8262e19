/**
 * The chunks of a WebP file (RFC 9649): `RIFF`, a length, `WEBP`, then each 4 letters, a length and the data,
 * padded to an even length. Numbers are little-endian.
 */
import { latin1, startsWith, u16le, u24le, u32le, u8 } from './read-bytes.ts'

export interface WebpChunk {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly bodyEnd: number
  /** After the padding. */
  readonly end: number
}

export interface Webp {
  readonly chunks: readonly WebpChunk[]
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly isAnimated: boolean
  readonly isLossless: boolean
  readonly isComplete: boolean
}

const knownChunks: ReadonlySet<string> = new Set([
  'VP8X',
  'VP8 ',
  'VP8L',
  'ALPH',
  'ICCP',
  'EXIF',
  'XMP ',
  'ANIM',
])

const maxChunks = 256

/** Null when it is no WebP or holds no pixels. */
export const parseWebp = (bytes: Uint8Array): Webp | null => {
  if (!startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return null
  const fileEnd = 8 + u32le(bytes, 4)
  const walked = walk(bytes, Math.min(fileEnd, bytes.length))
  const { chunks } = walked
  const sizes = chunks.map(chunk => sizeIn(bytes, chunk)).filter(size => size !== null)
  if (sizes.length === 0) return null
  const has = (type: string): boolean => chunks.some(chunk => chunk.type === type)
  return {
    chunks,
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
    hasAlpha: has('ALPH') || sizes.some(({ hasAlpha }) => hasAlpha),
    isAnimated: has('ANIM') || sizes.some(({ isAnimated }) => isAnimated),
    isLossless: has('VP8L'),
    isComplete: fileEnd <= bytes.length && walked.isWhole && (has('VP8 ') || has('VP8L') || has('ANIM')),
  }
}

const walk = (
  bytes: Uint8Array,
  fileEnd: number,
): { readonly chunks: WebpChunk[]; readonly isWhole: boolean } => {
  const chunks: WebpChunk[] = []
  for (let start = 12; start + 8 <= fileEnd;) {
    const length = u32le(bytes, start + 4)
    const bodyEnd = start + 8 + length
    if (bodyEnd > fileEnd) return { chunks, isWhole: false }
    const type = latin1(bytes, start, 4)
    const end = Math.min(bodyEnd + (length % 2), fileEnd)
    if (knownChunks.has(type) && chunks.length < maxChunks)
      chunks.push({ type, start, body: start + 8, bodyEnd, end })
    start = end
  }
  return { chunks, isWhole: true }
}

interface Size {
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly isAnimated: boolean
}

export const webpFlags = { icc: 0x20, alpha: 0x10, exif: 0x08, animation: 0x02 } as const

const sizeIn = (bytes: Uint8Array, { type, body }: WebpChunk): Size | null => {
  switch (type) {
    case 'VP8X': {
      const flags = u8(bytes, body)
      return {
        width: u24le(bytes, body + 4) + 1,
        height: u24le(bytes, body + 7) + 1,
        hasAlpha: (flags & webpFlags.alpha) !== 0,
        isAnimated: (flags & webpFlags.animation) !== 0,
      }
    }
    case 'VP8 ':
      return {
        width: u16le(bytes, body + 6) & 0x3fff,
        height: u16le(bytes, body + 8) & 0x3fff,
        hasAlpha: false,
        isAnimated: false,
      }
    case 'VP8L': {
      const bits = u32le(bytes, body + 1)
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >>> 14) & 0x3fff) + 1,
        hasAlpha: ((bits >>> 28) & 1) === 1,
        isAnimated: false,
      }
    }
    default:
      return null
  }
}
