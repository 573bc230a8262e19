import { describe, expect, it } from 'vitest'
import { wallRows, type PictureRow } from '../../../../src/ui/network/post/wall-rows.ts'

const [landscape, portrait, square] = [1.5, 0.667, 1]

const indices = (rows: readonly PictureRow[]): readonly number[] =>
  rows.flatMap(row => row.pictures.map(picture => picture.index))

/** Of a row, where the wall is 600 wide. */
const heightOf = ({ pictures, share }: PictureRow): number =>
  (600 * share - 6 * (pictures.length - 1)) / pictures.reduce((sum, { aspect }) => sum + aspect, 0)

describe('the pictures of a post', () => {
  it.each([1, 2, 3, 5, 7, 10])('hang in their order, each once, when there are %i', count => {
    const shapes = [landscape, portrait, square, 1.78, 0.8]
    const rows = wallRows(Array.from({ length: count }, (_, at) => shapes[at % 5] ?? 1))
    expect(indices(rows)).toEqual(Array.from({ length: count }, (_, at) => at))
  })

  it('keep their shapes', () => {
    const aspects = [landscape, portrait, square, 1.78, 0.8, landscape, square]
    const rows = wallRows(aspects)
    expect(rows.flatMap(row => row.pictures.map(({ aspect }) => aspect))).toEqual(aspects)
  })

  it('fill the width, and are neither strips nor towers, when there are several', () => {
    const rows = wallRows([
      portrait,
      landscape,
      square,
      1.78,
      0.8,
      1.25,
      landscape,
      portrait,
      landscape,
      1.33,
    ])
    for (const row of rows) {
      expect(row.share).toBe(1)
      expect(heightOf(row)).toBeGreaterThan(130)
      expect(heightOf(row)).toBeLessThan(330)
    }
  })

  it('do not fill the screen with one that is tall', () => {
    const [row] = wallRows([0.5])
    expect(row && heightOf(row)).toBeLessThanOrEqual(560)
    expect(row?.share).toBeLessThan(0.5)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-9, 1e9])(
    'have room one can hit and see when their shape is said to be %d',
    aspect => {
      const [picture] = wallRows([aspect])[0]?.pictures ?? []
      expect(picture?.aspect).toBeGreaterThanOrEqual(0.4)
      expect(picture?.aspect).toBeLessThanOrEqual(4)
    },
  )

  it('are nothing where there are none', () => {
    expect(wallRows([])).toEqual([])
  })
})
