/**
 * The segments of a JPEG file (ITU-T T.81 annex B): ff, a marker, then for most a length of 2 bytes that
 * counts itself. Pixels follow their SOS segment, with every ff in them stuffed or a restart marker.
 */
import { startsWith, u16be, u8 } from './read-bytes.ts'

export interface JpegSegment {
  readonly marker: number
  /** Of the ff. */
  readonly start: number
  /** After the length. */
  readonly body: number
  /** For SOS: after the pixels that belong to it. */
  readonly end: number
}

export interface Jpeg {
  readonly segments: readonly JpegSegment[]
  readonly width: number
  readonly height: number
  readonly components: number
  /** Pixels came, and the end-of-image marker after them. */
  readonly isComplete: boolean
}

export const jpegMarkers = { soi: 0xd8, eoi: 0xd9, sos: 0xda, com: 0xfe, app0: 0xe0 } as const

/** More than any camera or editor writes. */
const maxSegments = 4_096

/** Null when it is no JPEG at all, or is made of too many pieces. */
export const parseJpeg = (bytes: Uint8Array): Jpeg | null => {
  if (!startsWith(bytes, '\xff\xd8\xff')) return null
  const segments: JpegSegment[] = []
  for (let at = 2; at < bytes.length;) {
    const start = bytes[at] === 0xff ? at : bytes.indexOf(0xff, at)
    if (start < 0) break
    const marker = u8(bytes, start + 1)
    if (marker === jpegMarkers.eoi) return describe(bytes, segments, true)
    if (isStandalone(marker)) {
      at = marker === 0xff ? start + 1 : start + 2
      continue
    }
    const length = u16be(bytes, start + 2)
    const bodyEnd = start + 2 + length
    if (length < 2 || bodyEnd > bytes.length) break
    const end = marker === jpegMarkers.sos ? endOfPixels(bytes, bodyEnd) : bodyEnd
    if (segments.push({ marker, start, body: start + 4, end }) > maxSegments) return null
    at = end
  }
  return describe(bytes, segments, false)
}

/** Fill bytes, stuffed zeros, TEM and restart markers have no length. */
const isStandalone = (marker: number): boolean =>
  marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)

const endOfPixels = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const marker = u8(bytes, at + 1)
    const isPixels = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)
    if (!isPixels) return at
  }
  return bytes.length
}

/** SOF0 to SOF15, without DHT, JPG and DAC that stand among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

const describe = (bytes: Uint8Array, segments: readonly JpegSegment[], hasEnd: boolean): Jpeg => {
  const frames = segments.filter(({ marker }) => isFrame(marker))
  const largest = (offset: number, read: typeof u8): number =>
    Math.max(0, ...frames.map(({ body }) => read(bytes, body + offset)))
  return {
    segments,
    height: largest(1, u16be),
    width: largest(3, u16be),
    components: largest(5, u8),
    isComplete: hasEnd && segments.some(({ marker }) => marker === jpegMarkers.sos),
  }
}
