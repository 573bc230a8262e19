/** Muted words: whole words, whatever their case and accents. */
import { foldText } from '../../../../search/fold.ts'

export const mutedWordChars = 100

const word = /[\p{L}\p{N}\p{M}]+/gu
/** Folding makes a text longer, and only its beginning is worth looking at. */
const mostChars = 20_000

/** One space between words and around them; empty when there is no letter in it. */
const spaced = (folded: string): string => {
  const words = folded.match(word)
  return words === null ? '' : ` ${words.join(' ')} `
}

/** How a muted word is compared: two spellings that mute the same have the same. */
export const mutedKey = (text: string): string => {
  const folded = foldText(text.slice(0, mutedWordChars)).trim()
  return spaced(folded) || folded
}

export type IsMutedText = (text: string) => boolean

/** What has no letters, such as an emoji, is looked for anywhere. */
export const mutedTextBy = (words: readonly string[]): IsMutedText => {
  const keys = words.map(mutedKey).filter(key => key !== '')
  if (keys.length === 0) return () => false
  return text => {
    const folded = foldText(text.slice(0, mostChars))
    const words = spaced(folded)
    return keys.some(key => (key.startsWith(' ') ? words.includes(key) : folded.includes(key)))
  }
}
