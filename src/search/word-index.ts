/** Which numbered things have which words, in up to four fields each. */
import SearchableMap from 'minisearch/SearchableMap'

/** How a word that was asked is there: as it is, as a beginning, or with one or two letters wrong. */
export interface MatchCosts {
  readonly whole: readonly number[]
  readonly beginning: readonly number[]
  readonly oneWrong: readonly number[]
  readonly twoWrong: readonly number[]
}

/** In a list of costs: not there at all. */
export const notThere = 255

export interface WordIndex {
  /** `field`: 0 to 3. Words must each come once. */
  add(slot: number, field: number, words: readonly string[]): void
  /** As they were added. */
  remove(slot: number, field: number, words: readonly string[]): void
  /** Lowers `costs`, by slot, to the least that `word` costs there. A field of cost `notThere` does not count. */
  match(word: string, costs: MatchCosts, into: Uint8Array): void
  /** Likewise, of words that are nearly like it. */
  matchNearly(word: string, costs: MatchCosts, into: Uint8Array): void
}

/** Slots and fields of one word, as slot × 4 + field, in no order. */
type Postings = number[]

/** Past this a typing error is one letter among many, and looking for it would take long. */
const longestMistyped = 24

/** Letters that may be wrong, missing or too many. */
export const errorsIn = (word: string): 0 | 1 | 2 => {
  if (word.length < 4 || word.length > longestMistyped) return 0
  return word.length < 8 ? 1 : 2
}

const lower = (postings: Postings, costs: readonly number[], into: Uint8Array): void => {
  for (const posting of postings) {
    const cost = costs[posting & 3] ?? notThere
    const slot = posting >>> 2
    if (cost < (into[slot] ?? 0)) into[slot] = cost
  }
}

const without = (postings: Postings, posting: number): void => {
  const at = postings.indexOf(posting)
  const last = postings.pop()
  if (at >= 0 && at < postings.length && last !== undefined) postings[at] = last
}

export const createWordIndex = (): WordIndex => {
  const words = new SearchableMap<Postings>()
  return {
    add(slot, field, added) {
      for (const word of added) words.fetch(word, () => []).push(slot * 4 + field)
    },
    remove(slot, field, removed) {
      for (const word of removed) {
        const postings = words.get(word)
        if (postings === undefined) continue
        without(postings, slot * 4 + field)
        if (postings.length === 0) words.delete(word)
      }
    },
    match(word, costs, into) {
      for (const postings of words.atPrefix(word).values()) lower(postings, costs.beginning, into)
      const whole = words.get(word)
      if (whole !== undefined) lower(whole, costs.whole, into)
    },
    matchNearly(word, costs, into) {
      const errors = errorsIn(word)
      if (errors === 0) return
      for (const [postings, distance] of words.fuzzyGet(word, errors).values()) {
        lower(postings, distance < 2 ? costs.oneWrong : costs.twoWrong, into)
      }
    },
  }
}
