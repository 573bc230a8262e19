/** The few properties of an XMP packet (ISO 16684-1) that matter here, found by their names alone. */
import { cleanName, type Metadata } from './metadata.ts'
import { textOf } from './text.ts'

const maxPacketBytes = 1 << 20
const placeNames = ['GPSLatitude', 'GPSLongitude', ':LocationCreated', ':LocationShown', 'photoshop:City']

/** The first creator and the default wording of the rights. */
export const parseXmp = (packet: Uint8Array): Partial<Metadata> => {
  const text = textOf(packet.subarray(0, maxPacketBytes))
  return {
    artist: firstItem(text, 'dc:creator'),
    copyright: firstItem(text, 'dc:rights'),
    hasLocation: placeNames.some(name => text.includes(name)),
  }
}

/** The text of the first `rdf:li` in an element; empty when there is none, or markup in it. */
const firstItem = (text: string, element: string): string => {
  const inElement = between(text, `<${element}`, `</${element}>`)
  const item = between(inElement, '<rdf:li', '</rdf:li>')
  const start = item.indexOf('>')
  return start < 0 || item.includes('<', start) ? '' : cleanName(decodeEntities(item.slice(start + 1)))
}

const between = (text: string, open: string, close: string): string => {
  const start = text.indexOf(open)
  const end = start < 0 ? -1 : text.indexOf(close, start)
  return end < 0 ? '' : text.slice(start + open.length, end)
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? whole
    const isHex = /^#x/i.test(name)
    const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
