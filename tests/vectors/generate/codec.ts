import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import { itemToJson, toHex } from '../json-items.ts'

const nested = (levels: number): Item => (levels === 0 ? [] : [nested(levels - 1)])

const good: readonly (readonly [string, Item])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['zero', 0],
  ['the largest of one byte', 23],
  ['the smallest of two bytes', 24],
  ['the largest of two bytes', 255],
  ['the smallest of three bytes', 256],
  ['the smallest of five bytes', 65_536],
  ['the smallest of nine bytes', 4_294_967_296],
  ['the largest integer', Number.MAX_SAFE_INTEGER],
  ['no bytes', new Uint8Array()],
  ['24 bytes', new Uint8Array(24).fill(0xab)],
  ['no text', ''],
  ['text of one byte', 'a'],
  ['text beyond the basic plane', 'Zoë 🎬'],
  ['a byte order mark, which decoders like to drop', '\ufeff'],
  ['an array in an array', [[], [1, 'a', null]]],
  ['six levels', nested(5)],
]

/** Bytes by hand, from RFC 8949: each is another spelling, another type, or not CBOR at all. */
const bad: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'not-cbor'],
  ['23 in two bytes', '1817', 'not-cbor'],
  ['255 in three bytes', '1900ff', 'not-cbor'],
  ['1 in nine bytes', '1b0000000000000001', 'not-cbor'],
  ['a negative integer', '20', 'wrong-shape'],
  ['2^53', '1b0020000000000000', 'not-cbor'],
  ['a half float 1.0', 'f93c00', 'not-canonical'],
  ['a double 1.5', 'fb3ff8000000000000', 'wrong-shape'],
  ['negative zero', 'f98000', 'wrong-shape'],
  ['NaN', 'f97e00', 'not-cbor'],
  ['infinity', 'f97c00', 'not-cbor'],
  ['undefined', 'f7', 'not-cbor'],
  ['an unassigned simple value', 'f0', 'not-cbor'],
  ['false as a long simple value', 'f814', 'not-cbor'],
  ['an empty map', 'a0', 'wrong-shape'],
  ['a map in an array', '81a10102', 'wrong-shape'],
  ['a map with one key twice', 'a201010102', 'not-cbor'],
  ['a tagged date', 'c11a514b67b0', 'not-cbor'],
  ['an array of unknown length', '9f01ff', 'not-cbor'],
  ['bytes of unknown length', '5f4101ff', 'not-cbor'],
  ['text of unknown length', '7f6161ff', 'not-cbor'],
  ['a length in more bytes than it needs', '980101', 'not-cbor'],
  ['bytes cut short', '4201', 'not-cbor'],
  ['an array cut short', '8201', 'not-cbor'],
  ['a second item after the first', '0000', 'not-cbor'],
  ['text that is not UTF-8', '61ff', 'not-canonical'],
  ['an overlong slash', '62c0af', 'not-canonical'],
  ['half of a surrogate pair', '63eda080', 'not-canonical'],
  ['seven levels', '81818181818180', 'too-deep'],
  ['a promise of 4 billion elements', '9affffffff', 'not-cbor'],
]

export const codecVectors = () => ({
  about: 'enc and dec: CBOR in one spelling. Bytes are {"hex"}.',
  valid: good.map(([name, item]) => ({ name, item: itemToJson(item), bytes: toHex(enc(item)) })),
  invalid: bad.map(([name, bytes, reason]) => ({ name, bytes, reason })),
})
