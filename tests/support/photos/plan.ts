/** What each photograph of a series is, by its place in it: among any twelve every kind is found. */
import { createChance } from './random.ts'

export type SceneName =
  | 'horizon'
  | 'hills'
  | 'night'
  | 'colour-field'
  | 'still-life'
  | 'cut-out'
  | 'light'
  | 'portrait'

export type PhotoFormat = 'jpeg' | 'png' | 'webp'

export interface PhotoPlan {
  readonly name: string
  readonly seed: number
  readonly scene: SceneName
  readonly palette: number
  readonly format: PhotoFormat
  /** Of JPEG and lossy WebP. At the lower ones nothing is won by encoding the photograph anew. */
  readonly quality: number
  /** Upright. */
  readonly width: number
  readonly height: number
  /** As EXIF counts, 1 to 8: how the pixels lie in the file. */
  readonly orientation: number
  readonly isTransparent: boolean
  readonly isDisplayP3: boolean
  readonly bigEndian: boolean
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly serials: { readonly body: string; readonly lens: string } | null
  readonly hasMakerNote: boolean
  readonly hasThumbnail: boolean
  /** The place and the serial number once more, in XMP. */
  readonly hasXmp: boolean
  readonly artist: string | null
  readonly copyright: string | null
}

export interface PhotoOptions {
  /** Of a 4:3 photograph; the others have as many or fewer. */
  readonly megapixels?: number
  readonly seed?: number
}

const scenes: readonly SceneName[] = [
  'horizon',
  'still-life',
  'hills',
  'colour-field',
  'portrait',
  'light',
  'night',
]
const ratios = [4 / 3, 3 / 2, 3 / 4, 1, 4 / 3, 2 / 3, 16 / 9, 3 / 4, 4, 3 / 2, 4 / 5, 1 / 3] as const
const orientations = [1, 6, 1, 8, 3, 1, 2, 6, 1, 5, 4, 7] as const

export const artistName = 'Ilse Vardø'
export const copyrightLine = '© 2024 Ilse Vardø. All rights reserved.'

export const planPhotograph = (
  index: number,
  { megapixels = 1.92, seed = 1 }: PhotoOptions = {},
): PhotoPlan => {
  const chance = createChance(seed * 7919 + index)
  const format: PhotoFormat = index % 10 === 7 ? 'png' : index % 10 === 3 ? 'webp' : 'jpeg'
  const isTransparent = format !== 'jpeg' && index % 20 < 10
  const ratio = ratios[index % ratios.length] ?? 1
  const long = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3))
  const hasCamera = !isTransparent
  return {
    name: `IMG_${String(2_100 + seed * 100 + index).padStart(4, '0')}.${format === 'jpeg' ? 'jpg' : format}`,
    seed: seed * 1_000 + index,
    scene: isTransparent ? 'cut-out' : (scenes[(index * 3 + seed) % scenes.length] ?? 'horizon'),
    palette: index * 7 + seed,
    format,
    quality: index % 4 === 0 ? 60 : 90,
    width: ratio >= 1 ? long : Math.round(long * ratio),
    height: ratio >= 1 ? Math.round(long / ratio) : long,
    orientation: format === 'jpeg' ? (orientations[index % orientations.length] ?? 1) : 1,
    isTransparent,
    isDisplayP3: index % 4 === 1 || index % 20 === 7,
    bigEndian: index % 3 === 0,
    place: hasCamera && index % 5 !== 4 ? placeOf(chance.between(0, 1), chance.between(0, 1)) : null,
    serials: hasCamera ? { body: `HLD-${4_400_000 + index}-B`, lens: `LNS-${9_900_000 + index}-L` } : null,
    hasMakerNote: hasCamera && index % 3 !== 1,
    hasThumbnail: hasCamera && index % 4 !== 2,
    hasXmp: hasCamera && index % 6 === 0,
    artist: index % 7 === 6 ? null : artistName,
    copyright: index % 7 === 6 ? null : copyrightLine,
  }
}

/** Somewhere on the coasts of Europe. */
const placeOf = (north: number, east: number) => ({ latitude: 36 + north * 34, longitude: -9 + east * 37 })
