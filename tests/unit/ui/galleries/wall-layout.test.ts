import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsFor, gapFor, hang, targetRowHeightFor } from '../../../../src/ui/galleries/wall/hanging.ts'
import {
  aspectBounds,
  drawTowards,
  gridAspect,
  layOutGrid,
  layOutJustifiedRows,
  rowsInView,
  type Layout,
  type Placed,
  type Range,
} from '../../../../src/ui/galleries/wall/layout.ts'

const width = fc.integer({ min: 240, max: 3_000 })
const aspects = fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { maxLength: 120 })

const wall = (images: readonly number[], across: number): Layout =>
  layOutJustifiedRows(images, across, targetRowHeightFor(across), gapFor(across))

const rowOf = (layout: Layout, at: number): readonly Placed[] => {
  const row = layout.rows[at]!
  return layout.places.slice(row.first, row.end)
}
const endOf = (place: Placed): number => place.left + place.width

describe('works on a wall', () => {
  it('each hang once, in order, in exactly one row', () => {
    fc.assert(
      fc.property(aspects, width, (images, across) => {
        const { rows, places } = wall(images, across)
        expect(places).toHaveLength(images.length)
        expect(rows.flatMap(row => [row.first, row.end])).toEqual(
          rows.flatMap((row, at) => [rows[at - 1]?.end ?? 0, row.end]),
        )
        expect(rows.at(-1)?.end ?? 0).toBe(images.length)
      }),
    )
  })

  it('keep the shape of every image that is neither very wide nor very tall', () => {
    fc.assert(
      fc.property(aspects, width, (images, across) => {
        const bounds = aspectBounds(across, targetRowHeightFor(across))
        wall(images, across).places.forEach((place, index) => {
          const true_ = Math.min(bounds.flattest, Math.max(bounds.narrowest, images[index]!))
          expect(place.width / place.height).toBeCloseTo(true_, 6)
        })
      }),
    )
  })

  it('fill the width of every row but the last, and never stand out of it', () => {
    fc.assert(
      fc.property(aspects, width, (images, across) => {
        const layout = wall(images, across)
        layout.rows.forEach((_, at) => {
          const end = endOf(rowOf(layout, at).at(-1)!)
          expect(end).toBeLessThanOrEqual(across + 1e-6)
          if (at < layout.rows.length - 1) expect(end).toBeCloseTo(across, 6)
        })
      }),
    )
  })

  it('never overlap, and all lie within the height that is kept for them', () => {
    fc.assert(
      fc.property(aspects, width, (images, across) => {
        const layout = wall(images, across)
        const gap = gapFor(across)
        layout.rows.forEach((row, at) => {
          const next = layout.rows[at + 1]
          if (next !== undefined) expect(next.top).toBeCloseTo(row.top + row.height + gap, 6)
          const places = rowOf(layout, at)
          places.forEach((place, index) => {
            const after = places[index + 1]
            if (after !== undefined) expect(after.left).toBeCloseTo(endOf(place) + gap, 6)
            expect(place.height).toBe(row.height)
          })
        })
        const last = layout.rows.at(-1)
        expect(layout.height).toBeCloseTo(last === undefined ? 0 : last.top + last.height, 6)
      }),
    )
  })

  it('stay where they hang, but for the last row, when one more comes', () => {
    fc.assert(
      fc.property(aspects, fc.double({ min: 0.3, max: 3, noNaN: true }), width, (images, one, across) => {
        const before = wall(images, across)
        const after = wall([...images, one], across)
        const settled = before.rows.at(-1)?.first ?? 0
        expect(after.places.slice(0, settled)).toEqual(before.places.slice(0, settled))
      }),
    )
  })

  it('do not blow up in a last row that is not full', () => {
    const layout = layOutJustifiedRows([1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 0.8], 1_200, 250, 10)
    const last = layout.rows.at(-1)!
    expect([last.first, last.end]).toEqual([6, 7])
    expect(last.height).toBe(250)
  })

  it('hang one under another at the width of the smallest phone', () => {
    const { rows, places } = wall([1.5, 0.7, 1, 12, 0.1], 288)
    expect(rows.map(row => row.end - row.first)).toEqual([1, 1, 1, 1, 1])
    for (const place of places) {
      expect(place.width).toBeCloseTo(288, 6)
      expect(place.height).toBeGreaterThan(44)
      expect(place.height).toBeLessThanOrEqual(288 / 0.6 + 1e-6)
    }
  })

  it('give a panorama a row in which it can be seen', () => {
    const { rows } = wall([0.8, 9, 0.8, 1.5, 1.2], 358)
    expect(rows[1]).toMatchObject({ first: 1, end: 2 })
    expect(rows[1]!.height).toBeGreaterThan(60)
  })

  it('survive images without a shape', () => {
    for (const place of wall([Number.NaN, 0, -1, Number.POSITIVE_INFINITY], 900).places)
      expect(place.width).toBeGreaterThan(0)
  })
})

describe('works in a grid', () => {
  it.each([
    [1_280, 3],
    [608, 3],
    [560, 2],
    [358, 2],
    [288, 1],
  ])('at %i px hang %i across', (across, columns) => {
    expect(columnsFor(across)).toBe(columns)
    const tiles = Array.from({ length: 7 }, () => ({ width: 100, height: 400 }))
    const { rows, places } = hang('grid', tiles, across)
    expect(rows[0]).toMatchObject({ first: 0, end: columns })
    expect(rows.at(-1)!.end).toBe(7)
    for (const place of places) expect(place.width / place.height).toBeCloseTo(gridAspect, 6)
  })
})

describe('what is drawn of a wall', () => {
  const layout = layOutGrid(3_000, 900, 3, 10)
  const seen = (place: Placed, top: number, height: number): boolean =>
    place.top <= top + height && place.top + place.height >= top

  it('is everything that is seen, with a margin, and little more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_000, max: Math.ceil(layout.height) + 2_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 0, max: 2_000 }),
        (top, height, overscan) => {
          const { first, end } = rowsInView(layout, top, height, overscan)
          const expected = layout.places.flatMap((place, index) =>
            seen(place, top - overscan, height + 2 * overscan) ? [index] : [],
          )
          expect(Array.from({ length: end - first }, (_, at) => first + at)).toEqual(expected)
        },
      ),
    )
  })

  it('is nothing where nothing hangs', () => {
    expect(rowsInView(layOutGrid(0, 900, 3, 10), 0, 800, 600)).toEqual({ first: 0, end: 0 })
    expect(rowsInView(layout, -5_000, 800, 600)).toEqual({ first: 0, end: 0 })
  })
})

describe('drawing what came into view', () => {
  const range = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 60 }))
    .map(([first, length]) => ({ first, end: first + length }))
  const within = fc
    .tuple(range, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([near, from, share]) => {
      const first = near.first + Math.floor((near.end - near.first) * from)
      return { near, seen: { first, end: first + Math.floor((near.end - first) * share) } }
    })
  const has = (one: Range, index: number): boolean => index >= one.first && index < one.end
  const added = (before: Range, after: Range): readonly number[] =>
    Array.from({ length: after.end - after.first }, (_, at) => after.first + at).filter(
      index => !has(before, index),
    )

  it('takes a few works a frame, and ends with all that is near and nothing else', () => {
    fc.assert(
      fc.property(range, within, fc.integer({ min: 1, max: 9 }), (before, { near, seen }, budget) => {
        let drawn: Range = before
        for (let frame = 0; frame <= Math.ceil((near.end - near.first) / budget); frame++) {
          const next = drawTowards(drawn, seen, near, budget)
          expect(added(drawn, next).length).toBeLessThanOrEqual(budget)
          drawn = next
        }
        if (near.first < near.end) expect(drawn).toEqual(near)
        else expect(added({ first: 0, end: 0 }, drawn)).toEqual([])
      }),
    )
  })

  it('begins with what is seen', () => {
    fc.assert(
      fc.property(within, fc.integer({ min: 1, max: 60 }), ({ near, seen }, budget) => {
        const drawn = drawTowards({ first: 900, end: 910 }, seen, near, budget)
        const inView = seen.end - seen.first
        expect(added({ first: 0, end: 0 }, drawn).filter(index => has(seen, index))).toHaveLength(
          Math.min(budget, inView),
        )
      }),
    )
  })

  it('comes to what is seen, not to what is only near, when one scrolls back up', () => {
    const next = drawTowards({ first: 50, end: 60 }, { first: 40, end: 50 }, { first: 30, end: 70 }, 5)
    expect(next).toEqual({ first: 45, end: 60 })
  })

  it('is ready below while the wall itself is still out of sight', () => {
    const next = drawTowards({ first: 0, end: 0 }, { first: 0, end: 0 }, { first: 30, end: 50 }, 5)
    expect(next).toEqual({ first: 30, end: 35 })
  })
})
