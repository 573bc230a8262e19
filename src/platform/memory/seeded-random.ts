import type { Random } from '../../base/random.ts'

/**
 * The same bytes for the same seed, so that a test can be repeated. Anyone who knows the seed knows
 * every key made from it. Generator: sfc32 (Doty-Humphrey, PractRand), low byte of each word.
 */
export const unsafeSeededRandom = (seed: number): Random => {
  let a = seed >>> 0
  let b = 0x9e3779b9
  let c = 0x243f6a88
  let counter = 1
  const nextWord = (): number => {
    const word = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + word) >>> 0
    return word
  }
  for (let round = 0; round < 12; round++) nextWord()
  return { bytes: length => Uint8Array.from({ length }, () => nextWord() & 0xff) }
}
