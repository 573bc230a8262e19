/**
 * The chunks of a PNG file (W3C PNG, third edition, §5): after 8 bytes of signature each a length, a type of
 * 4 letters, the data, and a CRC-32 of type and data.
 */
import { crc32 } from './crc32.ts'
import { latin1, startsWith, u32be, u8 } from './read-bytes.ts'

export interface PngChunk {
  readonly type: string
  /** Of the length. */
  readonly start: number
  readonly body: number
  readonly bodyEnd: number
  /** After the CRC; for IDAT after the last of those in a row. */
  readonly end: number
}

export interface Png {
  /** Known types only, IDATs in a row as one. */
  readonly chunks: readonly PngChunk[]
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly isAnimated: boolean
  /** Pixels came, and the end chunk after them. */
  readonly isComplete: boolean
}

export const pngSignature = '\x89PNG\r\n\x1a\n'

/** Needed to draw the pixels in their colours. */
const pictureChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'sBIT']
const colourChunks = ['iCCP', 'cICP', 'gAMA', 'cHRM', 'sRGB', 'mDCV', 'cLLI']
const metadataChunks = ['eXIf', 'iTXt', 'tEXt', 'zTXt', 'acTL']
export const keptPngChunks: ReadonlySet<string> = new Set([...pictureChunks, ...colourChunks])
const knownChunks: ReadonlySet<string> = new Set([...keptPngChunks, ...metadataChunks])

const maxChunks = 4_096

/** Null when it is no PNG, its header is damaged, or it is made of too many pieces. */
export const parsePng = (bytes: Uint8Array): Png | null => {
  const header = 16
  if (!startsWith(bytes, pngSignature) || !startsWith(bytes, 'IHDR', 12) || u32be(bytes, 8) !== 13)
    return null
  if (crc32(bytes.subarray(12, 29)) !== u32be(bytes, 29)) return null
  const walked = walk(bytes)
  if (walked === null) return null
  const has = (type: string): boolean => walked.chunks.some(chunk => chunk.type === type)
  const colourType = u8(bytes, header + 9)
  return {
    chunks: walked.chunks,
    width: u32be(bytes, header),
    height: u32be(bytes, header + 4),
    hasAlpha: colourType >= 4 || has('tRNS'),
    isAnimated: has('acTL'),
    isComplete: walked.hasEnd && has('IDAT'),
  }
}

const walk = (
  bytes: Uint8Array,
): { readonly chunks: readonly PngChunk[]; readonly hasEnd: boolean } | null => {
  const chunks: PngChunk[] = []
  for (let start = 8; start + 12 <= bytes.length;) {
    const type = latin1(bytes, start + 4, 4)
    const bodyEnd = start + 8 + u32be(bytes, start)
    const end = bodyEnd + 4
    if (end > bytes.length) break
    const last = chunks.at(-1)
    if (type === 'IDAT' && last?.type === 'IDAT' && last.end === start) {
      chunks[chunks.length - 1] = { ...last, end }
    } else if (knownChunks.has(type)) {
      if (chunks.push({ type, start, body: start + 8, bodyEnd, end }) > maxChunks) return null
    }
    if (type === 'IEND') return { chunks, hasEnd: true }
    start = end
  }
  return { chunks, hasEnd: false }
}
