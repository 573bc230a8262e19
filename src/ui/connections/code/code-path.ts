/** A code as one SVG path: dark squares of a row that touch are drawn as one bar. Pure. */
export const codePath = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .map((row, y) =>
      barsOf(row)
        .map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`)
        .join(''),
    )
    .join('')

interface Bar {
  readonly x: number
  readonly width: number
}

const barsOf = (row: readonly boolean[]): readonly Bar[] => {
  const bars: Bar[] = []
  let x = 0
  while (x < row.length) {
    const end = endOfRun(row, x)
    if (row[x] === true) bars.push({ x, width: end - x })
    x = end
  }
  return bars
}

const endOfRun = (row: readonly boolean[], start: number): number => {
  let end = start + 1
  while (end < row.length && row[end] === row[start]) end++
  return end
}
