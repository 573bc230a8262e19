import { rgbaToThumbHash } from 'thumbhash'
import type { PreparedImage, PreparedRendition, Raster } from '../ports.ts'
import { dominantColour, isFlat } from './colour.ts'
import { encodeRaster, type Encoded } from './encode.ts'
import { longEdges } from './limits.ts'
import { stripSource, withOnlyMetadata } from './rewrite.ts'
import { fitInto, planSizes, type PlannedSize, type Size } from './sizes.ts'
import type { SourceFacts } from './source-facts.ts'

export interface SourceParts {
  readonly bytes: Uint8Array
  readonly facts: SourceFacts
  readonly keepOriginal: boolean
}

interface Scaled {
  readonly planned: PlannedSize
  readonly raster: Raster
}

/** What ThumbHash takes. */
const placeholderEdge = 100

/**
 * Each size from the next larger one; `decoded` is closed as soon as the first is made, the rest at the end.
 * Null when stopped, or when the platform can write none of the formats.
 */
export const makeRenditions = async (
  decoded: Raster,
  source: SourceParts,
  signal: AbortSignal,
): Promise<PreparedImage | null> => {
  const upright = { width: decoded.width, height: decoded.height }
  const open: Raster[] = [decoded]
  try {
    const hasAlpha = source.facts.mayHaveAlpha && decoded.hasAlpha
    const scaled = scale(decoded, planSizes(upright), open)
    const look = lookAt(scaled.at(-1)?.raster ?? decoded, open)
    const isGraphic = source.facts.isLossless && look.isFlat
    if (signal.aborted) return null
    // At once, because browsers write in the background.
    const encoded = await Promise.all(
      scaled.map(({ planned, raster }) => encodeRaster(raster, { size: planned.size, hasAlpha, isGraphic })),
    )
    const made = scaled.flatMap(({ planned }, index) => {
      const one = encoded[index]
      return one ? [{ ...planned, ...withCredits(one, source.facts) }] : []
    })
    return made.length < scaled.length || signal.aborted
      ? null
      : assemble(made.toReversed(), source, upright, look)
  } finally {
    for (const raster of open) raster.close()
  }
}

const scale = (decoded: Raster, plan: readonly PlannedSize[], open: Raster[]): readonly Scaled[] => {
  let current = decoded
  return plan.map(planned => {
    if (planned.width !== current.width || planned.height !== current.height) {
      const smaller = current.resize(planned.width, planned.height)
      open.push(smaller)
      // Unless `full` is as large, nothing needs it after that.
      if (planned.size === 'full') decoded.close()
      current = smaller
    }
    return { planned, raster: current }
  })
}

type Look = Pick<PreparedImage, 'colour' | 'placeholder'> & { readonly isFlat: boolean }

const lookAt = (small: Raster, open: Raster[]): Look => {
  const { width, height } = fitInto(small, placeholderEdge)
  const tiny = small.resize(width, height)
  open.push(tiny)
  const pixels = tiny.pixels()
  return {
    colour: dominantColour(pixels),
    placeholder: rgbaToThumbHash(width, height, pixels),
    isFlat: isFlat(small.pixels()),
  }
}

const withCredits = ({ mime, bytes }: Encoded, { metadata }: SourceFacts): Encoded => ({
  mime,
  bytes: withOnlyMetadata(bytes, mime, { ...metadata, orientation: 1 }) ?? bytes,
})

const assemble = (
  made: readonly PreparedRendition[],
  source: SourceParts,
  upright: Size,
  { colour, placeholder }: Look,
): PreparedImage => {
  const { facts, keepOriginal } = source
  const stripped = keepOriginal || mayKeep(facts, upright) ? stripSource(source.bytes, facts) : null
  const full = made.at(-1)
  const isKept =
    stripped !== null &&
    full !== undefined &&
    mayKeep(facts, upright) &&
    stripped.bytes.length <= full.bytes.length
  const kept = isKept ? made.map(one => (one === full ? { ...one, ...stripped } : one)) : made
  const original = { size: 'original' as const, ...upright }
  return {
    ...fitInto(upright, longEdges.full),
    colour,
    placeholder,
    renditions: keepOriginal && stripped !== null && !isKept ? [...kept, { ...original, ...stripped }] : kept,
    notes: notesOn(facts, isKept),
  }
}

/** As it came: small enough, in screen colours, and upright, or turned in the one way that all browsers heed. */
const mayKeep = ({ kind, isForPrint, metadata }: SourceFacts, { width, height }: Size): boolean =>
  Math.max(width, height) <= longEdges.full && !isForPrint && (kind === 'jpeg' || metadata.orientation === 1)

const notesOn = (facts: SourceFacts, isKept: boolean): PreparedImage['notes'] => [
  ...(facts.metadata.hasLocation ? (['location-removed'] as const) : []),
  ...(facts.isAnimated ? (['first-frame-only'] as const) : []),
  ...(facts.isForPrint ? (['colours-converted'] as const) : []),
  ...(isKept ? (['kept-as-is'] as const) : []),
]
