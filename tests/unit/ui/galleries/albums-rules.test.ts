import { describe, expect, it } from 'vitest'
import type { AlbumCard, ImageTile } from '../../../../src/core/api.ts'
import { cardRatio, cardTitle, isWholeInFrame } from '../../../../src/ui/galleries/albums/card-rules.ts'
import { addPath, editAlbumPath, editWorkPath } from '../../../../src/ui/galleries/albums/own-paths.ts'
import { budgetChoices } from '../../../../src/ui/settings/budget-choices.ts'

const image = (width: number, height: number): ImageTile => ({
  id: 'i',
  width,
  height,
  colour: '#000000',
  placeholder: '',
  focal: { x: 0.5, y: 0.5 },
})
const card = (cover: ImageTile | null, title = ''): AlbumCard => ({
  account: 'a',
  album: 'b',
  isOwn: true,
  title,
  kind: 'album',
  role: '',
  year: '',
  audience: 'public',
  works: 1,
  cover: cover === null ? null : { work: 'w', image: cover },
  copy: 'only-here',
})

describe('an album card', () => {
  it('has the shape of its cover, within what a row can hold', () => {
    expect(cardRatio(card(image(3000, 2000)))).toBe(1.5)
    expect(cardRatio(card(image(7000, 1000)))).toBeLessThan(3)
    expect(cardRatio(card(image(100, 1000)))).toBeGreaterThan(0.5)
    expect(cardRatio(card(null))).toBeGreaterThan(1)
    expect(cardRatio(card(image(10, 0)))).toBeLessThan(3)
  })

  it('cuts nothing off a cover that has not its shape', () => {
    expect(isWholeInFrame(image(3, 2))).toBe(true)
    expect(isWholeInFrame(image(7, 1))).toBe(false)
  })

  it('has a name also without a title', () => {
    expect(cardTitle(card(null))).not.toBe('')
    expect(cardTitle(card(null, 'Rooms'))).toBe('Rooms')
  })
})

describe('the ways to editing', () => {
  it('name the album, the part and the work', () => {
    expect(addPath()).toBe('/add')
    expect(addPath('b')).toBe('/add?album=b')
    expect(editAlbumPath('b')).toBe('/me/albums/b/edit')
    expect(editAlbumPath('b', 'audience')).toBe('/me/albums/b/edit?part=audience')
    expect(editWorkPath('b', 'w')).toBe('/me/albums/b/edit?work=w')
  })
})

describe('room for images of others', () => {
  it('always offers what is set now, in order', () => {
    const choices = budgetChoices(524_288_000)
    expect(choices).toContain(524_288_000)
    expect([...choices].sort((a, b) => a - b)).toEqual(choices)
    expect(new Set(budgetChoices(1_000_000_000)).size).toBe(budgetChoices(1_000_000_000).length)
  })
})
