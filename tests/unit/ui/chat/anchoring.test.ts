import { describe, expect, it } from 'vitest'
import {
  anchorAt,
  firstInSight,
  isAtEnd,
  isNearEnd,
  isNearTop,
  lastShown,
  scrollFor,
  type ItemBox,
} from '../../../../src/ui/chat/thread/anchoring.ts'

/** Items under one another, each as high as told. */
const stacked = (...heights: readonly number[]): readonly ItemBox[] => {
  let top = 0
  return heights.map((height, at) => ({ key: `k${at}`, top, bottom: (top += height) }))
}
const at =
  (boxes: readonly ItemBox[]) =>
  (index: number): ItemBox =>
    boxes[index] ?? boxes[0]!
const view = (scrollTop: number, height = 300, contentHeight = 1_000) => ({
  scrollTop,
  height,
  contentHeight,
})

describe('what is in sight', () => {
  const boxes = stacked(100, 200, 50, 400, 250)

  it('begins with the first item that reaches below the upper edge', () => {
    expect(firstInSight(5, at(boxes), 0)).toBe(0)
    expect(firstInSight(5, at(boxes), 99)).toBe(0)
    expect(firstInSight(5, at(boxes), 100)).toBe(1)
    expect(firstInSight(5, at(boxes), 5_000)).toBeUndefined()
    expect(firstInSight(0, at(boxes), 0)).toBeUndefined()
  })

  it('was shown up to the last item whose end is in sight', () => {
    expect(lastShown(5, at(boxes), view(0))).toBe(1)
    expect(lastShown(5, at(boxes), view(50))).toBe(2)
    expect(lastShown(5, at(boxes), view(700))).toBe(4)
  })

  it('counts one that is taller than the window once its beginning was shown', () => {
    expect(lastShown(1, at(stacked(5_000)), view(0))).toBe(0)
  })

  it('is nothing while nothing is there', () => {
    expect(lastShown(0, at(boxes), view(0))).toBeUndefined()
  })
})

describe('what is looked at', () => {
  it('stays where it was when older messages come in above it', () => {
    const before = stacked(100, 100, 100)
    const anchor = anchorAt(before[1]!, view(130))
    const movedTop = 100 + 4_000
    const next = scrollFor(anchor, movedTop, view(130, 300, 5_000))
    expect(next).toBe(130 + 4_000)
  })

  it('stays where it was when messages above it are let go of', () => {
    const anchor = anchorAt({ key: 'k', top: 900, bottom: 950 }, view(880))
    expect(scrollFor(anchor, 300, view(880))).toBe(280)
  })

  it('is the end while one is there, however much comes in', () => {
    expect(scrollFor({ kind: 'end' }, undefined, view(700, 300, 4_000))).toBe(3_700)
  })

  it('is left alone when its item has gone, and never scrolls beyond the edges', () => {
    const anchor = anchorAt({ key: 'k', top: 100, bottom: 200 }, view(150))
    expect(scrollFor(anchor, undefined, view(150))).toBeUndefined()
    expect(scrollFor(anchor, 0, view(150))).toBe(50)
    expect(scrollFor(anchor, 9_000, view(150))).toBe(700)
    expect(scrollFor({ kind: 'end' }, undefined, view(0, 300, 120))).toBe(0)
  })
})

describe('the edges', () => {
  it('the end is held with a finger’s slack', () => {
    expect(isAtEnd(view(700))).toBe(true)
    expect(isAtEnd(view(665))).toBe(true)
    expect(isAtEnd(view(600))).toBe(false)
  })

  it('are near a window and a half before they are reached', () => {
    expect([isNearTop(view(449)), isNearTop(view(450))]).toEqual([true, false])
    expect([isNearEnd(view(251)), isNearEnd(view(250))]).toEqual([true, false])
  })
})
