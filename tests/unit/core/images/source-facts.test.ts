import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { asciiBytes, be } from '../../../../src/core/images/read-bytes.ts'
import { readFacts } from '../../../../src/core/images/source-facts.ts'
import { sniffKind } from '../../../../src/core/images/source-kind.ts'
import { utf8ToBytes } from '../../../../src/base/bytes.ts'

const picture = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#7a3' } })
const glass = () => sharp({ create: { width: 40, height: 30, channels: 4, background: '#7a38' } })

const written = {
  jpeg: () => picture().jpeg().toBuffer(),
  'progressive jpeg': () => picture().jpeg({ progressive: true }).toBuffer(),
  png: () => picture().png().toBuffer(),
  webp: () => picture().webp().toBuffer(),
  'lossless webp': () => picture().webp({ lossless: true }).toBuffer(),
  gif: () => picture().gif().toBuffer(),
  avif: () => picture().avif({ effort: 0 }).toBuffer(),
}

describe('a file is what its bytes are', () => {
  test.each(Object.entries(written))('%s, with its size and no transparency', async (name, write) => {
    const facts = readFacts(await write())
    const kind = name.split(' ').at(-1)
    expect(facts).toMatchObject({
      ok: true,
      value: {
        kind,
        width: 40,
        height: 30,
        isAnimated: false,
        isForPrint: false,
        isWide: false,
        isComplete: true,
      },
    })
  })

  const others: readonly (readonly [string, string, Uint8Array])[] = [
    ['heic', 'HEIC', ftyp('heic', 'mif1', 'heic')],
    ['heic', 'HEIF of any brand', ftyp('mif1', 'mif1', 'heix')],
    ['avif', 'AVIF that calls itself HEIF first', ftyp('mif1', 'mif1', 'avif')],
    ['not-an-image', 'a film', ftyp('isom', 'isom', 'avc1')],
    ['svg', 'SVG', utf8ToBytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', 'SVG behind a comment', utf8ToBytes('\ufeff<?xml version="1.0"?>\n<!-- hello -->\n<svg />')],
    ['svg', 'SVG with a prefix', utf8ToBytes('<x:svg xmlns:x="http://www.w3.org/2000/svg"></x:svg>')],
    ['svg', 'SVG in UTF-16', new Uint8Array(Buffer.from('\ufeff<svg />', 'utf16le'))],
    ['not-an-image', 'text about SVG', utf8ToBytes('how to write <svg>')],
    ['not-an-image', 'PDF', utf8ToBytes('%PDF-1.7\n')],
    ['unsupported', 'TIFF', asciiBytes('II*\0\x08\0\0\0')],
    ['unsupported', 'Photoshop', asciiBytes('8BPS\0\x01')],
    ['not-an-image', 'nothing', new Uint8Array()],
  ]
  test.each(others)('%s: %s', (kind, _, bytes) => {
    expect(sniffKind(bytes)).toBe(kind)
  })
})

function ftyp(...brands: readonly string[]): Uint8Array {
  const [major = '', ...compatible] = brands
  const body = asciiBytes(`ftyp${major}\0\0\0\0${compatible.join('')}`)
  return Uint8Array.of(...be(body.length + 4, 4), ...body)
}

describe('transparency, colours and movement are read from headers', () => {
  test.each(['png', 'webp', 'gif'] as const)('a %s that may be transparent', async format => {
    expect(readFacts(await glass().toFormat(format).toBuffer())).toMatchObject({
      value: { mayHaveAlpha: true },
    })
  })

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('a %s in Display P3 is wide', async format => {
    const wide = await picture().withIccProfile('p3').toFormat(format).toBuffer()
    expect(readFacts(wide)).toMatchObject({ value: { isWide: true } })
    const narrow = await picture().withIccProfile('srgb').toFormat(format).toBuffer()
    expect(readFacts(narrow)).toMatchObject({ value: { isWide: false } })
  })

  test('a JPEG for print is told by its four inks', async () => {
    const inks = await picture().toColourspace('cmyk').jpeg().toBuffer()
    expect(readFacts(inks)).toMatchObject({ value: { isForPrint: true, isWide: false } })
  })

  test.each(['gif', 'webp'] as const)('a %s of three frames moves', async format => {
    const frames = Buffer.concat(['#f00', '#0f0', '#00f'].map(colour => solid(colour)))
    const strip = sharp(frames, { raw: { width: 8, height: 24, channels: 3, pageHeight: 8 } })
    const bytes = await strip.toFormat(format).toBuffer()
    expect(readFacts(bytes)).toMatchObject({ value: { isAnimated: true, width: 8, height: 8 } })
  })
})

const solid = (colour: string): Buffer => {
  const channel = (at: number): number => Number.parseInt(colour.charAt(at), 16) * 17
  return Buffer.from(Array.from({ length: 64 }, () => [channel(1), channel(2), channel(3)]).flat())
}

describe('before anything is decoded', () => {
  test.each(Object.entries(written).filter(([name]) => name !== 'avif'))(
    'a %s is found cut short wherever it was cut',
    async (_, write) => {
      const whole = await write()
      for (let length = 33; length < whole.length; length++) {
        const facts = readFacts(whole.subarray(0, length))
        const problem = facts.ok ? `whole at ${length} of ${whole.length}` : facts.error
        expect(['truncated', 'broken']).toContain(problem)
      }
    },
  )

  test('more pixels than can be held are seen, and sides too long', async () => {
    const png = Uint8Array.from(await picture(20_000, 1).png().toBuffer())
    expect(readFacts(png)).toMatchObject({ ok: true })
    const tall = await picture(1, 16_000).jpeg().toBuffer()
    const at = tall.indexOf(Buffer.of(0xff, 0xc0))
    for (const [width, height] of [
      [30_000, 10_001],
      [32_768, 1],
      [1, 65_535],
    ] as const) {
      const claimed = Uint8Array.from(tall)
      claimed.set([...be(height, 2), ...be(width, 2)], at + 5)
      expect(readFacts(claimed)).toEqual({ ok: false, error: 'too-many-pixels' })
    }
  })

  test('a PNG whose header was altered is broken', async () => {
    const png = Uint8Array.from(await picture().png().toBuffer())
    png[19] = 41
    expect(readFacts(png)).toEqual({ ok: false, error: 'broken' })
  })
})
