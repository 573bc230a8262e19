/**
 * Which window of a conversation is asked for. It grows while one scrolls, and once it is as large as may be it moves
 * along with what is looked at. Pure.
 */
import type { ThreadPlace, ThreadRow } from '../../../core/api.ts'

export interface ThreadView {
  readonly place: ThreadPlace
  readonly older: number
  readonly newer: number
}

const firstItems = 80
const step = 80
/** The core gives no more than this at once. */
export const mostItems = 400
/** On either side of what is looked at, once the window moves. */
const aside = 180

export const newestView: ThreadView = { place: { kind: 'newest' }, older: firstItems, newer: 0 }

export const viewAt = (key: string): ThreadView => ({
  place: { kind: 'at', key },
  older: aside,
  newer: aside,
})

/** Where the reading left off, which may be the newest end. */
export const unreadView: ThreadView = { place: { kind: 'unread' }, older: 60, newer: 100 }

/**
 * After the first rows: the place of `unread` moves as one reads, so the window is held by the item instead; with
 * nothing unread it is the newest end that is followed.
 */
export const settledView = (view: ThreadView, unreadFrom: string | null): ThreadView => {
  if (view.place.kind !== 'unread') return view
  return unreadFrom === null ? newestView : { ...view, place: { kind: 'at', key: unreadFrom } }
}

type Shown = Pick<ThreadRow, 'hasOlder' | 'hasNewer'> & { readonly count: number }

/** The next view for somebody near the upper edge, `seenKey` being the first item in sight; null when this one will do. */
export const olderView = (view: ThreadView, row: Shown, seenKey: string): ThreadView | null => {
  if (!row.hasOlder) return null
  if (view.place.kind === 'newest' && view.older + step <= mostItems)
    return { ...view, older: view.older + step }
  return movedTo(view, seenKey)
}

/** The same near the lower edge, `seenKey` being the last item in sight. At the end the newest is followed again. */
export const newerView = (view: ThreadView, row: Shown, seenKey: string): ThreadView | null => {
  if (row.hasNewer) return movedTo(view, seenKey)
  if (view.place.kind === 'newest') return null
  return { place: { kind: 'newest' }, older: Math.min(mostItems, Math.max(firstItems, row.count)), newer: 0 }
}

/**
 * For somebody far from both edges of the newest window: held by what is in sight, since from the newest end as many
 * items may come in at once as the window has.
 */
export const heldView = (view: ThreadView, seenKey: string): ThreadView | null =>
  view.place.kind === 'newest' ? viewAt(seenKey) : null

const movedTo = (view: ThreadView, key: string): ThreadView | null =>
  view.place.kind === 'at' && view.place.key === key && view.older === aside && view.newer === aside
    ? null
    : viewAt(key)
