import { concatBytes } from '../../base/bytes.ts'
import { crc32 } from './crc32.ts'
import { keptPngChunks, parsePng, pngSignature } from './png.ts'
import { asciiBytes, be } from './read-bytes.ts'

/**
 * The same compressed pixels with their palette, transparency and colour chunks, and of all metadata only
 * `exif` (a TIFF file). Null when it is no complete PNG. An animation would lose all but its first image.
 */
export const rewritePng = (bytes: Uint8Array, exif: Uint8Array | null): Uint8Array | null => {
  const png = parsePng(bytes)
  if (png === null || !png.isComplete) return null
  const [header, ...others] = png.chunks
    .filter(({ type }) => keptPngChunks.has(type))
    .map(({ start, end }) => bytes.subarray(start, end))
  if (header === undefined) return null
  const exifChunk = exif === null ? new Uint8Array() : chunk('eXIf', exif)
  return concatBytes(asciiBytes(pngSignature), header, exifChunk, ...others)
}

const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const checked = concatBytes(asciiBytes(type), body)
  return concatBytes(be(body.length, 4), checked, be(crc32(checked), 4))
}
