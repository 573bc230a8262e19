/** From a scene to the pixels of a photograph: painted small, enlarged as a lens would blur, and grained. */
import sharp, { type Sharp } from 'sharp'
import { colourField, cutOut, lightOnWall, portrait, stillLife } from './interiors.ts'
import { hills, horizon, night } from './landscapes.ts'
import { palettes } from './palettes.ts'
import type { PhotoPlan, SceneName } from './plan.ts'
import { createChance } from './random.ts'
import { type Canvas, type Painting, svgOf } from './svg.ts'

const painters: Readonly<Record<SceneName, (canvas: Canvas) => Painting>> = {
  horizon,
  hills,
  night,
  'colour-field': colourField,
  'still-life': stillLife,
  'cut-out': cutOut,
  light: lightOnWall,
  portrait,
}

/** Blurs of larger paintings take seconds. */
const largestPainted = 1_280

/** Upright, three channels, or four where it is transparent. */
export const develop = async (plan: PhotoPlan): Promise<Sharp> => {
  const { width, height, seed, scene } = plan
  const scale = Math.min(1, largestPainted / Math.max(width, height))
  const painted = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const palette = palettes[plan.palette % palettes.length] ?? palettes[0]
  const svg = svgOf(
    { ...painted, palette, chance: createChance(seed) },
    painters[scene]({ ...painted, palette, chance: createChance(seed) }),
  )
  const painting = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true })
  const enlarged = sharp(painting.data, { raw: painting.info }).resize(width, height, { fit: 'fill' })
  if (plan.isTransparent) return enlarged.ensureAlpha()
  const { data, info } = await enlarged
    .flatten({ background: palette.dark })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  addGrain(data, info.width, seed)
  return sharp(data, { raw: info })
}

const grainSide = 256

/** In place; strongest in the middle tones, as on film. Sums of three even throws lie almost as grain does. */
const addGrain = (pixels: Buffer, width: number, seed: number): void => {
  const chance = createChance(seed ^ 0x9e37)
  const grain = Int8Array.from(
    { length: grainSide ** 2 },
    () => (chance.between(-1, 1) + chance.between(-1, 1) + chance.between(-1, 1)) * 13,
  )
  for (let at = 0, pixel = 0; at < pixels.length; at += 3, pixel++) {
    const row = Math.floor(pixel / width) % grainSide
    const level = grain[row * grainSide + ((pixel % width) % grainSide)] ?? 0
    for (let channel = at; channel < at + 3; channel++) {
      const value = pixels[channel] ?? 0
      pixels[channel] = Math.max(0, Math.min(255, value + (level * Math.min(value, 255 - value)) / 128))
    }
  }
}

/** How the pixels have to lie in the file so that a reader who obeys `orientation` sees them upright. */
export const layDown = async (upright: Sharp, orientation: number): Promise<Sharp> => {
  const quarter =
    orientation === 6 || orientation === 7 ? 270 : orientation >= 5 ? 90 : orientation === 3 ? 180 : 0
  if (orientation === 1) return upright
  const { data, info } = await upright.rotate(quarter).raw().toBuffer({ resolveWithObject: true })
  const turned = sharp(data, { raw: info })
  if (orientation === 4) return turned.flip()
  return orientation === 2 || orientation === 5 || orientation === 7 ? turned.flop() : turned
}
