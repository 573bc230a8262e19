/** The point a picture is cut around: 0 to 1 from the left and from the top. Pure. */

export interface Focal {
  readonly x: number
  readonly y: number
}

export const middle: Focal = { x: 0.5, y: 0.5 }

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))
const rounded = (value: number): number => Math.round(clamp(value) * 1000) / 1000

export const focalAt = (box: Box, clientX: number, clientY: number): Focal => ({
  x: rounded((clientX - box.left) / Math.max(1, box.width)),
  y: rounded((clientY - box.top) / Math.max(1, box.height)),
})

const fineStep = 0.01
const coarseStep = 0.1

/** Null for keys that move nothing. */
export const focalAfterKey = (focal: Focal, key: string, isCoarse: boolean): Focal | null => {
  const step = isCoarse ? coarseStep : fineStep
  switch (key) {
    case 'ArrowLeft':
      return { ...focal, x: rounded(focal.x - step) }
    case 'ArrowRight':
      return { ...focal, x: rounded(focal.x + step) }
    case 'ArrowUp':
      return { ...focal, y: rounded(focal.y - step) }
    case 'ArrowDown':
      return { ...focal, y: rounded(focal.y + step) }
    case 'Home':
      return middle
    default:
      return null
  }
}
