/** Words of the recovery list that somebody may have meant. */
import { recoveryWordList } from '../crypto/words.ts'
import { splitWords } from './recovery-words.ts'

/** No word of the list is longer than 8 letters; a longer start is not worth comparing. */
const longestTyped = 12

/** At most `limit`: first those that start so, in order; then those a slip or two away, nearest first. */
export const suggestWords = (typed: string, limit = 6): readonly string[] => {
  const start = splitWords(typed)[0] ?? ''
  if (start === '' || start.length > longestTyped) return []
  const starting = recoveryWordList.filter(word => word.startsWith(start))
  if (starting.length >= limit) return starting.slice(0, limit)
  const slipsAllowed = start.length < 3 ? 0 : start.length < 5 ? 1 : 2
  const near = recoveryWordList
    .filter(word => !word.startsWith(start) && Math.abs(word.length - start.length) <= slipsAllowed)
    .map(word => ({ word, slips: slipsBetween(start, word) }))
    .filter(({ slips }) => slips <= slipsAllowed)
    .toSorted((a, b) => a.slips - b.slips)
  return [...starting, ...near.map(({ word }) => word)].slice(0, limit)
}

/**
 * Letters added, dropped, replaced, or swapped with a neighbour: the optimal string alignment distance
 * (Boytsov 2011, "Indexing methods for approximate dictionary searching", §2.2).
 */
const slipsBetween = (a: string, b: string): number => {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Number.MAX_SAFE_INTEGER,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.MAX_SAFE_INTEGER
