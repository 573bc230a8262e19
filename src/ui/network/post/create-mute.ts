import type { CoreError, PersonMention } from '../../../core/api.ts'
import { createCommand } from '../../primitives/index.ts'
import { useCore } from '../../primitives/core-context.ts'
import { offerUndo } from '../../shell/undo.ts'
import { postMenuWords } from '../../strings/network.ts'

/** Mutes somebody where they were read, with the way back in reach. */
export const createMute = (): {
  /** Whether it was done. */
  mute(person: PersonMention): Promise<boolean>
  error(): CoreError | undefined
} => {
  const core = useCore()
  const command = createCommand('mute.person')
  const mute = async ({ account, name }: PersonMention): Promise<boolean> => {
    const result = await command.run({ account, muted: true })
    if (!result.ok) return false
    offerUndo({
      words: postMenuWords.muted(name),
      undo: () => core.run<'mute.person'>({ type: 'mute.person', account, muted: false }),
    })
    return true
  }
  return { mute, error: command.error }
}
