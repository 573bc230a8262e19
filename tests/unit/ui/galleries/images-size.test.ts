import { describe, expect, it } from 'vitest'
import { boxWithin, sizeFor } from '../../../../src/ui/galleries/images/image-size.ts'
import { decodePlaceholder } from '../../../../src/ui/galleries/images/placeholder.ts'

const landscape = { width: 2560, height: 1707 }

describe('the rendition for a place on the screen', () => {
  it.each([
    ['a small tile', { width: 180, height: 120 }, 1, 'whole', 'thumb'],
    ['the same on a dense screen', { width: 180, height: 120 }, 3, 'whole', 'card'],
    ['a tile on a wall', { width: 420, height: 280 }, 2, 'whole', 'card'],
    ['a whole screen', { width: 1280, height: 800 }, 1, 'whole', 'full'],
    ['a portrait cut that needs the height', { width: 200, height: 300 }, 1, 'cover', 'card'],
    ['a box that leaves room beside it', { width: 3000, height: 200 }, 1, 'whole', 'thumb'],
  ] as const)('%s', (_, box, density, fit, size) => {
    expect(sizeFor(landscape, box, density, fit)).toBe(size)
  })
})

describe('the room for a whole image', () => {
  it('keeps its shape within what is there', () => {
    const { width, height } = boxWithin(landscape, { width: 400, height: 800 })
    expect(width).toBe(400)
    expect(width / height).toBeCloseTo(2560 / 1707, 6)
  })

  it('is never larger than the image', () => {
    expect(boxWithin({ width: 300, height: 200 }, { width: 4_000, height: 4_000 })).toEqual({
      width: 300,
      height: 200,
    })
  })
})

describe('a placeholder', () => {
  it('becomes a small picture', () => {
    expect(decodePlaceholder('1QcSHQRnh493V4dIh4eXh1h4kJUI')).toMatch(/^data:image\/png;base64,/)
  })

  it.each(['', 'a', 'AAA', '"><script>', 'x'.repeat(41), 'ä'])('that is none is left out: %j', hash => {
    expect(decodePlaceholder(hash)).toBeNull()
  })
})
