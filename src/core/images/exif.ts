/**
 * EXIF is a TIFF file: byte order, 42, and the offset of a directory of entries, each of 12 bytes: tag, type,
 * count, and the value, or where it is when it takes more than 4 bytes (CIPA DC-008, TIFF 6.0).
 */
import { concatBytes, utf8ToBytes } from '../../base/bytes.ts'
import { cleanName, type Metadata } from './metadata.ts'
import { asciiBytes, be, startsWith, u16be, u16le, u32be, u32le } from './read-bytes.ts'
import { textOf } from './text.ts'

const tags = { orientation: 0x0112, artist: 0x013b, copyright: 0x8298, gps: 0x8825 } as const
const gpsTags: ReadonlySet<number> = new Set([2, 4, 20, 22])
const types = { ascii: 2, short: 3, utf8: 129 } as const

const maxEntries = 1_024
const maxTextBytes = 4_096

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Of the 4 bytes of the value, or of its offset. */
  readonly at: number
}

/**
 * Reads the first directory and, for whether there is a location, the one of GPS; follows nothing else, so
 * there is nothing to go round in. `tiff` starts at the byte order. Empty for anything malformed.
 */
export const parseExif = (tiff: Uint8Array): Partial<Metadata> => {
  const isLittle = startsWith(tiff, 'II*\0')
  if (!isLittle && !startsWith(tiff, 'MM\0*')) return {}
  const u16 = isLittle ? u16le : u16be
  const u32 = isLittle ? u32le : u32be

  const entriesAt = (offset: number): readonly Entry[] => {
    const fitting = Math.floor((tiff.length - offset - 2) / 12)
    const count = Math.min(u16(tiff, offset), fitting, maxEntries)
    return Array.from({ length: Math.max(count, 0) }, (_, index) => {
      const at = offset + 2 + index * 12
      return { tag: u16(tiff, at), type: u16(tiff, at + 2), count: u32(tiff, at + 4), at: at + 8 }
    })
  }
  const entries = entriesAt(u32(tiff, 4))
  const find = (tag: number): Entry | undefined => entries.find(entry => entry.tag === tag)

  const text = (tag: number): string => {
    const entry = find(tag)
    if (entry === undefined || (entry.type !== types.ascii && entry.type !== types.utf8)) return ''
    const from = entry.count <= 4 ? entry.at : u32(tiff, entry.at)
    if (from + entry.count > tiff.length) return ''
    const bytes = tiff.subarray(from, from + Math.min(entry.count, maxTextBytes))
    return linesOf(bytes).join(', ')
  }
  const orientation = u16(tiff, find(tags.orientation)?.at ?? tiff.length)
  const gps = find(tags.gps)
  return {
    ...(orientation >= 1 && orientation <= 8 ? { orientation } : {}),
    artist: text(tags.artist),
    copyright: text(tags.copyright),
    hasLocation: gps !== undefined && entriesAt(u32(tiff, gps.at)).some(({ tag }) => gpsTags.has(tag)),
  }
}

/** A copyright may be two texts, of photographer and editor, with a zero between them. */
const linesOf = (bytes: Uint8Array): readonly string[] =>
  textOf(bytes)
    .split('\0')
    .map(cleanName)
    .filter(line => line !== '')

/**
 * A TIFF file of nothing but orientation, artist and copyright, where they say anything; null when they do
 * not. Texts are UTF-8, as every writer has long put them.
 */
export const buildExif = ({
  orientation,
  artist,
  copyright,
}: Omit<Metadata, 'hasLocation'>): Uint8Array | null => {
  const texts = [
    { tag: tags.artist, bytes: utf8ToBytes(`${artist}\0`) },
    { tag: tags.copyright, bytes: utf8ToBytes(`${copyright}\0`) },
  ].filter(({ bytes }) => bytes.length > 1)
  const isTurned = orientation !== 1
  const count = texts.length + (isTurned ? 1 : 0)
  if (count === 0) return null
  const entries: Uint8Array[] = []
  const values: Uint8Array[] = []
  let offset = 8 + 2 + 12 * count + 4
  if (isTurned)
    entries.push(be(tags.orientation, 2), be(types.short, 2), be(1, 4), be(orientation, 2), be(0, 2))
  for (const { tag, bytes } of texts) {
    const isInline = bytes.length <= 4
    entries.push(be(tag, 2), be(types.ascii, 2), be(bytes.length, 4))
    entries.push(isInline ? padded(bytes, 4) : be(offset, 4))
    if (isInline) continue
    const value = padded(bytes, bytes.length + (bytes.length % 2))
    values.push(value)
    offset += value.length
  }
  return concatBytes(asciiBytes('MM\0*'), be(8, 4), be(count, 2), ...entries, be(0, 4), ...values)
}

const padded = (bytes: Uint8Array, length: number): Uint8Array => {
  const whole = new Uint8Array(length)
  whole.set(bytes)
  return whole
}
