/** Where works hang. Pure: numbers in, CSS pixels out, the same for the same input. */

export interface Placed {
  /** From the start of the row, in reading direction. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Row {
  readonly top: number
  readonly height: number
  /** Index of its first work, and of the one after its last. */
  readonly first: number
  readonly end: number
}

export interface Layout {
  readonly height: number
  readonly rows: readonly Row[]
  /** One for each work, in order. */
  readonly places: readonly Placed[]
}

/** Below this width every work has a row of its own. */
const oneColumnWidth = 320

/** The last row may grow this much to fill the width; beyond it, its works keep their size. */
const lastRowGrowth = 1.25

export interface AspectBounds {
  readonly narrowest: number
  readonly flattest: number
}

/**
 * A panorama is given room at least two fifths of a row high, a tall strip room wide enough to be seen; both
 * are shown whole in it. Everything between has room of exactly its aspect.
 */
export const aspectBounds = (width: number, targetRowHeight: number): AspectBounds => ({
  narrowest: width < oneColumnWidth ? 0.6 : 0.35,
  flattest: Math.max(2, width / (targetRowHeight * 0.4)),
})

const roomAspect = (aspect: number, bounds: AspectBounds): number =>
  Number.isFinite(aspect) && aspect > 0 ? Math.min(bounds.flattest, Math.max(bounds.narrowest, aspect)) : 1

/**
 * Rows of one height each that fill the width, every aspect (width over height) kept within
 * `aspectBounds`. A row is as near to `targetRowHeight` as its neighbours allow; adding works at the end moves
 * only the last row.
 */
export const layOutJustifiedRows = (
  aspects: readonly number[],
  width: number,
  targetRowHeight: number,
  gap: number,
): Layout => {
  const hanging = startHanging(width, gap)
  const maxInRow = width < oneColumnWidth ? 1 : Number.POSITIVE_INFINITY
  const bounds = aspectBounds(width, targetRowHeight)
  const rooms = aspects.map(aspect => roomAspect(aspect, bounds))
  let first = 0
  while (first < rooms.length) {
    const { end, aspectSum, isFull } = fillRow(rooms, first, { width, targetRowHeight, gap, maxInRow })
    const justified = rowHeight(aspectSum, end - first, width, gap)
    const height =
      isFull || justified <= targetRowHeight * lastRowGrowth
        ? justified
        : Math.min(justified, targetRowHeight)
    hanging.addRow(rooms.slice(first, end), height)
    first = end
  }
  return hanging.done()
}

interface RowRules {
  readonly width: number
  readonly targetRowHeight: number
  readonly gap: number
  readonly maxInRow: number
}

/** A row that is too low loses more than one that is too high: what hangs there should be seen. */
const lowRowPenalty = 1.6

/** Takes works until one more would make the row worse than it is. */
const fillRow = (rooms: readonly number[], first: number, rules: RowRules) => {
  const { width, targetRowHeight, gap, maxInRow } = rules
  let aspectSum = 0
  for (let at = first; at < rooms.length; at++) {
    const count = at - first
    const withThis = aspectSum + (rooms[at] ?? 1)
    if (count > 0) {
      const tooHigh = rowHeight(aspectSum, count, width, gap) / targetRowHeight
      const tooLow = targetRowHeight / rowHeight(withThis, count + 1, width, gap)
      const isFull = count >= maxInRow || (tooLow > 1 && tooLow ** lowRowPenalty > tooHigh)
      if (isFull) return { end: at, aspectSum, isFull }
    }
    aspectSum = withThis
  }
  const count = rooms.length - first
  const isFull = maxInRow === 1 || rowHeight(aspectSum, count, width, gap) <= targetRowHeight
  return { end: rooms.length, aspectSum, isFull }
}

const rowHeight = (aspectSum: number, count: number, width: number, gap: number): number =>
  Math.max(1, width - gap * (count - 1)) / aspectSum

/** The aspect of every room in the grid. */
export const gridAspect = 16 / 9

/** Equal rooms in columns; the last row may be short. */
export const layOutGrid = (count: number, width: number, columns: number, gap: number): Layout => {
  const hanging = startHanging(width, gap)
  const height = rowHeight(gridAspect * columns, columns, width, gap)
  for (let first = 0; first < count; first += columns)
    hanging.addRow(
      Array.from({ length: Math.min(columns, count - first) }, () => gridAspect),
      height,
    )
  return hanging.done()
}

const startHanging = (width: number, gap: number) => {
  const rows: Row[] = []
  const places: Placed[] = []
  let top = 0
  return {
    addRow(aspects: readonly number[], height: number): void {
      const first = places.length
      let left = 0
      for (const aspect of aspects) {
        const across = Math.min(aspect * height, Math.max(1, width - left))
        places.push({ left, top, width: across, height })
        left += across + gap
      }
      rows.push({ top, height, first, end: places.length })
      top += height + gap
    },
    done: (): Layout => ({ height: Math.max(0, top - gap), rows, places }),
  }
}

/** Works by their index, from `first` up to, not including, `end`. */
export interface Range {
  readonly first: number
  readonly end: number
}

/**
 * The works whose rows lie within `overscan` pixels of what is seen. `scrollTop` counts from the top of the layout and may be negative.
 */
export const rowsInView = (layout: Layout, scrollTop: number, height: number, overscan: number): Range => {
  const { rows } = layout
  const from = countWhile(rows, row => row.top + row.height < scrollTop - overscan)
  const to = countWhile(rows, row => row.top <= scrollTop + height + overscan)
  return from >= to ? { first: 0, end: 0 } : { first: rows[from]?.first ?? 0, end: rows[to - 1]?.end ?? 0 }
}

/** How many rows at the start fulfil what later ones do not: a binary search. */
const countWhile = (rows: readonly Row[], holds: (row: Row) => boolean): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row !== undefined && holds(row)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The next step from what is drawn towards what should be: whatever is no longer near goes, and at most
 * `budget` works come, those that are seen before those that are only near.
 */
export const drawTowards = (drawn: Range, seen: Range, near: Range, budget: number): Range => {
  const kept = { first: Math.max(drawn.first, near.first), end: Math.min(drawn.end, near.end) }
  const from = isEmpty(seen) ? near : seen
  const start = isEmpty(kept) ? { first: from.first, end: from.first } : kept
  const { first, end } = grownTo(grownTo({ ...start, budget }, from), near)
  return { first, end }
}

const isEmpty = (range: Range): boolean => range.first >= range.end

const grownTo = (from: Range & { readonly budget: number }, to: Range) => {
  const after = Math.min(from.budget, Math.max(0, to.end - from.end))
  const before = Math.min(from.budget - after, Math.max(0, from.first - to.first))
  return { first: from.first - before, end: from.end + after, budget: from.budget - after - before }
}
