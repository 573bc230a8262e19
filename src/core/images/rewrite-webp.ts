import { concatBytes } from '../../base/bytes.ts'
import { asciiBytes, le } from './read-bytes.ts'
import { parseWebp, type Webp, webpFlags } from './webp.ts'

/**
 * The same coded pixels with their transparency and colour profile, and of all metadata only `exif` (a TIFF
 * file). Null when it is no complete WebP, or an animation.
 */
export const rewriteWebp = (bytes: Uint8Array, exif: Uint8Array | null): Uint8Array | null => {
  const webp = parseWebp(bytes)
  if (webp === null || !webp.isComplete || webp.isAnimated) return null
  const part = (...types: string[]): readonly Uint8Array[] => {
    const found = webp.chunks.find(({ type }) => types.includes(type))
    return found === undefined ? [] : [chunk(found.type, bytes.subarray(found.body, found.bodyEnd))]
  }
  const icc = part('ICCP')
  const pixels = [...part('ALPH'), ...part('VP8 ', 'VP8L')]
  const metadata = exif === null ? [] : [chunk('EXIF', exif)]
  const isSimple = icc.length === 0 && metadata.length === 0 && pixels.length === 1
  const extension = isSimple ? [] : [chunk('VP8X', extended(webp, icc.length > 0, exif !== null))]
  const body = concatBytes(asciiBytes('WEBP'), ...extension, ...icc, ...pixels, ...metadata)
  return concatBytes(asciiBytes('RIFF'), le(body.length, 4), body)
}

const extended = ({ width, height, hasAlpha }: Webp, hasIcc: boolean, hasExif: boolean): Uint8Array => {
  const flags =
    (hasIcc ? webpFlags.icc : 0) | (hasAlpha ? webpFlags.alpha : 0) | (hasExif ? webpFlags.exif : 0)
  return concatBytes(le(flags, 4), le(width - 1, 3), le(height - 1, 3))
}

const chunk = (type: string, body: Uint8Array): Uint8Array =>
  concatBytes(asciiBytes(type), le(body.length, 4), body, new Uint8Array(body.length % 2))
