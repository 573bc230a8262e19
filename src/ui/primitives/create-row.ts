import { createRenderEffect, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { QueryOf, QueryRows, QueryType } from '../../core/api.ts'
import { useCore } from './core-context.ts'

/**
 * The newest row of a live query, patched in place so that only what changed is drawn again. Undefined
 * until the first row, and while `query` answers undefined. Asks anew when the query itself changes.
 */
export const createRow = <T extends QueryType>(
  query: () => QueryOf<T> | undefined,
): (() => QueryRows[T] | undefined) => {
  const core = useCore()
  const [held, setHeld] = createStore<{ row: QueryRows[T] | undefined }>({ row: undefined })
  createRenderEffect(() => {
    const asked = query()
    setHeld('row', undefined)
    if (asked === undefined) return
    onCleanup(core.watch<T>(asked, row => setHeld('row', reconcile(row))))
  })
  return () => held.row
}
