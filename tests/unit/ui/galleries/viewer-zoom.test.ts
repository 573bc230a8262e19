import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isZoomed,
  maxScaleFor,
  panBy,
  swipeOf,
  toggleZoom,
  whole,
  zoomAt,
  type Frame,
  type View,
} from '../../../../src/ui/galleries/viewer/zoom.ts'

const frame: Frame = {
  stage: { width: 1_000, height: 800 },
  picture: { width: 1_000, height: 600 },
  maxScale: 4,
}
const step = fc.oneof(
  fc.record({
    factor: fc.double({ min: 0.1, max: 5, noNaN: true }),
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -400, max: 400 }),
  }),
  fc.record({ x: fc.integer({ min: -2_000, max: 2_000 }), y: fc.integer({ min: -2_000, max: 2_000 }) }),
)

describe('looking closer', () => {
  it('keeps what lies under the finger under the finger', () => {
    const point = { x: 200, y: 50 }
    const view = zoomAt(whole, 2, point, frame)
    expect(view.scale).toBe(2)
    expect((point.x - view.x) / view.scale).toBeCloseTo(200, 6)
    expect((point.y - view.y) / view.scale).toBeCloseTo(50, 6)
  })

  it('never loses the image, whatever one does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const view = steps.reduce<View>(
          (now, one) => ('factor' in one ? zoomAt(now, one.factor, one, frame) : panBy(now, one, frame)),
          whole,
        )
        expect(view.scale).toBeGreaterThanOrEqual(1)
        expect(view.scale).toBeLessThanOrEqual(frame.maxScale)
        expect(Math.abs(view.x)).toBeLessThanOrEqual(Math.max(0, (1_000 * view.scale - 1_000) / 2) + 1e-9)
        expect(Math.abs(view.y)).toBeLessThanOrEqual(Math.max(0, (600 * view.scale - 800) / 2) + 1e-9)
      }),
    )
  })

  it('and stepping back shows the whole image in its middle', () => {
    const close = zoomAt(whole, 3, { x: 300, y: 200 }, frame)
    expect(zoomAt(close, 0.01, { x: 300, y: 200 }, frame)).toEqual({ scale: 1, x: 0, y: 0 })
  })

  it('goes close and back by a double tap', () => {
    const close = toggleZoom(whole, { x: 100, y: 0 }, frame)
    expect(isZoomed(close)).toBe(true)
    expect(toggleZoom(close, { x: 0, y: 0 }, frame)).toEqual(whole)
  })

  it('goes as far as the image has pixels', () => {
    expect(maxScaleFor(2_560, 320)).toBe(8)
    expect(maxScaleFor(300, 300)).toBe(2.5)
  })
})

describe('a finger across the image', () => {
  it.each([
    ['far to the left', -300, 0, 'left'],
    ['far to the right', 300, 0, 'right'],
    ['short but fast', -60, -1, 'left'],
    ['short and slow', -60, -0.1, 'back'],
    ['a twitch', -10, -3, 'back'],
    ['out and flung back', 100, -1, 'back'],
  ] as const)('%s', (_, dx, pxPerMs, way) => {
    expect(swipeOf(dx, pxPerMs, 1_000)).toBe(way)
  })
})
