import { createEffect, createRenderEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { EntryId, FeedRow } from '../../../core/api.ts'
import { useCore } from '../../primitives/core-context.ts'
import { mostItems, newestView, olderView, settledView, type FeedView } from './feed-view.ts'

export type Feed = ReturnType<typeof createFeed>

/** What the list is on the screen. */
interface FeedElement {
  /** Gives the focus to this item, or to the nearest there is, or to the heading. */
  focus(index: number): void
  toTop(): void
}

/**
 * The feed as a patched store. It stays as it is while newer posts come in; those are counted, and shown when they are
 * asked for. `keep` is told what is looked at, for whoever comes back.
 */
export const createFeed = (start: FeedView, keep: (view: FeedView) => void) => {
  const core = useCore()
  const [view, setView] = createSignal(start)
  const [held, setHeld] = createStore<{ row: FeedRow | undefined }>({ row: undefined })
  let element: FeedElement | undefined
  let wish: 'newest' | { readonly post: EntryId; readonly index: number } | null = null

  const isShown = (post: EntryId): boolean =>
    held.row?.items.some(item => item.posts.some(one => one.id === post)) === true
  const isThere = (wished: NonNullable<typeof wish>): boolean =>
    wished === 'newest' ? held.row?.newer === 0 : !isShown(wished.post)
  /** Once the list is drawn as it was wished. */
  const grant = (): void => {
    if (wish === null || !isThere(wish)) return
    if (wish === 'newest') element?.toTop()
    element?.focus(wish === 'newest' ? 0 : wish.index)
    wish = null
  }
  const take = (row: FeedRow): void => {
    setHeld('row', reconcile(row, { key: 'key', merge: false }))
    setTimeout(grant, 0)
    setView(now => settledView(now, row.top))
  }
  createRenderEffect(on(view, asked => onCleanup(core.watch<'feed'>({ type: 'feed', ...asked }, take))))
  createEffect(() => keep(view()))

  return {
    row: () => held.row,
    attach: (list: FeedElement): void => {
      element = list
    },
    showNewer: (): void => {
      wish = 'newest'
      setView({ ...newestView })
    },
    mayShowOlder: () => held.row?.hasOlder === true && view().count < mostItems,
    showOlder: () => setView(olderView),
    /** This post, of the item at this place, is no more; the list may know it already. */
    deleted: (post: EntryId, index: number): void => {
      wish = { post, index }
      // The dialog in which it was said gives the focus back first.
      setTimeout(grant, 0)
    },
  }
}
