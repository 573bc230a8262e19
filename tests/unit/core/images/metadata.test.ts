import { zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { buildExif, parseExif } from '../../../../src/core/images/exif.ts'
import { parseIptc } from '../../../../src/core/images/iptc.ts'
import { cleanName } from '../../../../src/core/images/metadata.ts'
import { parsePngText } from '../../../../src/core/images/png-text.ts'
import { asciiBytes, be } from '../../../../src/core/images/read-bytes.ts'
import { parseXmp } from '../../../../src/core/images/xmp.ts'
import { encodeExif } from '../../../support/photos/exif.ts'

const camera = {
  orientation: 6,
  artist: 'Ana Vardø',
  copyright: '© 2024 Ana',
  place: { latitude: 38.7, longitude: -9.1 },
  serials: { body: 'HLD-1', lens: 'LNS-1' },
  makerNote: new Uint8Array(40),
  thumbnail: null,
}

describe('EXIF', () => {
  test.each([true, false])('is read in either byte order (big-endian: %s)', bigEndian => {
    expect(parseExif(encodeExif({ ...camera, bigEndian }))).toEqual({
      orientation: 6,
      artist: 'Ana Vardø',
      copyright: '© 2024 Ana',
      hasLocation: true,
    })
    expect(parseExif(encodeExif({ ...camera, place: null, bigEndian }))).toMatchObject({ hasLocation: false })
  })

  test('written here is read back', () => {
    for (const told of [
      { orientation: 8, artist: 'Ana', copyright: '© Ana Vardø' },
      { orientation: 1, artist: '', copyright: 'all' },
      { orientation: 3, artist: 'Jo', copyright: '' },
    ]) {
      const exif = buildExif(told) ?? new Uint8Array()
      expect(parseExif(exif)).toEqual({
        ...told,
        ...(told.orientation === 1 ? { orientation: undefined } : {}),
        hasLocation: false,
      })
    }
  })

  test('is not written when there is nothing to say', () => {
    expect(buildExif({ orientation: 1, artist: '', copyright: '' })).toBeNull()
  })

  test('of two holders of rights names both', () => {
    const exif = buildExif({ orientation: 1, artist: '', copyright: 'Ana\0Magazine' }) ?? new Uint8Array()
    expect(parseExif(exif)).toMatchObject({ copyright: 'Ana, Magazine' })
  })

  test('whose directory points at itself, far away or at four billion entries is passed over', () => {
    const endless = concatBytes(
      asciiBytes('MM\0*'),
      be(8, 4),
      be(0xffff, 2),
      be(0x8825, 2),
      be(4, 2),
      be(1, 4),
      be(8, 4),
    )
    expect(parseExif(endless)).toMatchObject({ hasLocation: false })
    expect(parseExif(concatBytes(asciiBytes('MM\0*'), be(0xfffffff0, 4)))).toMatchObject({ artist: '' })
    const long = concatBytes(
      asciiBytes('II*\0'),
      Uint8Array.of(8, 0, 0, 0, 1, 0, 0x3b, 1, 2, 0),
      new Uint8Array(8).fill(255),
    )
    expect(parseExif(long)).toMatchObject({ artist: '' })
  })
})

describe('IPTC', () => {
  const dataset = (record: number, number: number, value: string): Uint8Array =>
    concatBytes(Uint8Array.of(0x1c, record, number), be(utf8ToBytes(value).length, 2), utf8ToBytes(value))
  const resources = (...records: readonly Uint8Array[]): Uint8Array => {
    const body = concatBytes(...records)
    const other = concatBytes(asciiBytes('8BIM\x04\x25\0\0'), be(3, 4), new Uint8Array(4))
    return concatBytes(
      asciiBytes('Photoshop 3.0\0'),
      other,
      asciiBytes('8BIM\x04\x04\0\0'),
      be(body.length, 4),
      body,
    )
  }

  test('names who made it, and whether a town was told', () => {
    const told = resources(dataset(2, 80, 'Ana'), dataset(2, 116, '© Ana'), dataset(2, 90, 'Lisboa'))
    expect(parseIptc(told)).toEqual({ artist: 'Ana', copyright: '© Ana', hasLocation: true })
    expect(parseIptc(resources(dataset(1, 80, 'Eve')))).toMatchObject({ artist: '', hasLocation: false })
  })
})

describe('XMP', () => {
  const packet = (inner: string): Uint8Array =>
    utf8ToBytes(`<x:xmpmeta><rdf:RDF>${inner}</rdf:RDF></x:xmpmeta>`)

  test('names who made it', () => {
    const told =
      '<dc:creator><rdf:Seq><rdf:li>Ana &amp; Jo</rdf:li><rdf:li>Eve</rdf:li></rdf:Seq></dc:creator>' +
      '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">&#169; Ana</rdf:li></rdf:Alt></dc:rights>'
    expect(parseXmp(packet(told))).toEqual({ artist: 'Ana & Jo', copyright: '© Ana', hasLocation: false })
  })

  test('says whether a place was told, as attribute or element', () => {
    expect(parseXmp(packet('<rdf:Description exif:GPSLatitude="38,43N"/>'))).toMatchObject({
      hasLocation: true,
    })
    expect(parseXmp(packet('<exif:GPSLongitude>9,8W</exif:GPSLongitude>'))).toMatchObject({
      hasLocation: true,
    })
  })

  test('with markup inside, or half a packet, names nobody', () => {
    expect(parseXmp(packet('<dc:creator><rdf:li><b>Ana</b></rdf:li></dc:creator>'))).toMatchObject({
      artist: '',
    })
    expect(parseXmp(utf8ToBytes('<dc:creator><rdf:Seq><rdf:li>Ana'))).toMatchObject({ artist: '' })
  })
})

describe('texts of PNG', () => {
  const packed = zlibSync(utf8ToBytes('© Ana'))

  test('name who made it, packed or not', () => {
    expect(parsePngText('tEXt', asciiBytes('Author\0Ana'))).toEqual({ artist: 'Ana' })
    expect(parsePngText('zTXt', concatBytes(asciiBytes('Copyright\0\0'), packed))).toEqual({
      copyright: '© Ana',
    })
    const flagged = concatBytes(asciiBytes('Copyright\0\x01\0en\0\0'), packed)
    expect(parsePngText('iTXt', flagged)).toEqual({ copyright: '© Ana' })
  })

  test('that unpack to more than a megabyte, or to nothing, are passed over', () => {
    const bomb = zlibSync(new Uint8Array(64 << 20))
    expect(parsePngText('zTXt', concatBytes(asciiBytes('Copyright\0\0'), bomb))).toEqual({})
    expect(parsePngText('zTXt', asciiBytes('Copyright\0\0rubbish'))).toEqual({})
    expect(parsePngText('iTXt', asciiBytes('Copyright\0\0\0en'))).toEqual({})
  })
})

test('a name is one line of at most 500 characters, whole ones', () => {
  expect(cleanName('  Ana\n\u202e\u0000Vardø ')).toBe('Ana Vardø')
  expect(cleanName('🎨'.repeat(600))).toBe('🎨'.repeat(500))
})
