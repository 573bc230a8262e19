import { err, ok, type Result } from '../../base/result.ts'
import type { PrepareProblem } from '../ports.ts'
import { parseAvif } from './avif.ts'
import { parseExif } from './exif.ts'
import { parseGif } from './gif.ts'
import { areWidePrimaries, parseIcc } from './icc.ts'
import { jpegFacts } from './jpeg-facts.ts'
import { maxPixels, maxSide } from './limits.ts'
import { mergeMetadata, type Metadata, noMetadata } from './metadata.ts'
import { pngFacts } from './png-facts.ts'
import { sniffKind } from './source-kind.ts'
import { parseXmp } from './xmp.ts'
import { parseWebp } from './webp.ts'

/** All that is known of a source before anything is decoded. */
export interface SourceFacts {
  readonly kind: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'
  /** As stored, so before it is turned upright. */
  readonly width: number
  readonly height: number
  readonly isAnimated: boolean
  readonly mayHaveAlpha: boolean
  /** Stored without loss, as drawings and screenshots are. */
  readonly isLossless: boolean
  /** Not made of red, green and blue, or of grey. */
  readonly isForPrint: boolean
  /** Colours that sRGB cannot say. */
  readonly isWide: boolean
  readonly isComplete: boolean
  readonly metadata: Metadata
}

/** From headers alone. What extension and claimed type say is not asked. */
export const readFacts = (bytes: Uint8Array): Result<SourceFacts, PrepareProblem> => {
  if (bytes.length === 0) return err('empty')
  const kind = sniffKind(bytes)
  if (kind === 'unsupported') return err('unsupported-format')
  if (kind === 'heic' || kind === 'svg' || kind === 'not-an-image') return err(kind)
  const facts = readers[kind](bytes)
  if (facts === null) return err('broken')
  if (isTooLarge(facts)) return err('too-many-pixels')
  if (!facts.isComplete) return err('truncated')
  return facts.width === 0 || facts.height === 0 ? err('broken') : ok(facts)
}

const isTooLarge = ({ width, height }: SourceFacts): boolean =>
  width > maxSide || height > maxSide || width * height > maxPixels

const webpFacts = (bytes: Uint8Array): SourceFacts | null => {
  const webp = parseWebp(bytes)
  if (webp === null) return null
  const bodyOf = (type: string): Uint8Array => {
    const chunk = webp.chunks.find(one => one.type === type)
    return chunk === undefined ? new Uint8Array() : bytes.subarray(chunk.body, chunk.bodyEnd)
  }
  return {
    ...webp,
    kind: 'webp',
    mayHaveAlpha: webp.hasAlpha,
    isForPrint: false,
    isWide: parseIcc(bodyOf('ICCP'))?.isWide ?? false,
    metadata: mergeMetadata([parseExif(withoutExifHeader(bodyOf('EXIF'))), parseXmp(bodyOf('XMP '))]),
  }
}

/** Some writers put JPEG's header in front. */
const withoutExifHeader = (exif: Uint8Array): Uint8Array => (exif[0] === 0x45 ? exif.subarray(6) : exif)

const gifFacts = (bytes: Uint8Array): SourceFacts | null => {
  const gif = parseGif(bytes)
  return (
    gif && {
      ...gif,
      kind: 'gif',
      mayHaveAlpha: true,
      isLossless: true,
      isForPrint: false,
      isWide: false,
      metadata: noMetadata,
    }
  )
}

const avifFacts = (bytes: Uint8Array): SourceFacts | null => {
  const avif = parseAvif(bytes)
  if (avif === null) return null
  const isWide = avif.icc === null ? areWidePrimaries(avif.primaries ?? 1) : parseIcc(avif.icc)?.isWide
  return {
    ...avif,
    kind: 'avif',
    mayHaveAlpha: true,
    isLossless: false,
    isForPrint: false,
    isWide: isWide ?? false,
    isComplete: true,
    metadata: noMetadata,
  }
}

const readers: Readonly<Record<SourceFacts['kind'], (bytes: Uint8Array) => SourceFacts | null>> = {
  jpeg: jpegFacts,
  png: pngFacts,
  webp: webpFacts,
  gif: gifFacts,
  avif: avifFacts,
}
