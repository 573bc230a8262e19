import { createHash } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PreparedImage, PreparedRendition } from '../../src/core/ports.ts'
import {
  animatedGif,
  animatedWebp,
  bombByHeader,
  bombByPixels,
  cmykFile,
  emptyFile,
  heicFile,
  hugePngFile,
  panoramaFile,
  pdfNamedJpeg,
  type PickedFile,
  svgFile,
  textNamedPng,
  truncatedFile,
} from '../support/photos/bad-inputs.ts'
import { photograph } from '../support/photos/photographs.ts'
import { artistName, copyrightLine, planPhotograph } from '../support/photos/plan.ts'
import { lookDistance, lookOf, readImage } from '../support/photos/read-image.ts'
import { type ImagesStage, setImagesStage } from './support/images-stage.ts'

let stage: ImagesStage
beforeAll(async () => {
  stage = await setImagesStage()
})
afterAll(() => stage.close())

const prepared = async (bytes: Uint8Array, keepOriginal = false): Promise<PreparedImage> => {
  const result = await stage.prepare(bytes, keepOriginal)
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** Readers differ by this much over the same picture; one that lies on its side differs by 20 and more. */
const sameLook = 8

const sizesOf = ({ renditions }: PreparedImage) => renditions.map(({ size }) => size)

const rendition = ({ renditions }: PreparedImage, size: PreparedRendition['size']): PreparedRendition => {
  const found = renditions.find(one => one.size === size)
  if (found === undefined) throw new Error(`no ${size}`)
  return found
}

/** Of ten megapixels and under, so larger than the full rendition. */
const shot = (index: number, changes: Partial<ReturnType<typeof planPhotograph>> = {}) =>
  photograph({ ...planPhotograph(index, { megapixels: 10, seed: 3 }), ...changes })

const everything = { hasMakerNote: true, hasThumbnail: true, hasXmp: true } as const
const somewhere = { latitude: 38.7, longitude: -9.1 }
const serials = { body: 'HLD-4400001-B', lens: 'LNS-9900001-L' }
const told = { artist: artistName, copyright: copyrightLine, place: somewhere, serials }

describe('a photograph', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'as %s keeps who made it in every size, and nothing of where, when and with what',
    async format => {
      const { bytes } = await shot(0, { ...everything, ...told, format, orientation: 1 })
      expect(await readImage(bytes)).toMatchObject({ hasPlace: true, hasSerial: true, hasThumbnail: true })
      const image = await prepared(bytes, true)
      expect(sizesOf(image)).toEqual(['thumb', 'card', 'full', 'original'])
      expect(image.notes).toContain('location-removed')
      for (const one of image.renditions) {
        expect(await readImage(one.bytes), `the ${one.size}`).toMatchObject({
          width: one.width,
          height: one.height,
          format: one.mime.slice('image/'.length),
          orientation: 1,
          hasPlace: false,
          hasSerial: false,
          hasThumbnail: false,
          hasMakerNote: false,
          artist: artistName,
          copyright: copyrightLine,
        })
      }
    },
  )

  test('has renditions of at most 320, 960 and 2,560 pixels, a small placeholder and its colour', async () => {
    const image = await prepared((await shot(0)).bytes)
    expect(image.renditions.map(({ width, height }) => Math.max(width, height))).toEqual([320, 960, 2_560])
    expect(rendition(image, 'full')).toMatchObject({ width: image.width, height: image.height })
    expect(image.placeholder.length).toBeLessThanOrEqual(30)
    expect(image.colour.every(part => part >= 0 && part <= 255)).toBe(true)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('lying as orientation %i comes out upright', async orientation => {
    const plan = { orientation, width: 2_700, height: 1_800 }
    const { bytes } = await shot(1, plan)
    const image = await prepared(bytes)
    const wanted = await lookOf(bytes)
    for (const one of image.renditions) {
      expect(one.width).toBeGreaterThan(one.height)
      expect(lookDistance(wanted, await lookOf(one.bytes)), `the ${one.size}`).toBeLessThan(sameLook)
      expect((await readImage(one.bytes)).orientation).toBe(1)
    }
  })

  test('that is small already is kept as it is, turned as it was, without its metadata', async () => {
    const upright = { width: 1_200, height: 800, format: 'jpeg' } as const
    const { plan } = await shot(2, { ...upright, ...everything, ...told })
    const small = await photograph({ ...plan, orientation: 6 })
    const recoded = await sharp(small.bytes).keepMetadata().jpeg({ quality: 60 }).toBuffer()
    const image = await prepared(recoded, true)
    expect(image.notes).toContain('kept-as-is')
    expect(sizesOf(image)).toEqual(['thumb', 'card', 'full'])
    const full = rendition(image, 'full')
    expect(await readImage(full.bytes)).toMatchObject({ orientation: 6, hasPlace: false, artist: artistName })
    expect(full).toMatchObject({ width: 1_200, height: 800 })
    expect(await pixelsOf(full.bytes)).toBe(await pixelsOf(recoded))
  })

  test.each(['jpeg', 'png', 'webp'] as const)(
    'as %s in Display P3 stays wide in every size',
    async format => {
      const { bytes } = await shot(1, { isDisplayP3: true, format, orientation: 1 })
      const image = await prepared(bytes)
      for (const one of image.renditions) {
        expect((await readImage(one.bytes)).profile, `the ${one.size}`).toMatch(/P3/)
        expect(lookDistance(await lookOf(bytes), await lookOf(one.bytes)), `the ${one.size}`).toBeLessThan(
          sameLook,
        )
      }
    },
  )

  test.each(['jpeg', 'png'] as const)(
    'as %s with colours that sRGB cannot say still has them',
    async format => {
      const image = await prepared(await deepRed(format))
      for (const one of image.renditions) {
        const [red = 0, green = 255, blue = 255] = await sharp(one.bytes).raw().toBuffer()
        expect({ red, green, blue, wide: red > 250 && green < 6 && blue < 6 }).toMatchObject({ wide: true })
      }
    },
  )

  test('is never enlarged', async () => {
    const sizes = []
    for (const [width, height] of [
      [300, 200],
      [900, 50],
      [1, 1],
      [3_000, 2],
    ] as const) {
      const bytes = await sharp({ create: { width, height, channels: 3, background: '#a33' } })
        .jpeg()
        .toBuffer()
      const image = await prepared(bytes)
      sizes.push(image.renditions.map(one => `${one.size} ${one.width}x${one.height}`))
    }
    expect(sizes).toEqual([
      ['full 300x200'],
      ['thumb 320x18', 'full 900x50'],
      ['full 1x1'],
      ['thumb 320x1', 'card 960x1', 'full 2560x2'],
    ])
  })
})

/** As a hash: millions of numbers are slow to compare one by one. */
const pixelsOf = async (bytes: Uint8Array): Promise<string> =>
  createHash('sha256')
    .update(await sharp(bytes).raw().toBuffer())
    .digest('hex')

/** The reddest red of Display P3, as its numbers are stored. */
const deepRed = async (format: 'jpeg' | 'png'): Promise<Uint8Array> => {
  const wide = await shot(1, { isDisplayP3: true, format, orientation: 1, width: 64, height: 64 })
  const { icc } = await sharp(wide.bytes).metadata()
  const path = join(await mkdtemp(join(tmpdir(), 'gesso-p3-')), 'p3.icc')
  await writeFile(path, icc ?? new Uint8Array())
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#f00' } })
    .withIccProfile(path)
    .toFormat(format, { quality: 100 })
    .toBuffer()
}

describe('transparency', () => {
  test.each(['png', 'webp'] as const)('of a %s is kept in every size', async format => {
    const { bytes } = await shot(7, { isTransparent: true, scene: 'cut-out', format, orientation: 1 })
    const image = await prepared(bytes, true)
    for (const one of image.renditions) {
      expect((await sharp(one.bytes).stats()).isOpaque, `the ${one.size}`).toBe(false)
      expect(lookDistance(await lookOf(bytes), await lookOf(one.bytes)), `the ${one.size}`).toBeLessThan(
        sameLook,
      )
    }
  })

  test('that is only said costs nothing', async () => {
    const opaque = { create: { width: 3_000, height: 2_000, channels: 4, background: '#456' } } as const
    const image = await prepared(await sharp(opaque).png().toBuffer())
    for (const one of image.renditions) expect((await sharp(one.bytes).stats()).isOpaque).toBe(true)
  })
})

test('a drawing of flat colours stays lossless where that is smaller', async () => {
  const stripes = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1400"><rect width="2000" height="1400" fill="#fff"/>${Array.from(
      { length: 20 },
      (_, row) =>
        `<rect x="${row * 90}" y="${row * 60}" width="400" height="40" fill="hsl(${row * 18} 80% 50%)"/>`,
    ).join('')}</svg>`,
  )
  const bytes = await sharp(stripes).png().toBuffer()
  const image = await prepared(bytes)
  expect(rendition(image, 'full').mime).toBe('image/png')
  expect(await pixelsOf(rendition(image, 'full').bytes)).toBe(await pixelsOf(bytes))
})

describe('what cannot be kept as it is, and is said', () => {
  test('print colours become colours of screens', async () => {
    const { bytes } = await cmykFile()
    const image = await prepared(bytes)
    expect(image.notes).toContain('colours-converted')
    for (const one of image.renditions) {
      const { space, hasAlpha } = await sharp(one.bytes).metadata()
      expect({ space, hasAlpha }).toEqual({ space: 'srgb', hasAlpha: false })
      expect(lookDistance(await lookOf(bytes), await lookOf(one.bytes)), `the ${one.size}`).toBeLessThan(24)
    }
  })

  test.each([animatedGif, animatedWebp])('of an animation the first frame', async make => {
    const { bytes } = await make()
    const image = await prepared(bytes, true)
    expect(image.notes).toEqual(['first-frame-only'])
    expect(sizesOf(image)).toEqual(['full'])
    const full = rendition(image, 'full').bytes
    expect((await sharp(full).metadata()).pages ?? 1).toBe(1)
    expect(lookDistance(await lookOf(bytes), await lookOf(full))).toBeLessThan(sameLook)
  })
})

describe('a large one', () => {
  test('of 100 megapixels is prepared', async () => {
    const { bytes } = await panoramaFile()
    const image = await prepared(bytes)
    expect(rendition(image, 'full')).toMatchObject({ width: 2_560, height: 410 })
    expect(lookDistance(await lookOf(bytes), await lookOf(rendition(image, 'full').bytes))).toBeLessThan(
      sameLook,
    )
  })

  test('of 99 MB is prepared', async () => {
    const image = await prepared((await hugePngFile()).bytes)
    expect(sizesOf(image)).toEqual(['thumb', 'card', 'full'])
  })
})

describe('refused, and the next one is prepared all the same:', () => {
  const files: readonly (readonly [string, string, () => PickedFile | Promise<PickedFile>])[] = [
    ['nothing at all', 'empty', emptyFile],
    ['a PDF by the name of a JPEG', 'not-an-image', pdfNamedJpeg],
    ['text by the name of a PNG', 'not-an-image', textNamedPng],
    ['a drawing that could bring scripts', 'svg', svgFile],
    ['HEIC', 'heic', heicFile],
    ['a JPEG cut short', 'truncated', () => truncatedFile('jpeg')],
    ['a PNG cut short', 'truncated', () => truncatedFile('png')],
    ['a WebP cut short', 'truncated', () => truncatedFile('webp')],
    ['more pixels in the header than there can be', 'too-many-pixels', bombByHeader],
    ['900 megapixels in 100 KB', 'too-many-pixels', bombByPixels],
  ]
  test.each(files)('%s: %s', async (_, problem, make) => {
    const { bytes } = await make()
    expect(await stage.prepare(bytes)).toEqual({ ok: false, error: { type: 'refused', problem } })
    expect((await stage.prepare((await animatedGif()).bytes)).ok).toBe(true)
  })

  test('damaged pixels', async () => {
    const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a33' } })
      .png()
      .toBuffer()
    const damaged = Uint8Array.from(whole)
    const pixels = whole.indexOf('IDAT')
    damaged.fill(0xee, pixels + 4, pixels + 40)
    expect(await stage.prepare(damaged)).toEqual({ ok: false, error: { type: 'refused', problem: 'broken' } })
  })
})
