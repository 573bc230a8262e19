import { longEdges } from './limits.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface PlannedSize extends Size {
  readonly size: keyof typeof longEdges
}

/** Aspect kept, never enlarged, no side under one pixel. */
export const fitInto = ({ width, height }: Size, longEdge: number): Size => {
  const scale = Math.min(1, longEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Largest first, `full` always; a size that would be no smaller than the one before is left out. */
export const planSizes = (upright: Size): readonly [PlannedSize, ...PlannedSize[]] => {
  const full = { size: 'full' as const, ...fitInto(upright, longEdges.full) }
  const isSmaller = (longEdge: number): boolean => Math.max(full.width, full.height) > longEdge
  const smaller = (['card', 'thumb'] as const).filter(size => isSmaller(longEdges[size]))
  return [full, ...smaller.map(size => ({ size, ...fitInto(full, longEdges[size]) }))]
}
