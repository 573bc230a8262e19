import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { asciiBytes, be } from '../../../../src/core/images/read-bytes.ts'
import { stripSource, withOnlyMetadata } from '../../../../src/core/images/rewrite.ts'
import { readFacts } from '../../../../src/core/images/source-facts.ts'
import { makerNoteMark, photograph, thumbnailMark } from '../../../support/photos/photographs.ts'
import { artistName, copyrightLine, planPhotograph } from '../../../support/photos/plan.ts'
import { contains, readImage } from '../../../support/photos/read-image.ts'

const strip = (bytes: Uint8Array): Uint8Array => {
  const facts = readFacts(bytes)
  if (!facts.ok) throw new Error(facts.error)
  const stripped = stripSource(bytes, facts.value)
  if (stripped === null) throw new Error('nothing to strip')
  return stripped.bytes
}

const pixelsOf = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer()

const taken = (format: 'jpeg' | 'png' | 'webp', changes: object = {}) =>
  photograph({
    ...planPhotograph(0, { megapixels: 0.02 }),
    hasXmp: true,
    hasThumbnail: true,
    hasMakerNote: true,
    isDisplayP3: true,
    artist: artistName,
    copyright: copyrightLine,
    format,
    ...changes,
  })

describe.each(['jpeg', 'png', 'webp'] as const)('a %s without its metadata', format => {
  test('has the same pixels and profile, the names and the orientation, and nothing else', async () => {
    const { bytes } = await taken(format, { orientation: format === 'jpeg' ? 6 : 1 })
    const stripped = strip(bytes)
    expect(await pixelsOf(stripped)).toEqual(await pixelsOf(bytes))
    expect(await readImage(stripped)).toMatchObject({
      format,
      orientation: format === 'jpeg' ? 6 : 1,
      profile: 'Display P3',
      artist: artistName,
      copyright: copyrightLine,
      hasPlace: false,
      hasSerial: false,
      hasThumbnail: false,
      hasMakerNote: false,
    })
    for (const mark of [makerNoteMark, thumbnailMark, 'HLD-', 'LNS-', 'xmpmeta', 'GPS']) {
      expect(contains(stripped, mark)).toBe(false)
    }
    expect(strip(stripped)).toEqual(stripped)
  })

  test('has no metadata at all where nobody was named', async () => {
    const { bytes } = await taken(format, { artist: null, copyright: null, orientation: 1, hasXmp: false })
    const { exif, xmp } = await sharp(strip(bytes)).metadata()
    expect({ exif, xmp }).toEqual({ exif: undefined, xmp: undefined })
  })
})

describe('transparency', () => {
  const glass = () => sharp({ create: { width: 9, height: 7, channels: 4, background: '#7a38' } })

  test.each([
    ['PNG', () => glass().png().toBuffer()],
    ['PNG with a palette', () => glass().png({ palette: true }).toBuffer()],
    ['WebP', () => glass().webp().toBuffer()],
    ['lossless WebP', () => glass().webp({ lossless: true }).toBuffer()],
  ])('of a %s stays, also beside a name', async (_, write) => {
    const bytes = new Uint8Array(await write())
    expect(await pixelsOf(strip(bytes))).toEqual(await pixelsOf(bytes))
    const mime = bytes[0] === 0x89 ? 'image/png' : 'image/webp'
    const named = withOnlyMetadata(bytes, mime, { orientation: 1, artist: 'Ana', copyright: '' })
    expect(await pixelsOf(named ?? new Uint8Array())).toEqual(await pixelsOf(bytes))
    expect(await readImage(named ?? new Uint8Array())).toMatchObject({ artist: 'Ana', hasAlpha: true })
  })
})

describe('of a JPEG', () => {
  const plain = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a3' } })

  test('four inks keep their meaning', async () => {
    const bytes = await plain().toColourspace('cmyk').jpeg().toBuffer()
    expect(await pixelsOf(strip(bytes))).toEqual(await pixelsOf(bytes))
  })

  test('comments, further pictures behind the first, and segments between scans go', async () => {
    const one = new Uint8Array(await plain().jpeg({ progressive: true }).toBuffer())
    const comment = utf8ToBytes('taken at home')
    const segment = concatBytes(Uint8Array.of(0xff, 0xfe), be(comment.length + 2, 2), comment)
    const lastScan = one.lastIndexOf(0xda) - 1
    const noted = concatBytes(
      one.subarray(0, 2),
      segment,
      one.subarray(2, lastScan),
      segment,
      one.subarray(lastScan),
    )
    const followed = concatBytes(noted, asciiBytes('a second picture: '), one)
    expect(strip(followed)).toEqual(strip(one))
  })
})

test('animations and formats that are not handed on have no stripped form', async () => {
  const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
    .gif()
    .toBuffer()
  const facts = readFacts(gif)
  expect(facts.ok && stripSource(gif, facts.value)).toBeNull()
  expect(withOnlyMetadata(gif, 'image/png', { orientation: 1, artist: '', copyright: '' })).toBeNull()
})
