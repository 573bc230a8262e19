import { createSignal } from 'solid-js'
import type { Accessor } from 'solid-js'
import type { CommandOf, CommandResult, CommandType, CoreError } from '../../core/api.ts'
import { useCore } from './core-context.ts'

export type CommandInput<T extends CommandType> = Omit<CommandOf<T>, 'type'>

export interface CommandRunner<T extends CommandType> {
  /** Answers what the core answered, and remembers it if it was an error. */
  run(input: CommandInput<T>): Promise<CommandResult<T>>
  readonly pending: Accessor<boolean>
  /** The error of the newest run, until the next one starts or `forget` is called. */
  readonly error: Accessor<CoreError | undefined>
  forget(): void
}

export const createCommand = <T extends CommandType>(type: T): CommandRunner<T> => {
  const core = useCore()
  const [running, setRunning] = createSignal(0)
  const [error, setError] = createSignal<CoreError>()
  let newest = 0

  const run = async (input: CommandInput<T>): Promise<CommandResult<T>> => {
    const turn = ++newest
    setError(undefined)
    setRunning(count => count + 1)
    try {
      // `type` picks the member of the union that `input` completes.
      const result = await core.run<T>({ type, ...input } as unknown as CommandOf<T>)
      if (!result.ok && turn === newest) setError(result.error)
      return result
    } finally {
      setRunning(count => count - 1)
    }
  }
  return { run, pending: () => running() > 0, error, forget: () => setError(undefined) }
}
