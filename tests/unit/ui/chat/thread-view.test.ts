import { describe, expect, it } from 'vitest'
import {
  heldView,
  mostItems,
  newerView,
  newestView,
  olderView,
  settledView,
  unreadView,
  viewAt,
  type ThreadView,
} from '../../../../src/ui/chat/thread/thread-view.ts'

const middle = { hasOlder: true, hasNewer: true, count: 300 }
const atEnd = { hasOlder: true, hasNewer: false, count: 300 }
const sizeOf = (view: ThreadView): number => view.older + view.newer

describe('the window of a conversation', () => {
  it('is held by the first unread message, as the place where reading left off moves on', () => {
    expect(settledView(unreadView, 'k')).toEqual({ ...unreadView, place: { kind: 'at', key: 'k' } })
    expect(settledView(unreadView, null)).toBe(newestView)
    expect(settledView(newestView, 'k')).toBe(newestView)
  })

  it('grows upwards from the newest end, and then moves along', () => {
    let view: ThreadView = newestView
    const seen: ThreadView[] = []
    while (view.place.kind === 'newest') {
      view = olderView(view, atEnd, 'k') ?? view
      seen.push(view)
    }
    expect(seen.map(sizeOf).every(size => size <= mostItems)).toBe(true)
    expect(seen.length).toBeGreaterThan(3)
    expect(view).toEqual(viewAt('k'))
  })

  it('moves by what is in sight, and never asks for the same again', () => {
    expect(olderView(viewAt('a'), middle, 'b')).toEqual(viewAt('b'))
    expect(olderView(viewAt('a'), middle, 'a')).toBeNull()
    expect(newerView(viewAt('a'), middle, 'b')).toEqual(viewAt('b'))
    expect(newerView(viewAt('a'), middle, 'a')).toBeNull()
  })

  it('asks for nothing beyond the beginning and the end', () => {
    expect(olderView(viewAt('a'), { ...middle, hasOlder: false }, 'b')).toBeNull()
    expect(newerView(newestView, atEnd, 'b')).toBeNull()
  })

  it('follows the newest again once its end is reached, with what is shown', () => {
    expect(newerView(viewAt('a'), atEnd, 'b')).toEqual({ place: { kind: 'newest' }, older: 300, newer: 0 })
    expect(newerView(viewAt('a'), { ...atEnd, count: 900 }, 'b')?.older).toBe(mostItems)
  })

  it('is held by what is in sight while somebody reads far above the end', () => {
    expect(heldView(newestView, 'k')).toEqual(viewAt('k'))
    expect(heldView(viewAt('a'), 'k')).toBeNull()
  })
})
