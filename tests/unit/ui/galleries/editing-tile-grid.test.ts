import { describe, expect, it } from 'vitest'
import {
  gapAt,
  scrollStep,
  tileAt,
  tileBeside,
  tileGrid,
  tilesInView,
} from '../../../../src/ui/galleries/editing/tile-grid.ts'

const wish = { width: 640, count: 2_000, minTileWidth: 150, minColumns: 2, captionHeight: 30, gap: 10 }
const grid = tileGrid(wish)

describe('a grid of equal tiles', () => {
  it('fits as many columns as there is room for, and two on a phone', () => {
    expect(grid.columns).toBe(4)
    expect(grid.tileWidth * 4 + 30).toBeLessThanOrEqual(640)
    expect(tileGrid({ ...wish, width: 288 }).columns).toBe(2)
    expect(tileGrid({ ...wish, width: 0 }).tileWidth).toBeGreaterThan(0)
  })

  it('is as high as its rows', () => {
    expect(grid.height).toBe(500 * grid.rowHeight - 10)
    expect(tileGrid({ ...wish, count: 0 }).height).toBe(0)
  })

  it('draws of two thousand only those near the window', () => {
    const { from, to } = tilesInView(grid, 2_000, 10_000, 800)
    expect(to - from).toBeLessThan(60)
    const { y } = tileAt(grid, from)
    expect(y).toBeLessThan(10_000)
    expect(tileAt(grid, to).y).toBeGreaterThan(10_800)
  })

  it('draws nothing while it is out of sight, and all of it when it is small', () => {
    const away = tilesInView(grid, 2_000, 200_000, 800)
    expect(away.to - away.from).toBeLessThanOrEqual(0)
    expect(tilesInView(tileGrid({ ...wish, count: 3 }), 3, -400, 800)).toEqual({ from: 0, to: 3 })
  })
})

describe('a drop', () => {
  it('goes into the gap nearest to the pointer', () => {
    const step = grid.tileWidth + grid.gap
    expect(gapAt(grid, 2_000, 0, 0)).toBe(0)
    expect(gapAt(grid, 2_000, step * 0.6, 0)).toBe(1)
    expect(gapAt(grid, 2_000, step * 4, 0)).toBe(4)
    expect(gapAt(grid, 2_000, 0, grid.rowHeight * 1.5)).toBe(4)
    expect(gapAt(grid, 3, 10_000, 10_000)).toBe(3)
    expect(gapAt(grid, 2_000, -50, -50)).toBe(0)
  })
})

describe('the arrow keys', () => {
  it('walk the rows and columns and stay inside', () => {
    expect(tileBeside(grid, 2_000, 5, 'ArrowDown', 3)).toBe(9)
    expect(tileBeside(grid, 2_000, 2, 'ArrowUp', 3)).toBe(0)
    expect(tileBeside(grid, 2_000, 0, 'ArrowLeft', 3)).toBe(0)
    expect(tileBeside(grid, 2_000, 7, 'End', 3)).toBe(1_999)
    expect(tileBeside(grid, 2_000, 7, 'Home', 3)).toBe(0)
    expect(tileBeside(grid, 2_000, 0, 'PageDown', 3)).toBe(12)
  })
})

describe('holding something near an edge', () => {
  it('scrolls faster the nearer it is, and not at all in the middle', () => {
    expect(scrollStep(400, 800)).toBe(0)
    expect(scrollStep(10, 800)).toBeLessThan(scrollStep(80, 800))
    expect(scrollStep(80, 800)).toBeLessThan(0)
    expect(scrollStep(799, 800)).toBeGreaterThan(scrollStep(720, 800))
    expect(scrollStep(-500, 800)).toBe(scrollStep(0, 800))
  })
})
