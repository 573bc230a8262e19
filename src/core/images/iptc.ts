/**
 * IPTC-IIM as Photoshop keeps it: `Photoshop 3.0\0`, then resources (`8BIM`, id, padded name, length, data),
 * of which 0404 holds records: 1c, record, dataset, length of 2 bytes, value.
 */
import { cleanName, type Metadata } from './metadata.ts'
import { startsWith, u16be, u32be, u8 } from './read-bytes.ts'
import { textOf } from './text.ts'

const datasets = { byLine: 80, copyright: 116 } as const
/** City, sublocation, province, country code and name. */
const places: ReadonlySet<number> = new Set([90, 92, 95, 100, 101])
const header = 'Photoshop 3.0\0'
const iptcResource = 0x0404

/** `resources`: the payload of an APP13 segment. Empty for anything else. */
export const parseIptc = (resources: Uint8Array): Partial<Metadata> => {
  if (!startsWith(resources, header)) return {}
  for (let at = header.length; startsWith(resources, '8BIM', at);) {
    const nameBytes = u8(resources, at + 6) + 1
    const lengthAt = at + 6 + nameBytes + (nameBytes % 2)
    const length = u32be(resources, lengthAt)
    const body = lengthAt + 4
    if (u16be(resources, at + 4) === iptcResource)
      return parseRecords(resources.subarray(body, body + length))
    at = body + length + (length % 2)
  }
  return {}
}

const parseRecords = (bytes: Uint8Array): Partial<Metadata> => {
  const found = { artist: '', copyright: '', hasLocation: false }
  for (let at = 0; u8(bytes, at) === 0x1c && at + 5 <= bytes.length;) {
    const [record, dataset, length] = [u8(bytes, at + 1), u8(bytes, at + 2), u16be(bytes, at + 3)]
    const value = bytes.subarray(at + 5, at + 5 + length)
    if (record === 2 && dataset === datasets.byLine) found.artist ||= cleanName(textOf(value))
    if (record === 2 && dataset === datasets.copyright) found.copyright ||= cleanName(textOf(value))
    if (record === 2 && places.has(dataset)) found.hasLocation = true
    at += 5 + length
  }
  return found
}
