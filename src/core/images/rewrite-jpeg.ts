import { concatBytes } from '../../base/bytes.ts'
import { isIccSegment } from './jpeg-facts.ts'
import { jpegMarkers, type JpegSegment, parseJpeg } from './jpeg.ts'
import { asciiBytes, be, startsWith } from './read-bytes.ts'

/**
 * The same coded pixels with their tables, colour profile and colour transform, and of all metadata only `exif`
 * (a TIFF file of under 64 KiB). Whatever followed the picture, such as further pictures, is gone. Null when
 * it is no complete JPEG.
 */
export const rewriteJpeg = (bytes: Uint8Array, exif: Uint8Array | null): Uint8Array | null => {
  const jpeg = parseJpeg(bytes)
  if (jpeg === null || !jpeg.isComplete) return null
  const parts = jpeg.segments.map(segment => keptPart(bytes, segment)).filter(part => part !== null)
  const isJfif = jpeg.segments[0]?.marker === jpegMarkers.app0
  const [first, ...others] = isJfif ? parts : [new Uint8Array(), ...parts]
  return concatBytes(
    marker(jpegMarkers.soi),
    first ?? new Uint8Array(),
    exif === null ? new Uint8Array() : segment(0xe1, asciiBytes('Exif\0\0'), exif),
    ...others,
    marker(jpegMarkers.eoi),
  )
}

const keptPart = (bytes: Uint8Array, one: JpegSegment): Uint8Array | null => {
  if (one.marker === jpegMarkers.app0) return startsWith(bytes, 'JFIF\0', one.body) ? jfif(bytes, one) : null
  if (one.marker === adobe) return startsWith(bytes, 'Adobe', one.body) ? shortened(bytes, one, 12) : null
  return isTable(one.marker) || isIccSegment(bytes, one) ? bytes.subarray(one.start, one.end) : null
}

/** Says how colours were transformed; without it CMYK comes out wrong. */
const adobe = 0xee

/** Frames, scans and the tables they need: C0 to CF and DA to DF. */
const isTable = (code: number): boolean => (code >= 0xc0 && code <= 0xcf) || (code >= 0xda && code <= 0xdf)

/** With a thumbnail of no pixels. */
const jfif = (bytes: Uint8Array, { body }: JpegSegment): Uint8Array =>
  segment(jpegMarkers.app0, bytes.subarray(body, body + 12), be(0, 2))

const shortened = (bytes: Uint8Array, { marker: code, body, end }: JpegSegment, length: number): Uint8Array =>
  segment(code, bytes.subarray(body, Math.min(end, body + length)))

const marker = (code: number): Uint8Array => Uint8Array.of(0xff, code)

const segment = (code: number, ...payload: readonly Uint8Array[]): Uint8Array => {
  const body = concatBytes(...payload)
  return concatBytes(marker(code), be(body.length + 2, 2), body)
}
