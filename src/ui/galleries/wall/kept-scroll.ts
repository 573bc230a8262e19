import { useBeforeLeave, useLocation } from '@solidjs/router'
import { createEffect, onCleanup, untrack } from 'solid-js'

/** Scrolling has ended once nothing has moved for this long. */
const restMs = 150

/**
 * Brings a page back to where it was scrolled when one returns to it: the browser tries before the page has
 * its height again. The place is kept in the history entry itself, so a new visit starts at the top.
 */
export const createKeptScroll = (isReady: () => boolean): void => {
  const kept = scrollOf(untrack(() => useLocation().state))
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = (): void => {
    clearTimeout(timer)
    timer = undefined
    // The browser notes where a page is scrolled only after the next one is drawn, so this entry is ours alone.
    history.scrollRestoration = 'manual'
    history.replaceState({ ...stateNow(), scroll: Math.round(scrollY) }, '')
  }
  const onScroll = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, restMs)
  }
  let isBack = false
  createEffect(() => {
    if (isBack || !isReady()) return
    isBack = true
    if (kept !== undefined) scrollTo({ top: kept, behavior: 'instant' })
    addEventListener('scroll', onScroll, { passive: true })
  })
  // Going back or forward, the history has already turned its page when this is called.
  useBeforeLeave(leaving => {
    if (timer !== undefined && typeof leaving.to === 'string') keep()
  })
  onCleanup(() => {
    clearTimeout(timer)
    removeEventListener('scroll', onScroll)
    // Entries inherit it; by then the next place has its own.
    setTimeout(() => (history.scrollRestoration = 'auto'), 0)
  })
}

const stateNow = (): object => {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null ? state : {}
}

const scrollOf = (state: unknown): number | undefined =>
  typeof state === 'object' && state !== null && 'scroll' in state && typeof state.scroll === 'number'
    ? state.scroll
    : undefined
