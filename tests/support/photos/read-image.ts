/** What is in the bytes of an image, read by other code than the app's own. */
import sharp from 'sharp'
import { bytesToUtf8 } from '../../../src/base/bytes.ts'
import { tags } from './exif.ts'
import { makerNoteMark, thumbnailMark } from './photographs.ts'

export interface ImageFacts {
  readonly format: string
  /** Upright. */
  readonly width: number
  readonly height: number
  readonly orientation: number
  readonly hasAlpha: boolean
  readonly hasPlace: boolean
  readonly hasSerial: boolean
  readonly hasThumbnail: boolean
  readonly hasMakerNote: boolean
  readonly artist: string | null
  readonly copyright: string | null
  /** The name inside the colour profile. */
  readonly profile: string | null
}

export const readImage = async (bytes: Uint8Array): Promise<ImageFacts> => {
  const found = await sharp(bytes, { limitInputPixels: false }).metadata()
  const exif = found.exif === undefined ? [] : readDirectories(exifOnly(found.exif))
  const text = (tag: number): string | null => exif.find(entry => entry.tag === tag)?.text ?? null
  const has = (...wanted: readonly number[]): boolean => exif.some(({ tag }) => wanted.includes(tag))
  const turned = (found.orientation ?? 1) > 4
  return {
    format: found.format,
    width: turned ? found.height : found.width,
    height: turned ? found.width : found.height,
    orientation: found.orientation ?? 1,
    hasAlpha: found.hasAlpha,
    hasPlace: has(tags.gps) || contains(bytes, 'GPSLatitude') || contains(bytes, 'GPSLongitude'),
    hasSerial: has(tags.bodySerial, tags.lensSerial) || /HLD-\d{7}-B|LNS-\d{7}-L/.test(latin(bytes)),
    hasThumbnail: has(tags.thumbnailAt) || contains(bytes, thumbnailMark),
    hasMakerNote: has(tags.makerNote) || contains(bytes, makerNoteMark),
    artist: text(tags.artist),
    copyright: text(tags.copyright),
    profile: found.icc === undefined ? null : profileName(found.icc),
  }
}

/** Whether a text stands in the bytes, in UTF-8 or in UTF-16 of either order. */
export const contains = (bytes: Uint8Array, text: string): boolean => {
  const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = Buffer.from(text, 'utf16le')
  return [Buffer.from(text), wide, Buffer.from(wide).swap16()].some(needle => held.includes(needle))
}

const cells = 8
const cellSide = 24

/** 8 × 8 mean colours of the upright image on white, to tell whether two images show the same the same way up. */
export const lookOf = async (bytes: Uint8Array): Promise<readonly number[]> => {
  const side = cells * cellSide
  const pixels = await sharp(bytes)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'fill' })
    .raw()
    .toBuffer()
  const sums = Array.from({ length: cells * cells * 3 }, () => 0)
  for (let at = 0; at < pixels.length; at++) {
    const pixel = Math.floor(at / 3)
    const cell = Math.floor(pixel / side / cellSide) * cells + Math.floor((pixel % side) / cellSide)
    const channel = cell * 3 + (at % 3)
    sums[channel] = (sums[channel] ?? 0) + (pixels[at] ?? 0)
  }
  return sums.map(sum => sum / cellSide ** 2)
}

/** Mean distance per channel, 0 to 255. */
export const lookDistance = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length
    ? a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length
    : Number.POSITIVE_INFINITY

interface FoundEntry {
  readonly tag: number
  readonly text: string | null
}

/** `sharp` gives the block of a JPEG with its "Exif\0\0" and those of others without. */
const exifOnly = (block: Uint8Array): DataView => {
  const skip = latin(block.subarray(0, 6)) === 'Exif\0\0' ? 6 : 0
  return new DataView(block.buffer, block.byteOffset + skip, block.byteLength - skip)
}

const readDirectories = (view: DataView): readonly FoundEntry[] => {
  const little = view.getUint16(0) === 0x4949
  const entries: FoundEntry[] = []
  const waiting = [view.getUint32(4, little)]
  for (let at = waiting.pop(); at !== undefined && at !== 0; at = waiting.pop()) {
    const count = view.getUint16(at, little)
    for (let row = at + 2; row < at + 2 + count * 12; row += 12) {
      const tag = view.getUint16(row, little)
      entries.push({ tag, text: textAt(view, row, little) })
      if (tag === tags.exif || tag === tags.gps) waiting.push(view.getUint32(row + 8, little))
    }
    waiting.push(view.getUint32(at + 2 + count * 12, little))
  }
  return entries
}

const textAt = (view: DataView, row: number, little: boolean): string | null => {
  const [type, length] = [view.getUint16(row + 2, little), view.getUint32(row + 4, little)]
  if (type !== 2) return null
  const at = length <= 4 ? row + 8 : view.getUint32(row + 8, little)
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length)
  return (bytesToUtf8(bytes) ?? latin(bytes)).replace(/\0+$/, '')
}

const profileName = (icc: Uint8Array): string => {
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength)
  for (let row = 132; row < 132 + view.getUint32(128) * 12; row += 12) {
    if (latin(icc.subarray(row, row + 4)) !== 'desc') continue
    const [at, length] = [view.getUint32(row + 4), view.getUint32(row + 8)]
    const textAt = latin(icc.subarray(at, at + 4)) === 'mluc' ? 28 : 12
    return latin(icc.subarray(at + textAt, at + length)).replace(/[^ -~]/g, '')
  }
  return ''
}

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
