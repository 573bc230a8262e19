import { describe, expect, it } from 'vitest'
import { postLimit, postPictures, type PostDraft } from '../../../../src/core/api.ts'
import {
  emptyDraft,
  isEmpty,
  mayPublish,
  movedBy,
  publishable,
  roomIn,
  withAlt,
  withImage,
  withWorkToggled,
} from '../../../../src/ui/network/composer/draft-rules.ts'
import { person, workOf } from './rows.ts'

const draft = (more: Partial<PostDraft>): PostDraft => ({ ...emptyDraft, ...more })

describe('a draft', () => {
  it('begins for connections', () => {
    expect(emptyDraft.audience).toBe('connections')
  })

  it('may be published once it says or shows something, and is not too long', () => {
    expect(mayPublish(draft({ text: ' \n ' }))).toBe(false)
    expect(mayPublish(draft({ text: 'Fog.' }))).toBe(true)
    expect(mayPublish(draft({ works: [workOf('a')] }))).toBe(true)
    expect(mayPublish(draft({ text: 'a'.repeat(postLimit + 1) }))).toBe(false)
    expect(isEmpty(draft({ images: [{ id: 'a', alt: '' }] }))).toBe(false)
  })

  it('holds ten pictures and works together', () => {
    const full = Array.from({ length: postPictures }, (_, at) => String(at)).reduce(withImage, emptyDraft)
    expect(roomIn(full)).toBe(0)
    expect(withImage(full, 'one more')).toBe(full)
    expect(withWorkToggled([], workOf('a'), roomIn(full))).toEqual([])
  })

  it('describes one picture and leaves the others', () => {
    const two = ['a', 'b'].reduce(withImage, emptyDraft)
    expect(withAlt(two, 'b', 'A shore.').images).toEqual([
      { id: 'a', alt: '' },
      { id: 'b', alt: 'A shore.' },
    ])
  })

  it('lets a chosen work go again', () => {
    const chosen = withWorkToggled([workOf('a')], workOf('b'), 3)
    expect(chosen.map(({ work }) => work)).toEqual(['a', 'b'])
    expect(withWorkToggled(chosen, workOf('a'), 0).map(({ work }) => work)).toEqual(['b'])
  })

  it('is published trimmed, with the people who are still named', () => {
    const [ana, tomas] = [person('Ana'), person('Tomás')]
    const made = publishable(
      draft({ text: ' For @Ana \n', mentions: [ana, tomas], images: [{ id: 'a', alt: ' Fog. ' }] }),
    )
    expect(made).toMatchObject({ text: 'For @Ana', mentions: [ana], images: [{ id: 'a', alt: 'Fog.' }] })
  })
})

describe('order', () => {
  it('changes by one place, and not beyond the ends', () => {
    const items = ['a', 'b', 'c']
    expect(movedBy(items, 2, -1)).toEqual(['a', 'c', 'b'])
    expect(movedBy(items, 0, 1)).toEqual(['b', 'a', 'c'])
    expect(movedBy(items, 0, -1)).toBe(items)
    expect(movedBy(items, 2, 1)).toBe(items)
    expect(items).toEqual(['a', 'b', 'c'])
  })
})
