import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { describe, expect, test } from 'vitest'
import { dominantColour, isFlat } from '../../../../src/core/images/colour.ts'
import { maxSourceBytes } from '../../../../src/core/images/limits.ts'
import { prepareImage } from '../../../../src/core/images/prepare-image.ts'
import { planSizes } from '../../../../src/core/images/sizes.ts'
import type { ImageCodec, Raster } from '../../../../src/core/ports.ts'

type Mime = Parameters<Raster['encode']>[0]

/** One red colour of any size, written by sharp; knows which rasters are open. */
const createRedCodec = (cannotWrite: readonly Mime[] = []) => {
  const open = new Set<Raster>()
  const used: string[] = []
  const raster = (width: number, height: number): Raster => {
    const one: Raster = {
      width,
      height,
      hasAlpha: false,
      resize: (toWidth, toHeight) => {
        if (!open.has(one)) throw new Error('resized after it was closed')
        return raster(toWidth, toHeight)
      },
      pixels: () =>
        Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => [200, 30, 40, 255][at % 4] ?? 0),
      encode: async (mime, quality) => {
        if (!open.has(one)) throw new Error('written after it was closed')
        used.push(`${width}x${height} ${mime}`)
        if (cannotWrite.includes(mime)) return null
        const solid = sharp({ create: { width, height, channels: 3, background: '#c81e28' } })
        const format = mime.slice('image/'.length) as 'jpeg' | 'png' | 'webp'
        return new Uint8Array(await solid.toFormat(format, { quality: Math.round(quality * 100) }).toBuffer())
      },
      close: () => open.delete(one),
    }
    open.add(one)
    return one
  }
  const asked: string[] = []
  const codec: ImageCodec = {
    decode: async (source, colourSpace) => {
      asked.push(`${source.type} ${colourSpace}`)
      const { width, height } = await sharp(await source.arrayBuffer()).metadata()
      return raster(width, height)
    },
  }
  return { codec, open, used, asked }
}

const admit = async (): Promise<void> => {}
const never = new AbortController().signal
const jpegOf = async (width: number, height: number): Promise<Blob> => {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#c81e28' } })
    .jpeg()
    .toBuffer()
  return new Blob([new Uint8Array(bytes)], { type: 'application/pdf' })
}

describe('preparing', () => {
  test('decodes once, by what the bytes are, and leaves nothing open', async () => {
    const { codec, open, used, asked } = createRedCodec()
    const result = await prepareImage(
      await jpegOf(3_000, 1_500),
      { keepOriginal: false },
      { codec, admit },
      never,
    )
    expect(result).toMatchObject({ ok: true, value: { width: 2_560, height: 1_280, notes: [] } })
    expect(asked).toEqual(['image/jpeg srgb'])
    expect(used).toEqual(['2560x1280 image/jpeg', '960x480 image/jpeg', '320x160 image/webp'])
    expect(open.size).toBe(0)
  })

  test('of a small one leaves nothing open either', async () => {
    const { codec, open } = createRedCodec()
    const result = await prepareImage(
      await jpegOf(1_000, 500),
      { keepOriginal: true },
      { codec, admit },
      never,
    )
    expect(result).toMatchObject({ ok: true, value: { width: 1_000, height: 500, notes: ['kept-as-is'] } })
    expect(open.size).toBe(0)
  })

  test('says the colour, and a placeholder of it', async () => {
    const { codec } = createRedCodec()
    const result = await prepareImage(await jpegOf(60, 40), { keepOriginal: false }, { codec, admit }, never)
    expect(result).toMatchObject({ ok: true, value: { colour: [200, 30, 40] } })
    const hash = result.ok ? result.value.placeholder : new Uint8Array()
    const [red = 0, green = 0] = thumbHashToRGBA(hash).rgba
    expect(red - green).toBeGreaterThan(120)
  })

  test('writes JPEG where there is no WebP, and gives up where there is neither', async () => {
    const noWebp = createRedCodec(['image/webp'])
    const source = await jpegOf(400, 300)
    const result = await prepareImage(source, { keepOriginal: false }, { ...noWebp, admit }, never)
    expect(result).toMatchObject({
      ok: true,
      value: { renditions: [{ mime: 'image/jpeg' }, { size: 'full' }] },
    })
    const nothing = createRedCodec(['image/webp', 'image/jpeg'])
    expect(await prepareImage(source, { keepOriginal: false }, { ...nothing, admit }, never)).toEqual({
      ok: false,
      error: { type: 'refused', problem: 'failed' },
    })
    expect(nothing.open.size).toBe(0)
  })

  test('stopped before it decodes does not', async () => {
    const { codec, asked } = createRedCodec()
    const stopping = new AbortController()
    const result = await prepareImage(
      await jpegOf(400, 300),
      { keepOriginal: false },
      { codec, admit: async () => stopping.abort() },
      stopping.signal,
    )
    expect(result).toEqual({ ok: false, error: { type: 'stopped' } })
    expect(asked).toEqual([])
  })

  test('asks for memory by the pixels of the header', async () => {
    const { codec } = createRedCodec()
    const pixels: number[] = []
    const asking = async (count: number): Promise<void> => void pixels.push(count)
    await prepareImage(await jpegOf(400, 300), { keepOriginal: false }, { codec, admit: asking }, never)
    expect(pixels).toEqual([120_000])
  })

  test('does not read what is too large', async () => {
    const { codec } = createRedCodec()
    const huge = { size: maxSourceBytes + 1, arrayBuffer: () => Promise.reject(new Error('read')) } as Blob
    expect(await prepareImage(huge, { keepOriginal: false }, { codec, admit }, never)).toEqual({
      ok: false,
      error: { type: 'refused', problem: 'too-large' },
    })
  })
})

test('sizes are never larger than the picture, and none is there twice', () => {
  const planned = (width: number, height: number) =>
    planSizes({ width, height }).map(one => `${one.size} ${one.width}x${one.height}`)
  expect(planned(4_000, 3_000)).toEqual(['full 2560x1920', 'card 960x720', 'thumb 320x240'])
  expect(planned(961, 10)).toEqual(['full 961x10', 'card 960x10', 'thumb 320x3'])
  expect(planned(960, 960)).toEqual(['full 960x960', 'thumb 320x320'])
  expect(planned(320, 2)).toEqual(['full 320x2'])
})

describe('colours', () => {
  const pixels = (...runs: readonly (readonly [number, readonly number[]])[]): Uint8ClampedArray =>
    Uint8ClampedArray.from(runs.flatMap(([count, rgba]) => Array.from({ length: count }, () => rgba).flat()))

  test('a red coat on a grey day is red, and not the mud between', () => {
    expect(dominantColour(pixels([60, [120, 122, 125, 255]], [40, [200, 20, 30, 255]]))).toEqual([
      200, 20, 30,
    ])
    expect(dominantColour(pixels([95, [120, 122, 125, 255]], [5, [200, 20, 30, 255]]))).toEqual([
      120, 122, 125,
    ])
  })

  test('what cannot be seen does not count', () => {
    expect(dominantColour(pixels([90, [255, 0, 0, 0]], [10, [0, 90, 200, 255]]))).toEqual([0, 90, 200])
    expect(dominantColour(pixels([9, [255, 0, 0, 0]]))).toEqual([128, 128, 128])
  })

  test('a drawing is flat, noise is not', () => {
    expect(isFlat(pixels([50, [255, 255, 255, 255]], [50, [0, 0, 0, 255]]))).toBe(true)
    expect(isFlat(Uint8ClampedArray.from({ length: 400 }, (_, at) => (at * 7919) % 251))).toBe(false)
  })
})
