/** Live queries: each watcher gets its row now, and again whenever `refresh` finds that it changed. */
import type { Query, QueryOf, QueryRows, QueryType } from './api.ts'

export type AnswerQuery = <T extends QueryType>(query: QueryOf<T>) => QueryRows[T] | Promise<QueryRows[T]>

export interface LiveQueries {
  watch<T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void): () => void
  /** Looks again at the given kinds of query, once, soon. */
  refresh(...types: readonly QueryType[]): void
}

interface Watcher {
  readonly query: Query
  look(): Promise<void>
}

export const createLiveQueries = (answer: AnswerQuery, onFailure: (detail: string) => void): LiveQueries => {
  const watchers = new Set<Watcher>()
  const pending = new Set<QueryType>()

  const lookAgain = (): void => {
    const types = new Set(pending)
    pending.clear()
    for (const watcher of watchers) if (types.has(watcher.query.type)) void watcher.look()
  }

  return {
    watch(query, onRow) {
      let last: string | undefined
      const lookOnce = async (): Promise<void> => {
        try {
          const row = await answer(query)
          const spelled = JSON.stringify(row)
          if (!watchers.has(watcher) || spelled === last) return
          last = spelled
          onRow(row)
        } catch (error) {
          onFailure(error instanceof Error ? error.message : 'query failed')
        }
      }
      const watcher: Watcher = { query, look: createSingleFlight(lookOnce) }
      watchers.add(watcher)
      void watcher.look()
      return () => watchers.delete(watcher)
    },
    refresh(...types) {
      if (pending.size === 0) queueMicrotask(lookAgain)
      for (const type of types) pending.add(type)
    },
  }
}

/**
 * One look at a time, and one more after it if anybody asked meanwhile: a query that takes long is asked as
 * often as it can be answered, however often things change, and an older answer never overwrites a newer.
 */
const createSingleFlight = (task: () => Promise<void>): (() => Promise<void>) => {
  let running = false
  let again = false
  return async () => {
    again = true
    if (running) return
    running = true
    while (again) {
      again = false
      await task()
    }
    running = false
  }
}
