import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes } from '../../../../src/base/bytes.ts'
import { asciiBytes, be } from '../../../../src/core/images/read-bytes.ts'
import { stripSource } from '../../../../src/core/images/rewrite.ts'
import { readFacts } from '../../../../src/core/images/source-facts.ts'
import { photograph } from '../../../support/photos/photographs.ts'
import { planPhotograph } from '../../../support/photos/plan.ts'
import { createChance } from '../../../support/photos/random.ts'

const mutations = process.env['SLOW'] === '1' ? 60_000 : 1_500

let sources: readonly Uint8Array[] = []
beforeAll(async () => {
  const plan = {
    ...planPhotograph(0, { megapixels: 0.004 }),
    hasXmp: true,
    hasThumbnail: true,
    isDisplayP3: true,
  }
  const taken = await Promise.all(
    (['jpeg', 'png', 'webp'] as const).map(format => photograph({ ...plan, format, hasMakerNote: true })),
  )
  const plain = sharp({ create: { width: 12, height: 9, channels: 3, background: '#963' } })
  const others = await Promise.all([
    plain.clone().gif().toBuffer(),
    plain.clone().avif({ effort: 0 }).toBuffer(),
  ])
  sources = [...taken.map(({ bytes }) => bytes), ...others]
})

/** Where lengths, counts and offsets stand in the headers above all. */
const mutate = (bytes: Uint8Array, seed: number): Uint8Array => {
  const chance = createChance(seed)
  const changed = Uint8Array.from(bytes)
  const reach = chance.between(0, 1) < 0.7 ? Math.min(bytes.length, 4_096) : bytes.length
  for (let times = chance.whole(1, 6); times > 0; times--) {
    const at = chance.whole(0, reach)
    const extremes = [0, 1, 0x7f, 0x80, 0xff, chance.whole(0, 256)]
    const length = chance.between(0, 1) < 0.3 ? 4 : 1
    changed.fill(extremes[chance.whole(0, extremes.length)] ?? 0, at, at + length)
  }
  const cut = chance.between(0, 1) < 0.2 ? chance.whole(0, changed.length) : changed.length
  return changed.subarray(0, cut)
}

test('whatever was changed in a file, reading and stripping it end, throw nothing and grow nothing', () => {
  let read = 0
  for (let seed = 0; seed < mutations; seed++) {
    for (const source of sources) {
      const bytes = mutate(source, seed)
      const before = Uint8Array.from(bytes)
      const started = performance.now()
      const facts = readFacts(bytes)
      const stripped = facts.ok ? stripSource(bytes, facts.value) : null
      if (facts.ok) read++
      const verdict = {
        seed,
        isQuick: performance.now() - started < 1_000,
        isBounded: stripped === null || stripped.bytes.length <= bytes.length + 2_048,
        isUntouched: Buffer.compare(before, bytes) === 0,
      }
      if (!verdict.isQuick || !verdict.isBounded || !verdict.isUntouched)
        expect(verdict).toEqual({ seed, isQuick: true, isBounded: true, isUntouched: true })
    }
  }
  expect(read).toBeGreaterThan(mutations)
})

describe('made to grow without end:', () => {
  const million = 1 << 20
  const repeated = (start: Uint8Array, piece: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(start.length + piece.length * Math.floor((8 * million) / piece.length))
    bytes.set(start)
    for (let at = start.length; at < bytes.length; at += piece.length) bytes.set(piece, at)
    return bytes
  }
  const jpegStart = asciiBytes('\xff\xd8\xff\xfe\0\x02')
  const box = (type: string, body: Uint8Array): Uint8Array =>
    concatBytes(be(body.length + 8, 4), asciiBytes(type), body)

  const cases: readonly (readonly [string, () => Uint8Array])[] = [
    ['two million empty segments', () => repeated(jpegStart, asciiBytes('\xff\xfe\0\x02'))],
    ['nothing but fill bytes', () => repeated(jpegStart, asciiBytes('\xff\xff'))],
    ['nothing but restart markers', () => repeated(jpegStart, asciiBytes('\xff\xd0'))],
    ['scans without end', () => repeated(jpegStart, asciiBytes('\xff\xda\0\x02'))],
    ['empty texts without end', () => repeated(pngStart(), asciiBytes('\0\0\0\0tEXt\0\0\0\0'))],
    ['empty WebP chunks', () => repeated(asciiBytes('RIFF\xff\xff\xff\x7fWEBP'), asciiBytes('VP8X\0\0\0\0'))],
    [
      'GIF extensions without end',
      () => repeated(asciiBytes('GIF89a\x01\0\x01\0\0\0\0'), asciiBytes('!\xf9\0')),
    ],
    [
      'boxes of no length',
      () => repeated(box('ftyp', asciiBytes('avif\0\0\0\0avif')), asciiBytes('\0\0\0\x08free')),
    ],
  ]
  test.each(cases)('%s', (_, make) => {
    const started = performance.now()
    expect(readFacts(make()).ok).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

/** The header of one grey pixel, with its right CRC. */
const pngStart = (): Uint8Array =>
  concatBytes(
    asciiBytes('\x89PNG\r\n\x1a\n'),
    be(13, 4),
    asciiBytes('IHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0'),
    be(0x3a7e9b55, 4),
  )
