/** Text as the words that it is found by. */
import { foldText } from './fold.ts'

/** Characters of what somebody asks that count, however much they paste. */
const askedChars = 200
/** Words of it that count. */
const askedWords = 12
/** Longer words are found by their beginning. */
const wordChars = 40

/** Scripts that are written without spaces between words. */
const unspaced = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}'
const chunk = new RegExp(
  `[${unspaced}]+|\\p{RI}{2}|\\p{Extended_Pictographic}|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
)
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u')
/** What may stand inside of one word: O’Brien, make-up, D.O.P. */
const joint = /(?<=[\p{L}\p{N}\p{M}])[-'’ʼ.·](?=[\p{L}\p{N}\p{M}])/gu

const pairs = (run: string): readonly string[] => {
  const letters = Array.from(run)
  return letters.map((letter, at) => letter + (letters[at + 1] ?? ''))
}

const cut = (word: string): string => word.slice(0, wordChars)

const chunksOf = (folded: string): readonly string[] => folded.match(chunk) ?? []

/**
 * The words that a text is kept under, each once: words between spaces, with those that are joined by hyphens and the
 * like as one besides; in scripts without spaces every two letters that follow each other, and the last one.
 */
export const keptWords = (text: string): readonly string[] => {
  const folded = foldText(text)
  const joined = folded.replace(joint, '')
  const chunks = joined === folded ? chunksOf(folded) : [...chunksOf(folded), ...chunksOf(joined)]
  return [...new Set(chunks.flatMap(one => (isUnspaced.test(one) ? pairs(one) : [cut(one)])))]
}

/** "in", "of" and "the" of the languages that roles have words in: they say nothing about what is sought. */
const fillers: ReadonlySet<string> = new Set(
  (
    'in at near of from the and im bei von aus der die das den und en a au aux de du des la le les et el los las del y ' +
    'em da do das dos no na ao e di dalla il lo gli te van het op w we z ze i'
  ).split(' '),
)

/**
 * The words of a question; each must be there, or be the beginning of one that is. At most twelve; fillers do not
 * count, but for the last word, which may be the beginning of another.
 */
export const wordsAsked = (text: string): readonly string[] => {
  const folded = foldText(text.slice(0, askedChars))
  const words = chunksOf(folded).flatMap(one => (isUnspaced.test(one) ? wholePairs(one) : [cut(one)]))
  const telling = words.filter((word, at) => at === words.length - 1 || !fillers.has(word))
  return [...new Set(telling)].slice(0, askedWords)
}

/** A lone letter is the beginning of a pair; after others, its pair says it already. */
const wholePairs = (run: string): readonly string[] => {
  const all = pairs(run)
  return all.length > 1 ? all.slice(0, -1) : all
}
