import { concatBytes } from '../../base/bytes.ts'
import { parseExif } from './exif.ts'
import { parseIcc } from './icc.ts'
import { parseIptc } from './iptc.ts'
import { type Jpeg, type JpegSegment, parseJpeg } from './jpeg.ts'
import { mergeMetadata, type Metadata } from './metadata.ts'
import { startsWith, u8 } from './read-bytes.ts'
import type { SourceFacts } from './source-facts.ts'
import { parseXmp } from './xmp.ts'

const exifHeader = 'Exif\0\0'
const xmpHeader = 'http://ns.adobe.com/xap/1.0/\0'
const iccHeader = 'ICC_PROFILE\0'
const cmykComponents = 4

export const jpegFacts = (bytes: Uint8Array): SourceFacts | null => {
  const jpeg = parseJpeg(bytes)
  if (jpeg === null) return null
  const profile = iccOf(bytes, jpeg)
  return {
    kind: 'jpeg',
    width: jpeg.width,
    height: jpeg.height,
    isAnimated: false,
    mayHaveAlpha: false,
    isLossless: false,
    isForPrint: jpeg.components === cmykComponents,
    isWide: profile?.isWide ?? false,
    isComplete: jpeg.isComplete,
    metadata: metadataOf(bytes, jpeg),
  }
}

/** Whether a segment is one part of a colour profile: the header, its number, how many there are. */
export const isIccSegment = (bytes: Uint8Array, { marker, body }: JpegSegment): boolean =>
  marker === 0xe2 && startsWith(bytes, iccHeader, body)

const iccOf = (bytes: Uint8Array, { segments }: Jpeg) => {
  const parts = segments
    .filter(segment => isIccSegment(bytes, segment))
    .toSorted((a, b) => u8(bytes, a.body + iccHeader.length) - u8(bytes, b.body + iccHeader.length))
  return parseIcc(
    concatBytes(...parts.map(({ body, end }) => bytes.subarray(body + iccHeader.length + 2, end))),
  )
}

const metadataOf = (bytes: Uint8Array, { segments }: Jpeg): Metadata => {
  const payloads = (marker: number, header: string, skip: number): readonly Uint8Array[] =>
    segments
      .filter(segment => segment.marker === marker && startsWith(bytes, header, segment.body))
      .map(({ body, end }) => bytes.subarray(body + skip, end))
  return mergeMetadata([
    ...payloads(0xe1, exifHeader, exifHeader.length).map(parseExif),
    ...payloads(0xed, 'Photoshop', 0).map(parseIptc),
    ...payloads(0xe1, xmpHeader, xmpHeader.length).map(parseXmp),
  ])
}
