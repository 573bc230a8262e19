import { describe, expect, it } from 'vitest'
import type { BinnedItem } from '../../../../src/core/api.ts'
import { keyOf, nameOf, newestFirst, refOf } from '../../../../src/ui/galleries/bin/bin-rules.ts'
import { binWords } from '../../../../src/ui/strings/gallery-editing.ts'

const work: BinnedItem = {
  kind: 'work',
  album: 'a',
  albumTitle: 'Shorelines',
  work: 'w',
  title: '',
  image: { id: 'i', width: 3, height: 2, colour: '#000000', placeholder: '', focal: { x: 0.5, y: 0.5 } },
  binnedAtMs: 1,
  daysLeft: 12,
}
const album: BinnedItem = {
  kind: 'album',
  album: 'a',
  title: 'Shorelines',
  works: 1,
  binnedAtMs: 2,
  daysLeft: 1,
}

describe('the bin', () => {
  it('shows the last taken down first', () => {
    expect(newestFirst([work, album])).toEqual([album, work])
  })

  it('names a work by its album, an album by what hangs in it, also without a title', () => {
    expect(nameOf(work)).toBe('Untitled work, from “Shorelines”')
    expect(nameOf(album)).toBe('Album “Shorelines”, 1 work')
  })

  it('tells a work from the album it was in', () => {
    expect(keyOf(work)).not.toBe(keyOf(album))
    expect(refOf(work)).toEqual({ kind: 'work', album: 'a', work: 'w' })
    expect(refOf(album)).toEqual({ kind: 'album', album: 'a' })
  })

  it.each([
    [30, '30 days left'],
    [1, '1 day left'],
    [0, 'Goes today'],
  ])('with %i days says “%s”', (days, words) => {
    expect(binWords.daysLeft(days)).toBe(words)
  })
})
