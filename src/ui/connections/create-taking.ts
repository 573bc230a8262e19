import type { Accessor } from 'solid-js'
import type { CommandResults, CoreError } from '../../core/api.ts'
import { createCommand } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'

export type Met = CommandResults['code.scan']

export interface Taking {
  take(text: string): Promise<void>
  readonly pending: Accessor<boolean>
  readonly error: Accessor<CoreError | null>
  /** The same as a sentence for a field. */
  readonly words: Accessor<string | null>
  forget(): void
}

/** One way in which a code comes; each has its own, so that an error stays where it happened. */
export const createTaking = (onMet: (met: Met) => void): Taking => {
  const scan = createCommand('code.scan')
  const error = (): CoreError | null => scan.error() ?? null
  return {
    take: async text => {
      const result = await scan.run({ text })
      if (result.ok) onMet(result.value)
    },
    pending: scan.pending,
    error,
    words: () => {
      const found = error()
      return found === null ? null : oneSentence(coreErrorWords(found))
    },
    forget: scan.forget,
  }
}
