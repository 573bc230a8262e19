type Rgb = readonly [number, number, number]

const grey: Rgb = [128, 128, 128]

/**
 * The colour that most of a picture is of, with a liking for strong ones, so that a red coat on a grey day
 * counts as red; an average would be mud. `pixels`: RGBA, not premultiplied. Grey where all is transparent.
 */
export const dominantColour = (pixels: Uint8ClampedArray): Rgb => {
  const buckets = new Map<number, { weight: number; count: number; r: number; g: number; b: number }>()
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [r = 0, g = 0, b = 0, alpha = 0] = pixels.subarray(at, at + 4)
    if (alpha < 128) continue
    const key = ((r >> 5) << 6) | ((g >> 5) << 3) | (b >> 5)
    const bucket = buckets.get(key) ?? { weight: 0, count: 0, r: 0, g: 0, b: 0 }
    bucket.weight += 0.25 + strengthOf(r, g, b)
    bucket.count++
    bucket.r += r
    bucket.g += g
    bucket.b += b
    buckets.set(key, bucket)
  }
  const [heaviest] = [...buckets.values()].toSorted((a, b) => b.weight - a.weight)
  if (heaviest === undefined) return grey
  const { count, r, g, b } = heaviest
  return [Math.round(r / count), Math.round(g / count), Math.round(b / count)]
}

/** Chroma, 0 to 1. */
const strengthOf = (r: number, g: number, b: number): number => (Math.max(r, g, b) - Math.min(r, g, b)) / 255

/**
 * Whether it is drawn rather than photographed: of neighbours in a row more than a third are exactly alike,
 * which noise and light do not allow. `pixels`: RGBA.
 */
export const isFlat = (pixels: Uint8ClampedArray): boolean => {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2)
  let alike = 0
  for (let index = 1; index < words.length; index++) if (words[index] === words[index - 1]) alike++
  return alike * 3 > words.length
}
