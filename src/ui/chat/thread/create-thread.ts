import { createRenderEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { ConversationId, MessageId, ThreadItem, ThreadRow } from '../../../core/api.ts'
import { useCore } from '../../primitives/core-context.ts'
import { anchorAt, isAtEnd, isNearEnd, isNearTop, scrollFor, type Anchor } from './anchoring.ts'
import { createReading } from './create-reading.ts'
import { messageOf } from './grouping.ts'
import type { LogElement } from './log-element.ts'
import { heldView, newestView, newerView, olderView, settledView, unreadView, viewAt } from './thread-view.ts'

/** Where to scroll once the rows for it are here. */
type Aim =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'item'; readonly key: string; readonly withFocus: boolean }

export type Thread = ReturnType<typeof createThread>

/** How far below the upper edge the unread line stands at first, as a share of the height. */
const unreadShare = 0.25

/**
 * One conversation's window as a patched store, and the scrolling that goes with it: what is looked at stays where it
 * is whatever comes in above and below it, and the end is followed by whoever is there.
 */
export const createThread = (conversation: ConversationId, startAt: MessageId | undefined) => {
  const core = useCore()
  const [view, setView] = createSignal(startAt === undefined ? unreadView : viewAt(startAt))
  const [held, setHeld] = createStore<{ row: ThreadRow | undefined }>({ row: undefined })
  const [unreadLine, setUnreadLine] = createSignal<string | null>(null)
  const [atEnd, setAtEnd] = createSignal(true)
  const [shown, setShown] = createSignal<string | null>(null)
  const [isLost, setLost] = createSignal(false)
  let log: LogElement | undefined
  let aim: Aim | null =
    startAt === undefined ? { kind: 'start' } : { kind: 'item', key: startAt, withFocus: true }
  let anchor: Anchor = { kind: 'end' }
  let isAsking = true

  const items = (): readonly ThreadItem[] => held.row?.items ?? []
  const reading = createReading(conversation, items, () => held.row?.unread ?? 0)

  const ask = (next: ReturnType<typeof view> | null): void => {
    if (next === null || isAsking) return
    isAsking = true
    setView(next)
  }
  /** After anything moved: what is at hand now, and what should be. */
  const look = (): void => {
    const row = held.row
    if (log === undefined || row === undefined || aim !== null) return
    const now = log.view()
    anchor = anchorNow(log, row)
    setAtEnd(anchor.kind === 'end')
    const last = log.lastShown()
    const first = log.firstSeen()
    if (last === undefined || first === undefined) return
    reading.sawUpTo(last)
    const shape = { hasOlder: row.hasOlder, hasNewer: row.hasNewer, count: row.items.length }
    const firstKey = log.boxAt(first).key
    if (isNearEnd(now)) ask(newerView(view(), shape, log.boxAt(last).key))
    else ask(heldView(view(), firstKey))
    if (isNearTop(now)) ask(olderView(view(), shape, firstKey))
  }
  const keepPlace = (): void => {
    if (log === undefined) return
    const top = anchor.kind === 'item' ? log.boxOf(anchor.key)?.top : undefined
    const next = scrollFor(anchor, top, log.view())
    if (next !== undefined) log.scrollTo(next)
  }
  const indexOf = (key: string): number =>
    items().findIndex(item => item.key === key || messageOf(item)?.id === key)

  const goToItem = (to: LogElement, key: string, withFocus: boolean): void => {
    const index = indexOf(key)
    setLost(index < 0)
    if (index < 0) return
    const box = to.boxAt(index)
    const room = Math.max(0, to.view().height - (box.bottom - box.top))
    to.scrollTo(box.top - room / 2)
    if (withFocus) to.focus(index)
    setShown(box.key)
  }
  const goToStart = (to: LogElement, row: ThreadRow): void => {
    const line = unreadLine()
    const box = line === null ? undefined : to.boxOf(line)
    const end = row.hasNewer && box === undefined ? 0 : to.view().contentHeight
    to.scrollTo(box === undefined ? end : box.top - to.view().height * unreadShare)
  }
  /** False while the rows for it are not here. */
  const reach = (to: LogElement, row: ThreadRow, aimed: Aim): boolean => {
    if (aimed.kind === 'end' && row.hasNewer) return false
    if (aimed.kind === 'item') goToItem(to, aimed.key, aimed.withFocus)
    else if (aimed.kind === 'start') goToStart(to, row)
    else to.scrollTo(to.view().contentHeight)
    return true
  }
  const take = (row: ThreadRow): void => {
    const before = held.row
    const lastKey = before?.items.at(-1)?.key
    const hadFocus = log?.holdsFocus() === true
    const isAway = document.visibilityState === 'hidden'
    if (log !== undefined && before !== undefined) anchor = anchorNow(log, before)
    isAsking = false
    setHeld('row', reconcile(row, { key: 'key', merge: false }))
    if (before === undefined) setUnreadLine(row.unreadFrom)
    else if (isAway && before.unread === 0) setUnreadLine(line => firstNew(row, lastKey) ?? line)
    if (before === undefined && aim?.kind === 'start') setView(now => settledView(now, row.unreadFrom))
    if (log === undefined) return
    if (aim === null) keepPlace()
    else if (reach(log, row, aim)) aim = null
    const seen = log.firstSeen()
    if (hadFocus && !log.holdsFocus() && seen !== undefined) log.focus(seen)
    look()
  }
  createRenderEffect(
    on(view, asked => onCleanup(core.watch<'thread'>({ type: 'thread', conversation, ...asked }, take))),
  )

  return {
    row: () => held.row,
    items,
    atEnd,
    unreadLine,
    /** The item that was jumped to, to be told apart for a moment. */
    shown,
    isLost,
    attach: (element: LogElement): void => {
      log = element
    },
    /** The log was scrolled. */
    scrolled: look,
    /** The log or something in it has another size. */
    resized: (): void => {
      keepPlace()
      look()
    },
    show: (key: MessageId): void => {
      aim = { kind: 'item', key, withFocus: true }
      if (log !== undefined && indexOf(key) >= 0) {
        goToItem(log, key, true)
        aim = null
        return look()
      }
      setView(viewAt(key))
    },
    toNewest: (): void => {
      setUnreadLine(null)
      aim = { kind: 'end' }
      const row = held.row
      if (log !== undefined && row !== undefined && reach(log, row, aim)) aim = null
      if (view().place.kind !== 'newest') setView(newestView)
      look()
    },
    /** One's own message is on its way: from here on everything above was seen. */
    sent: (): void => {
      setUnreadLine(null)
    },
    log: () => log,
  }
}

/** While nobody looks, what comes in stays below, and the unread line shows where it began. */
const anchorNow = (log: LogElement, row: ThreadRow): Anchor => {
  const view = log.view()
  const isFollowed = !row.hasNewer && isAtEnd(view) && document.visibilityState === 'visible'
  const first = log.firstSeen()
  return isFollowed || first === undefined ? { kind: 'end' } : anchorAt(log.boxAt(first), view)
}

/** Of what came in since: the first message of somebody else. */
const firstNew = (row: ThreadRow, lastKey: string | undefined): string | undefined => {
  const from = row.items.findIndex(item => item.key === lastKey) + 1
  if (from === 0) return undefined
  return row.items.slice(from).find(item => messageOf(item)?.author.isOwn === false)?.key
}
