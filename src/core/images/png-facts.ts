import { parseExif } from './exif.ts'
import { areWidePrimaries, parseIcc } from './icc.ts'
import { inflateBounded } from './inflate.ts'
import { mergeMetadata, type Metadata } from './metadata.ts'
import { parsePngText } from './png-text.ts'
import { parsePng, type Png } from './png.ts'
import { u32be, u8 } from './read-bytes.ts'
import type { SourceFacts } from './source-facts.ts'

const maxProfileBytes = 4 << 20

export const pngFacts = (bytes: Uint8Array): SourceFacts | null => {
  const png = parsePng(bytes)
  if (png === null) return null
  return {
    kind: 'png',
    width: png.width,
    height: png.height,
    isAnimated: png.isAnimated,
    mayHaveAlpha: png.hasAlpha,
    isLossless: true,
    isForPrint: false,
    isWide: isWide(bytes, png),
    isComplete: png.isComplete,
    metadata: metadataOf(bytes, png),
  }
}

/** The order in which W3C PNG §12.1 has a decoder believe them. */
const isWide = (bytes: Uint8Array, { chunks }: Png): boolean => {
  const bodyOf = (type: string): Uint8Array | null => {
    const chunk = chunks.find(one => one.type === type)
    return chunk === undefined ? null : bytes.subarray(chunk.body, chunk.bodyEnd)
  }
  const codes = bodyOf('cICP')
  if (codes !== null) return areWidePrimaries(u8(codes, 0))
  const profile = bodyOf('iCCP')
  if (profile !== null) return parseIcc(unpackProfile(profile))?.isWide ?? false
  if (bodyOf('sRGB') !== null) return false
  const primaries = bodyOf('cHRM')
  return primaries !== null && areChromaticitiesWide(primaries)
}

/** A name, a zero, a method, then zlib's. */
const unpackProfile = (body: Uint8Array): Uint8Array =>
  inflateBounded(body.subarray(body.indexOf(0) + 2), maxProfileBytes) ?? new Uint8Array()

/** Red's x and green's y in hundred thousandths: 64,000 and 60,000 in sRGB. */
const areChromaticitiesWide = (body: Uint8Array): boolean =>
  u32be(body, 8) > 66_000 || u32be(body, 20) > 64_000

/** More texts than any writer puts in are not read: each may take a megabyte to unpack. */
const maxTexts = 32

const metadataOf = (bytes: Uint8Array, { chunks }: Png): Metadata => {
  const payloads = (isWanted: (type: string) => boolean) =>
    chunks
      .filter(({ type }) => isWanted(type))
      .map(({ type, body, bodyEnd }) => ({ type, payload: bytes.subarray(body, bodyEnd) }))
  return mergeMetadata([
    ...payloads(type => type === 'eXIf').map(({ payload }) => parseExif(payload)),
    ...payloads(type => type.endsWith('Xt'))
      .slice(0, maxTexts)
      .map(({ type, payload }) => parsePngText(type, payload)),
  ])
}
