/** Proving that the words were kept: three of them, asked by position. */
import type { Random } from '../../base/random.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CoreError } from '../api.ts'
import { recoveryWordCount } from '../crypto/words.ts'
import { splitWords } from './recovery-words.ts'

export type WordsMismatch = Extract<CoreError, { readonly type: 'words-mismatch' }>

export interface WordAnswer {
  /** 1-based. */
  readonly position: number
  readonly word: string
}

const challengeLength = 3

/** Three distinct 1-based positions, each set equally likely, in order. */
export const chooseChallenge = (random: Random): readonly number[] => {
  const positions = Array.from({ length: recoveryWordCount }, (_, index) => index + 1)
  const chosen: number[] = []
  while (chosen.length < challengeLength) {
    chosen.push(...positions.splice(drawBelow(positions.length, random), 1))
  }
  return chosen.toSorted((a, b) => a - b)
}

/** Draws again above the largest multiple of `bound`, so that no number is likelier. `bound` ≤ 256. */
const drawBelow = (bound: number, random: Random): number => {
  const fair = 256 - (256 % bound)
  for (;;) {
    const drawn = random.bytes(1)[0] ?? 0
    if (drawn < fair) return drawn % bound
  }
}

/** Every asked position needs its word; an answer missing, wrong or given twice counts as a mismatch. */
export const checkAnswers = (
  words: readonly string[],
  challenge: readonly number[],
  answers: readonly WordAnswer[],
): Result<null, WordsMismatch> => {
  const positions = challenge.filter(position => !isAnswered(words, position, answers))
  return positions.length === 0 ? ok(null) : err({ type: 'words-mismatch', positions })
}

const isAnswered = (words: readonly string[], position: number, answers: readonly WordAnswer[]): boolean => {
  const given = answers.filter(answer => answer.position === position).map(answer => splitWords(answer.word))
  const expected = words[position - 1]
  return expected !== undefined && given.length === 1 && given[0]?.length === 1 && given[0][0] === expected
}
