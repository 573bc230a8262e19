/** What a scene's core is made of that answers some things itself and leaves the rest to the one beneath. */
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  Query,
  QueryOf,
  QueryRows,
  QueryType,
} from '../../../src/core/api.ts'
import type { CoreClient } from '../../../src/worker/core-client.ts'

/** As long as a core takes about. */
const answersAfterMs = 40

/** `answer`: undefined for what `inner` has to answer. */
export const runOver =
  (inner: CoreClient, answer: (command: Command) => unknown): CoreClient['run'] =>
  <T extends CommandType>(command: CommandOf<T>) => {
    const answered = answer(command as Command)
    if (answered === undefined) return inner.run(command)
    return new Promise<CommandResult<T>>(resolve => {
      setTimeout(() => resolve(answered as CommandResult<T>), answersAfterMs)
    })
  }

export interface Watchers {
  /** Everybody is told their rows anew. */
  tellAll(): void
  /** `rowOf`: undefined for what `inner` has the rows of. */
  watchOver(inner: CoreClient, rowOf: (query: Query) => unknown): CoreClient['watch']
}

export const createWatchers = (): Watchers => {
  const watchers = new Set<() => void>()
  return {
    tellAll: () => {
      for (const tell of watchers) tell()
    },
    watchOver:
      (inner, rowOf) =>
      <T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void) => {
        if (rowOf(query as Query) === undefined) return inner.watch(query, onRow)
        const tell = (): void => onRow(structuredClone(rowOf(query as Query)) as QueryRows[T])
        watchers.add(tell)
        queueMicrotask(tell)
        return () => watchers.delete(tell)
      },
  }
}
