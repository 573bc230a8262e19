/** What people pick by mistake, or others send on purpose. Large ones are made on demand and kept for the next run. */
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { concatBytes, utf8ToBytes } from '../../../src/base/bytes.ts'
import { cached } from './cache.ts'
import { chunk } from './containers.ts'
import { photograph, photographs } from './photographs.ts'
import { planPhotograph } from './plan.ts'
import { createChance } from './random.ts'

export interface PickedFile {
  readonly name: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}

/** An `ftyp` box of brand `heic` and a `meta` box: what readers tell the format by, and no picture inside. */
export const heicFile = (): PickedFile => {
  const box = (name: string, body: Uint8Array): Uint8Array =>
    concatBytes(u32(body.length + 8), utf8ToBytes(name), body)
  const bytes = concatBytes(
    box('ftyp', concatBytes(utf8ToBytes('heic'), u32(0), utf8ToBytes('mif1heic'))),
    box('meta', new Uint8Array(64)),
    box('mdat', noise(4_096, 5)),
  )
  return { name: 'IMG_0417.HEIC', mimeType: 'image/heic', bytes }
}

/** 25,000 × 4,000 pixels. */
export const panoramaFile = async (): Promise<PickedFile> =>
  jpegFile(
    'panorama.jpg',
    await cached('panorama 25000 4000', async () => {
      const [view] = await photographs(1)
      return sharp(view?.bytes).resize(25_000, 4_000, { fit: 'fill' }).jpeg({ quality: 70 }).toBuffer()
    }),
  )

/** 99 million bytes to within one in a hundred: pixels that do not compress. */
export const hugePngFile = async (): Promise<PickedFile> => ({
  name: 'scan-99mb.png',
  mimeType: 'image/png',
  bytes: await cached('png 99 MB', async () => {
    const [width, height] = [6_600, 4_998]
    const input = noise(width * height * 3, 7)
    return sharp(input, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer()
  }),
})

export const cmykFile = async (): Promise<PickedFile> =>
  jpegFile(
    'print-cmyk.jpg',
    await cached('cmyk', async () => {
      const [view] = await photographs(1)
      return sharp(view?.bytes)
        .resize(900)
        .toColourspace('cmyk')
        .withIccProfile('cmyk')
        .jpeg({ quality: 85 })
        .toBuffer()
    }),
  )

/** The first of them is what a still of the animation shows. */
const frameColours = ['#c8562b', '#e3b873', '#54788c', '#4d6b4a', '#5c4a8a', '#c44569']

const animation = async (format: 'gif' | 'webp', colours: readonly string[]): Promise<Uint8Array> => {
  const side = 240
  const pages = await Promise.all(
    colours.map(background =>
      sharp({ create: { width: side, height: side, channels: 3, background } })
        .raw()
        .toBuffer(),
    ),
  )
  const strip = sharp(Buffer.concat(pages), {
    raw: { width: side, height: side * colours.length, channels: 3, pageHeight: side },
  })
  const delay = Array.from({ length: colours.length }, () => 120)
  return format === 'gif'
    ? strip.gif({ delay, loop: 0 }).toBuffer()
    : strip.webp({ delay, loop: 0 }).toBuffer()
}

export const animatedGif = async (): Promise<PickedFile> => ({
  name: 'turning.gif',
  mimeType: 'image/gif',
  bytes: await cached('gif', () => animation('gif', frameColours)),
})

export const animatedWebp = async (): Promise<PickedFile> => ({
  name: 'turning.webp',
  mimeType: 'image/webp',
  bytes: await cached('webp', () => animation('webp', frameColours.toReversed())),
})

export const svgFile = (): PickedFile => ({
  name: 'poster.svg',
  mimeType: 'image/svg+xml',
  bytes: utf8ToBytes(
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><script>globalThis.gessoWasScripted = true</script>' +
      '<rect width="400" height="300" fill="#c8562b" onload="globalThis.gessoWasScripted = true"/></svg>',
  ),
})

export const emptyFile = (): PickedFile => jpegFile('nothing.jpg', new Uint8Array())

/** The first two thirds of a sound photograph. */
export const truncatedFile = async (format: 'jpeg' | 'png' | 'webp'): Promise<PickedFile> => {
  const whole = await photograph({ ...planPhotograph(0), format, orientation: 1 })
  const bytes = whole.bytes.subarray(0, Math.floor((whole.bytes.length * 2) / 3))
  return { name: `cut-short.${format === 'jpeg' ? 'jpg' : format}`, mimeType: whole.mimeType, bytes }
}

export const pdfNamedJpeg = (): PickedFile =>
  jpegFile(
    'invitation.jpg',
    utf8ToBytes('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  )

export const textNamedPng = (): PickedFile => ({
  name: 'notes.png',
  mimeType: 'image/png',
  bytes: utf8ToBytes('Call the framer on Tuesday. Two passe-partouts, both warm white.\n'),
})

/** Says 60,000 × 60,000 in its header, and has a few bytes of pixels. */
export const bombByHeader = (): PickedFile =>
  pngFile('bomb-header.png', 60_000, Uint8Array.of(8, 2, 0, 0, 0), [
    chunk('IDAT', deflateSync(new Uint8Array(1_000))),
  ])

/** 30,000 × 30,000 pixels of one colour, true to its header, in about a hundred kilobytes. */
export const bombByPixels = (): PickedFile => {
  const side = 30_000
  // One bit a pixel; each row begins with the byte of its filter.
  const rows = deflateSync(new Uint8Array((side / 8 + 1) * side))
  return pngFile('bomb-flat.png', side, Uint8Array.of(1, 3, 0, 0, 0), [
    chunk('PLTE', Uint8Array.of(0x7d, 0x4e, 0x6d)),
    chunk('IDAT', rows),
  ])
}

const pngFile = (
  name: string,
  side: number,
  kind: Uint8Array,
  chunks: readonly Uint8Array[],
): PickedFile => ({
  name,
  mimeType: 'image/png',
  bytes: concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', concatBytes(u32(side), u32(side), kind)),
    ...chunks,
    chunk('IEND', new Uint8Array()),
  ),
})

const jpegFile = (name: string, bytes: Uint8Array): PickedFile => ({ name, mimeType: 'image/jpeg', bytes })

const u32 = (value: number): Uint8Array =>
  Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)

const noise = (length: number, seed: number): Uint8Array => {
  const chance = createChance(seed)
  return new Uint8Array(length).map(() => chance.whole(0, 256))
}
