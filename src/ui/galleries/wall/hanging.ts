/** How densely works hang at a width. Pure. */
import type { AlbumLayout, ImageTile } from '../../../core/api.ts'
import { layOutGrid, layOutJustifiedRows, type Layout } from './layout.ts'

type Dimensions = Pick<ImageTile, 'width' | 'height'>

/** Rows a hand high on a phone, higher where there is room to step back. */
export const targetRowHeightFor = (width: number): number => Math.round(Math.min(320, 120 + width * 0.14))

export const gapFor = (width: number): number => (width < 560 ? 6 : width < 1_000 ? 10 : 14)

/** Three across where that leaves each a hand's width, else two, else one. */
export const columnsFor = (width: number): number => (width >= 592 ? 3 : width >= 300 ? 2 : 1)

export const hang = (kind: AlbumLayout, images: readonly Dimensions[], width: number): Layout =>
  kind === 'grid'
    ? layOutGrid(images.length, width, columnsFor(width), gapFor(width))
    : layOutJustifiedRows(
        images.map(image => image.width / image.height),
        width,
        targetRowHeightFor(width),
        gapFor(width),
      )
