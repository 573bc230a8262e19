/** Showing the recovery words, and proving that they were kept. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Random } from '../../base/random.ts'
import { checkAnswers, chooseChallenge, type WordAnswer } from '../account/words-challenge.ts'
import type { CoreError } from '../api.ts'
import { entropyToWords } from '../crypto/words.ts'
import { storageFailure } from '../storage-failure.ts'
import type { OpenAccount } from './open-account.ts'

export interface RecoveryCommands {
  show(open: OpenAccount): Result<{ readonly words: readonly string[] }, CoreError>
  challenge(open: OpenAccount): Result<{ readonly positions: readonly number[] }, CoreError>
  prove(open: OpenAccount, answers: readonly WordAnswer[]): Promise<Result<null, CoreError>>
}

export const createRecoveryCommands = (random: Random): RecoveryCommands => {
  let asked: readonly number[] | null = null
  const wordsOf = (open: OpenAccount): Result<readonly string[], CoreError> => {
    const entropy = open.vault().recoveryEntropy
    return entropy === null ? err({ type: 'words-erased' }) : ok(entropyToWords(entropy.reveal()))
  }
  return {
    show(open) {
      const words = wordsOf(open)
      return words.ok ? ok({ words: words.value }) : words
    },
    challenge(open) {
      const words = wordsOf(open)
      if (!words.ok) return words
      asked = chooseChallenge(random)
      return ok({ positions: asked })
    },
    async prove(open, answers) {
      const words = wordsOf(open)
      if (!words.ok) return words
      if (asked === null) return err({ type: 'words-mismatch', positions: [] })
      const right = checkAnswers(words.value, asked, answers)
      if (!right.ok) return right
      const vault = open.vault()
      const saved = await open.changeVault({ ...vault, recoveryEntropy: null })
      if (!saved.ok) return err(storageFailure(saved.error))
      vault.recoveryEntropy?.wipe()
      asked = null
      return ok(null)
    },
  }
}
