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
      let looks = 0
      const watcher: Watcher = {
        query,
        async look() {
          const turn = ++looks
          try {
            const row = await answer(query)
            const spelled = JSON.stringify(row)
            // An older look that took longer must not overwrite a newer one.
            if (turn !== looks || !watchers.has(watcher) || spelled === last) return
            last = spelled
            onRow(row)
          } catch (error) {
            onFailure(error instanceof Error ? error.message : 'query failed')
          }
        },
      }
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
