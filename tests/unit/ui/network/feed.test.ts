import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeed } from '../../../../src/ui/network/feed/create-feed.ts'
import {
  mostItems,
  newestView,
  olderView,
  pageSize,
  settledView,
  viewIn,
  type FeedView,
} from '../../../../src/ui/network/feed/feed-view.ts'
import { createToldCore, feedOf, within } from './rows.ts'

const open = (start: FeedView = newestView) => {
  const told = createToldCore()
  const kept: FeedView[] = []
  const seen: string[] = []
  const { value: feed } = within(told.core, () => createFeed(start, view => void kept.push(view)))
  feed.attach({ focus: index => void seen.push(`focus ${index}`), toTop: () => void seen.push('top') })
  const shown = () => feed.row()?.items.map(item => item.key)
  return { ...told, feed, kept, seen, shown }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1)

describe('the feed', () => {
  it('holds its place from the first row on', () => {
    const { asked, push, kept } = open()
    push('feed', feedOf(['b', 'a']))
    expect(asked).toEqual([
      { type: 'feed', top: null, count: pageSize },
      { type: 'feed', top: 'b', count: pageSize },
    ])
    expect(kept.at(-1)).toEqual({ top: 'b', count: pageSize })
  })

  it('stays with the newest while there is nothing, so that the first post appears', () => {
    const { asked, push, shown } = open()
    push('feed', feedOf([]))
    expect(asked).toHaveLength(1)
    push('feed', feedOf(['a']))
    expect(shown()).toEqual(['a'])
  })

  it('counts what is newer, and brings it in when asked: at the top, with the focus on it', async () => {
    const { feed, push, shown, asked, seen } = open()
    push('feed', feedOf(['a']))
    push('feed', feedOf(['a'], { newer: 2 }))
    await settle()
    expect(shown()).toEqual(['a'])
    feed.showNewer()
    expect(asked.at(-1)).toEqual({ type: 'feed', top: null, count: pageSize })
    expect(seen).toEqual([])
    push('feed', feedOf(['c', 'b', 'a']))
    await settle()
    expect(shown()).toEqual(['c', 'b', 'a'])
    expect(seen).toEqual(['top', 'focus 0'])
  })

  it('shows older ones below those that are there', () => {
    const { feed, push, asked } = open()
    push('feed', feedOf(['a'], { hasOlder: true }))
    push('feed', feedOf(['a'], { hasOlder: true }))
    expect(feed.mayShowOlder()).toBe(true)
    feed.showOlder()
    expect(asked.at(-1)).toEqual({ type: 'feed', top: 'a', count: 2 * pageSize })
  })

  it('keeps an item that stays the same object, so that its part of the page stays', () => {
    const { feed, push } = open()
    push('feed', feedOf(['b', 'a']))
    const before = feed.row()?.items[1]
    push('feed', feedOf(['c', 'b', 'a']))
    expect(feed.row()?.items[2]).toBe(before)
  })

  it('gives the focus to the next one when one is deleted, once it is gone', async () => {
    const { feed, push, seen } = open()
    push('feed', feedOf(['b', 'a']))
    feed.deleted('b', 0)
    await settle()
    expect(seen).toEqual([])
    push('feed', feedOf(['a']))
    await settle()
    expect(seen).toEqual(['focus 0'])
  })
})

describe('what is looked at', () => {
  it('is found again in a history entry, and nowhere else', () => {
    expect(viewIn({ feed: { top: 'a', count: 60 }, scroll: 3 })).toEqual({ top: 'a', count: 60 })
    for (const state of [
      null,
      undefined,
      'a',
      {},
      { feed: null },
      { feed: { top: 1, count: 60 } },
      { feed: { top: 'a', count: 1 } },
    ])
      expect(viewIn(state)).toEqual(newestView)
    expect(viewIn({ feed: { top: 'a', count: 1e9 } }).count).toBe(mostItems)
  })

  it('grows up to what the core gives at once', () => {
    const views = Array.from({ length: 40 }).reduce<FeedView>(view => olderView(view), newestView)
    expect(views.count).toBe(mostItems)
  })

  it('is settled once, by the first top there is', () => {
    expect(settledView(newestView, null)).toBe(newestView)
    const settled = settledView(newestView, 'a')
    expect(settledView(settled, 'b')).toBe(settled)
  })
})
