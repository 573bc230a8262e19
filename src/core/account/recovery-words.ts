/** Recovery words as people type, paste, dictate or photograph them. */
import { err, ok, type Result } from '../../base/result.ts'
import type { CoreError } from '../api.ts'
import { Secret } from '../crypto/secret.ts'
import { recoveryWordCount, recoveryWordList, wordsToEntropy } from '../crypto/words.ts'

export type WordsError = Extract<
  CoreError,
  { readonly type: 'words-unknown' | 'words-count' | 'words-checksum' }
>

export interface RecoveryWords {
  readonly words: readonly string[]
  /** 16 bytes. */
  readonly entropy: Secret
}

const knownWords: ReadonlySet<string> = new Set(recoveryWordList)

/**
 * Case, width, invisible characters, line breaks, punctuation and numbering ("1.", "2)") do not matter.
 * `words-unknown` names 1-based positions; it comes before `words-count`, and that before `words-checksum`.
 */
export const parseRecoveryWords = (typed: string): Result<RecoveryWords, WordsError> => {
  const words = splitWords(typed)
  const positions = words.flatMap((word, index) => (knownWords.has(word) ? [] : [index + 1]))
  if (positions.length > 0) return err({ type: 'words-unknown', positions })
  if (words.length !== recoveryWordCount) return err({ type: 'words-count', count: words.length })
  const entropy = wordsToEntropy(words)
  return entropy === null ? err({ type: 'words-checksum' }) : ok({ words, entropy: new Secret(entropy) })
}

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu
const separators = /[^\p{L}\p{M}\p{N}]+/u
const leadingNumber = /^\p{N}+/u

/** Lower-case words in order, without what cannot belong to one. */
export const splitWords = (typed: string): readonly string[] =>
  typed
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .toLowerCase()
    .split(separators)
    .map(token => token.replace(leadingNumber, ''))
    .filter(token => token !== '')
