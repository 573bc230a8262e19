/** Which part of the feed is looked at, and how a page that one comes back to finds it again. Pure. */

export interface FeedView {
  /** As a row said; null for the newest there is. */
  readonly top: string | null
  readonly count: number
}

export const pageSize = 30
/** As many as the core gives at once. */
export const mostItems = 400

export const newestView: FeedView = { top: null, count: pageSize }

export const olderView = (view: FeedView): FeedView => ({
  ...view,
  count: Math.min(mostItems, view.count + pageSize),
})

/** Holds the list where it is: from here on what is newer is counted and not shown. */
export const settledView = (view: FeedView, top: string | null): FeedView =>
  view.top === null && top !== null ? { ...view, top } : view

/** Of a history entry; anything else that stands there is a new visit. */
export const viewIn = (state: unknown): FeedView => {
  const kept = typeof state === 'object' && state !== null && 'feed' in state ? state.feed : null
  if (typeof kept !== 'object' || kept === null || !('top' in kept) || !('count' in kept)) return newestView
  const { top, count } = kept
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= pageSize
  return typeof top === 'string' && isCount ? { top, count: Math.min(mostItems, count) } : newestView
}
