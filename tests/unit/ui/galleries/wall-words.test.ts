import { describe, expect, it } from 'vitest'
import { albumPath, publicAlbumPath, workPath } from '../../../../src/ui/galleries/paths.ts'
import { wasOpenedHere, openedState } from '../../../../src/ui/galleries/wall/opened-here.ts'
import { videoCardOf } from '../../../../src/ui/galleries/wall/video-card.ts'
import { mediumLine, nameOfWork, viewer } from '../../../../src/ui/strings/galleries.ts'

describe('what a work is called in a list', () => {
  it.each([
    [{ alt: 'Grey hills.', title: 'Low tide' }, 'Grey hills.'],
    [{ alt: ' ', title: 'Low tide' }, 'Low tide'],
    [{ alt: '', title: '' }, 'Untitled, 3 of 40'],
  ])('%j is %j', (work, name) => {
    expect(nameOfWork(work, 3, 40)).toBe(name)
  })
})

it('names the work that is looked at by its place', () => {
  expect(viewer.name(3, 40, 'Low tide')).toBe('Work 3 of 40: Low tide')
  expect(viewer.name(1, 1, '')).toBe('Work 1 of 1')
})

it('writes a label without loose commas', () => {
  expect(mediumLine({ year: '', medium: 'Oil', dimensions: '40 × 60 cm' })).toBe('Oil, 40 × 60 cm')
  expect(mediumLine({ year: '', medium: '', dimensions: '40 × 60 cm' })).toBe('40 × 60 cm')
  expect(mediumLine({ year: '', medium: '', dimensions: '' })).toBe('')
})

describe('addresses', () => {
  const place = { account: 'ana', album: 'shore' }
  it('of one’s own albums differ from those that others open', () => {
    expect(albumPath({ ...place, isOwn: true })).toBe('/me/albums/shore')
    expect(workPath({ ...place, isOwn: true }, 'w')).toBe('/me/albums/shore/works/w')
    expect(workPath({ ...place, isOwn: false }, 'w')).toBe('/people/ana/albums/shore/works/w')
    expect(publicAlbumPath(place)).toBe('/people/ana/albums/shore')
  })

  it('of a video lead to the web alone', () => {
    expect(videoCardOf('https://www.vimeo.com/1')).toEqual({
      href: 'https://www.vimeo.com/1',
      host: 'vimeo.com',
    })
    for (const bad of ['', 'http://vimeo.com/1', 'javascript:alert(1)', 'data:text/html,x', '/me'])
      expect(videoCardOf(bad)).toBeNull()
  })
})

it('knows a work opened from the app from one opened by a link', () => {
  expect(wasOpenedHere({ ...openedState, _depth: 3 })).toBe(true)
  for (const other of [null, undefined, {}, { opened: 'yes' }, 'opened'])
    expect(wasOpenedHere(other)).toBe(false)
})
