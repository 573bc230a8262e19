import { latin1, startsWith, u32be, u8 } from './read-bytes.ts'

/** What bytes are, whatever name and type they came under. `unsupported`: an image that no browser draws. */
export type SourceKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'avif'
  | 'heic'
  | 'svg'
  | 'unsupported'
  | 'not-an-image'

/** Looks at no more than the first 4 KiB. */
export const sniffKind = (bytes: Uint8Array): SourceKind => {
  if (startsWith(bytes, '\xff\xd8\xff')) return 'jpeg'
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp'
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif'
  if (startsWith(bytes, 'ftyp', 4)) return kindOfBrands(bytes)
  if (isSvg(bytes)) return 'svg'
  return otherImages.some(start => startsWith(bytes, start)) ? 'unsupported' : 'not-an-image'
}

/** TIFF and the raw formats built on it, Photoshop, JPEG XL, JPEG 2000, OpenEXR, QOI. */
const otherImages = [
  'II*\0',
  'MM\0*',
  'II+\0',
  'MM\0+',
  '8BPS',
  '\xff\x0a',
  '\0\0\0\x0cJXL ',
  '\0\0\0\x0cjP  ',
  '\xff\x4f\xff\x51',
  'v/1\x01',
  'qoif',
  'BM',
]

const avifBrands = ['avif', 'avis']
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

/** ISO/IEC 14496-12 §4.3: the major brand, its version, then every brand the file is also readable as. */
const kindOfBrands = (bytes: Uint8Array): SourceKind => {
  const end = Math.min(u32be(bytes, 0), bytes.length, 256)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4))
  if (brands.some(brand => avifBrands.includes(brand))) return 'avif'
  return brands.some(brand => heicBrands.includes(brand)) ? 'heic' : 'not-an-image'
}

/** Whatever may stand before the root element of an XML file is passed over. */
const isSvg = (bytes: Uint8Array): boolean => {
  const isWide = u8(bytes, 0) === 0xff || u8(bytes, 0) === 0xfe
  const text = latin1(bytes, 0, 4_096).replaceAll(isWide ? '\0' : '', '')
  const start = text.indexOf('<')
  const hasOnlyMarkBefore = /^[\s\xef\xbb\xbf\xff\xfe]*$/.test(text.slice(0, Math.max(start, 0)))
  return start >= 0 && hasOnlyMarkBefore && /<(?:\w{1,32}:)?svg[\s>/]/i.test(text)
}
