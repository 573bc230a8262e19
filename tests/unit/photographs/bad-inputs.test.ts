import sharp from 'sharp'
import { expect, test } from 'vitest'
import {
  animatedGif,
  animatedWebp,
  bombByHeader,
  bombByPixels,
  cmykFile,
  emptyFile,
  heicFile,
  panoramaFile,
  pdfNamedJpeg,
  svgFile,
  textNamedPng,
  truncatedFile,
} from '../../support/photos/bad-inputs.ts'

const headerOf = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: false }).metadata()

test('the panorama has a hundred million pixels, the bombs more', async () => {
  expect(await headerOf((await panoramaFile()).bytes)).toMatchObject({ width: 25_000, height: 4_000 })
  expect(await headerOf(bombByHeader().bytes)).toMatchObject({ width: 60_000, height: 60_000 })
  const flat = bombByPixels().bytes
  expect(await headerOf(flat)).toMatchObject({ width: 30_000, height: 30_000 })
  expect(flat.length).toBeLessThan(2_000_000)
}, 120_000)

test('the colours for print are four inks, and what moves has frames', async () => {
  expect(await headerOf((await cmykFile()).bytes)).toMatchObject({
    format: 'jpeg',
    space: 'cmyk',
    channels: 4,
  })
  expect(await headerOf((await animatedGif()).bytes)).toMatchObject({ format: 'gif', pages: 6 })
  expect(await headerOf((await animatedWebp()).bytes)).toMatchObject({ format: 'webp', pages: 6 })
})

test.each(['jpeg', 'png', 'webp'] as const)(
  'the %s that was cut short has a header and cannot be read whole',
  async format => {
    const { bytes } = await truncatedFile(format)
    expect((await headerOf(bytes).catch(() => ({ format })))?.format).toBe(format)
    await expect(sharp(bytes, { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow()
  },
)

test('what is no image is none', async () => {
  expect(emptyFile().bytes).toHaveLength(0)
  for (const { bytes } of [pdfNamedJpeg(), textNamedPng()])
    await expect(sharp(bytes).raw().toBuffer()).rejects.toThrow()
  expect(Buffer.from(heicFile().bytes.subarray(4, 12)).toString()).toBe('ftypheic')
  await expect(sharp(heicFile().bytes).raw().toBuffer()).rejects.toThrow()
  expect(Buffer.from(svgFile().bytes).toString()).toContain('<script>')
})
