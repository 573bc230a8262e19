/** Puts metadata into finished images without touching a pixel. */
import { crc32, deflateSync } from 'node:zlib'
import { concatBytes, utf8ToBytes } from '../../../src/base/bytes.ts'

export interface Extras {
  readonly exif: Uint8Array | null
  readonly icc: Uint8Array | null
  readonly xmp: string | null
}

/** APP1 and APP2 behind the start of the image. */
export const intoJpeg = (jpeg: Uint8Array, { exif, icc, xmp }: Extras): Uint8Array =>
  concatBytes(
    jpeg.subarray(0, 2),
    ...(exif === null ? [] : [segment(0xe1, utf8ToBytes('Exif\0\0'), exif)]),
    ...(xmp === null ? [] : [segment(0xe1, utf8ToBytes('http://ns.adobe.com/xap/1.0/\0'), utf8ToBytes(xmp))]),
    ...(icc === null ? [] : [segment(0xe2, utf8ToBytes('ICC_PROFILE\0'), Uint8Array.of(1, 1), icc)]),
    jpeg.subarray(2),
  )

const segment = (marker: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concatBytes(...parts)
  const length = body.length + 2
  if (length > 0xffff) throw new Error('a JPEG segment holds 65,533 bytes')
  return concatBytes(Uint8Array.of(0xff, marker, length >> 8, length & 255), body)
}

const pngHead = 8 + 25

/** `iCCP`, `eXIf` and `iTXt` behind the header, whose length is fixed. */
export const intoPng = (png: Uint8Array, { exif, icc, xmp }: Extras): Uint8Array =>
  concatBytes(
    png.subarray(0, pngHead),
    ...(icc === null ? [] : [chunk('iCCP', concatBytes(utf8ToBytes('profile\0\0'), deflateSync(icc)))]),
    ...(exif === null ? [] : [chunk('eXIf', exif)]),
    ...(xmp === null ? [] : [chunk('iTXt', utf8ToBytes(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`))]),
    png.subarray(pngHead),
  )

export const chunk = (name: string, data: Uint8Array): Uint8Array => {
  const body = concatBytes(utf8ToBytes(name), data)
  return concatBytes(u32(data.length), body, u32(crc32(body)))
}

const u32 = (value: number): Uint8Array =>
  Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)

export interface WebpShape {
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
}

/** Rewritten as the extended format, which alone has room for metadata (RFC 9649 §2.7). */
export const intoWebp = (webp: Uint8Array, shape: WebpShape, { exif, icc, xmp }: Extras): Uint8Array => {
  const flags =
    (icc === null ? 0 : 0x20) |
    (shape.hasAlpha ? 0x10 : 0) |
    (exif === null ? 0 : 0x08) |
    (xmp === null ? 0 : 0x04)
  const body = concatBytes(
    utf8ToBytes('WEBP'),
    riff('VP8X', concatBytes(Uint8Array.of(flags, 0, 0, 0), u24(shape.width - 1), u24(shape.height - 1))),
    ...(icc === null ? [] : [riff('ICCP', icc)]),
    ...pixelChunks(webp),
    ...(exif === null ? [] : [riff('EXIF', exif)]),
    ...(xmp === null ? [] : [riff('XMP ', utf8ToBytes(xmp))]),
  )
  return concatBytes(utf8ToBytes('RIFF'), littleU32(body.length), body)
}

const pixelChunks = (webp: Uint8Array): readonly Uint8Array[] => {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength)
  const found: Uint8Array[] = []
  for (let at = 12; at + 8 <= webp.length;) {
    const name = String.fromCharCode(...webp.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (name === 'VP8 ' || name === 'VP8L' || name === 'ALPH') found.push(webp.subarray(at, end))
    at = end
  }
  return found
}

const riff = (name: string, data: Uint8Array): Uint8Array =>
  concatBytes(utf8ToBytes(name), littleU32(data.length), data, new Uint8Array(data.length % 2))

const u24 = (value: number): Uint8Array => Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255)

const littleU32 = (value: number): Uint8Array => Uint8Array.of(...u24(value), (value >>> 24) & 255)
