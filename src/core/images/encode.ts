import type { PreparedRendition, Raster } from '../ports.ts'

export type Encoded = Pick<PreparedRendition, 'mime' | 'bytes'>

interface Style {
  readonly size: 'thumb' | 'card' | 'full'
  readonly hasAlpha: boolean
  readonly isGraphic: boolean
}

interface Attempt {
  readonly mime: PreparedRendition['mime']
  readonly quality: number
}

/**
 * Measured (docs/decisions/0008): at equal SSIM, JPEG is no larger than WebP from 960 pixels up and ten
 * times as fast; below that WebP is a tenth smaller and costs nothing.
 */
const attemptsFor = ({ size, hasAlpha }: Style): readonly Attempt[] => {
  if (hasAlpha) return [webp(size === 'full' ? 0.88 : 0.82), png]
  return size === 'thumb' ? [webp(0.82), jpeg(0.82)] : [jpeg(size === 'full' ? 0.86 : 0.82)]
}

const webp = (quality: number): Attempt => ({ mime: 'image/webp', quality })
const jpeg = (quality: number): Attempt => ({ mime: 'image/jpeg', quality })
const png: Attempt = { mime: 'image/png', quality: 1 }

/** Drawings too in PNG, if that is smaller: their edges stay sharp. Null when the platform writes nothing. */
export const encodeRaster = async (raster: Raster, style: Style): Promise<Encoded | null> => {
  const lossy = await firstOf(raster, attemptsFor(style))
  const lossless = style.isGraphic ? await firstOf(raster, [png]) : null
  if (lossy === null || lossless === null) return lossy ?? lossless
  return lossless.bytes.length <= lossy.bytes.length ? lossless : lossy
}

const firstOf = async (raster: Raster, attempts: readonly Attempt[]): Promise<Encoded | null> => {
  for (const { mime, quality } of attempts) {
    const bytes = await raster.encode(mime, quality)
    if (bytes !== null) return { mime, bytes }
  }
  return null
}
