/** The geometry of a grid of equal tiles, of which only those near the window are drawn. Pure; pixels. */

export interface TileGrid {
  readonly columns: number
  readonly tileWidth: number
  readonly rowHeight: number
  readonly gap: number
  readonly rows: number
  readonly height: number
}

export interface GridWish {
  readonly width: number
  readonly count: number
  /** Tiles are at least this wide, except in a window that is narrower still. */
  readonly minTileWidth: number
  readonly minColumns: number
  /** Under each picture, for its words. */
  readonly captionHeight: number
  readonly gap: number
}

export const tileGrid = ({
  width,
  count,
  minTileWidth,
  minColumns,
  captionHeight,
  gap,
}: GridWish): TileGrid => {
  const columns = Math.max(minColumns, Math.floor((width + gap) / (minTileWidth + gap)))
  const tileWidth = Math.max(1, Math.floor((width - gap * (columns - 1)) / columns))
  const rowHeight = tileWidth + captionHeight + gap
  const rows = Math.ceil(count / columns)
  return { columns, tileWidth, rowHeight, gap, rows, height: Math.max(0, rows * rowHeight - gap) }
}

export interface TileRange {
  readonly from: number
  /** Not included. */
  readonly to: number
}

/** The tiles in sight of a window `viewHeight` high that begins `viewTop` below the grid's own top. */
export const tilesInView = (
  grid: TileGrid,
  count: number,
  viewTop: number,
  viewHeight: number,
  overscanRows = 2,
): TileRange => {
  const firstRow = Math.floor(viewTop / grid.rowHeight) - overscanRows
  const lastRow = Math.ceil((viewTop + viewHeight) / grid.rowHeight) + overscanRows
  const from = Math.min(count, Math.max(0, firstRow * grid.columns))
  return { from, to: Math.max(from, Math.min(count, Math.max(0, lastRow) * grid.columns)) }
}

export const tileAt = (grid: TileGrid, index: number): { readonly x: number; readonly y: number } => ({
  x: (index % grid.columns) * (grid.tileWidth + grid.gap),
  y: Math.floor(index / grid.columns) * grid.rowHeight,
})

/** The gap nearest to a point of the grid: 0 before the first tile, `count` after the last. */
export const gapAt = (grid: TileGrid, count: number, x: number, y: number): number => {
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor(y / grid.rowHeight)))
  const column = Math.min(grid.columns, Math.max(0, Math.round(x / (grid.tileWidth + grid.gap))))
  return Math.min(count, Math.max(0, row) * grid.columns + column)
}

export type ArrowKey =
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'Home'
  | 'End'
  | 'PageUp'
  | 'PageDown'

/** Where an arrow leads from a tile; it stays inside the grid. */
export const tileBeside = (
  grid: TileGrid,
  count: number,
  from: number,
  key: ArrowKey,
  pageRows: number,
): number => {
  const by: Readonly<Record<ArrowKey, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    Home: -count,
    End: count,
    PageUp: -grid.columns * Math.max(1, pageRows),
    PageDown: grid.columns * Math.max(1, pageRows),
  }
  return Math.min(count - 1, Math.max(0, from + by[key]))
}

/** How far a page scrolls in one frame while something is held near its edge: faster the nearer. */
export const scrollStep = (pointerY: number, viewHeight: number, edge = 96, fastest = 22): number => {
  if (pointerY < edge) return -Math.ceil(Math.min(1, (edge - pointerY) / edge) * fastest)
  const below = pointerY - (viewHeight - edge)
  return below > 0 ? Math.ceil(Math.min(1, below / edge) * fastest) : 0
}
