import { describe, expect, it } from 'vitest'
import {
  canAskMore,
  discoverPath,
  isLookingFor,
  isNarrowed,
  partOf,
  peopleQueryOf,
  relayPagesOf,
  searchable,
  worksQueryOf,
} from '../../../../src/ui/discovery/discover-search.ts'
import { lastName, stepsOf, tagsBelow } from '../../../../src/ui/discovery/tag-path.ts'

describe('what Discover is asked by its address', () => {
  it('is all works, newest first, when nothing is said', () => {
    expect(partOf({})).toBe('works')
    expect(worksQueryOf({})).toEqual({ sort: 'new', tag: '', text: '' })
    expect(isNarrowed(worksQueryOf({}))).toBe(false)
    expect(isLookingFor(peopleQueryOf({}))).toBe(false)
    expect(relayPagesOf({})).toBe(0)
  })

  it('is what the address says', () => {
    const works = worksQueryOf({ q: 'low tide', tag: 'coast/north', sort: 'appreciated' })
    expect(works).toEqual({ sort: 'appreciated', tag: 'coast/north', text: 'low tide' })
    expect(isNarrowed(works)).toBe(true)
    const people = peopleQueryOf({ q: 'Inês', role: 'camera-operator', place: 'Lisboa' })
    expect(people).toEqual({ text: 'Inês', role: 'camera-operator', place: 'Lisboa' })
    expect(isLookingFor(people)).toBe(true)
    expect(partOf({ part: 'people' })).toBe('people')
    expect(relayPagesOf({ relay: '3' })).toBe(3)
  })

  it('bears an address that somebody made up', () => {
    expect(partOf({ part: ['nowhere', 'people'] })).toBe('works')
    expect(worksQueryOf({ sort: 'sideways', q: ['one', 'two'], tag: 'x'.repeat(5_000) })).toEqual({
      sort: 'new',
      text: 'one',
      tag: 'x'.repeat(200),
    })
    expect(isNarrowed(worksQueryOf({ q: '   ' }))).toBe(false)
    expect(peopleQueryOf({ role: '<script>' }).role).toBe('')
    for (const relay of ['-1', '1.5', 'NaN', '', '1e99', 'Infinity'])
      expect(relayPagesOf({ relay })).toBeLessThanOrEqual(10)
    expect(relayPagesOf({ relay: '-1' })).toBe(0)
    expect(canAskMore(relayPagesOf({ relay: '5000' }))).toBe(false)
  })
})

describe('an address of Discover', () => {
  it('keeps what is looked for from one part to the next', () => {
    const path = discoverPath('people', { text: 'Zoë & co', role: 'gaffer', place: 'Porto' })
    expect(path).toBe('/discover?part=people&q=Zo%C3%AB+%26+co&role=gaffer&place=Porto')
    expect(discoverPath('works')).toBe('/discover')
    expect(discoverPath('works', { tag: 'film/camera', sort: 'new', text: ' ' })).toBe(
      '/discover?tag=film%2Fcamera',
    )
  })

  it('holds as much of a long paste as is searched for, and no half of a sign', () => {
    expect(searchable('a'.repeat(5_000))).toHaveLength(200)
    expect(searchable(`${'a'.repeat(199)}🎞️ and more`)).toBe('a'.repeat(199))
    expect(discoverPath('all', { text: '🎞'.repeat(2_500) })).not.toContain('%EF%BF%BD')
  })
})

describe('tags as paths', () => {
  const tags = [
    { tag: 'film', works: 9 },
    { tag: 'film/camera', works: 6 },
    { tag: 'coast', works: 4 },
    { tag: 'Film/Camera/Lenses', works: 3 },
    { tag: 'film/light', works: 2 },
    { tag: 'filmstock', works: 1 },
  ]
  const names = (tag: string) => tagsBelow(tags, tag).map(one => one.tag)

  it('show the roots first, then one step below what was chosen', () => {
    expect(names('')).toEqual(['film', 'coast', 'filmstock'])
    expect(names('film')).toEqual(['film/camera', 'film/light'])
    expect(names('film/camera')).toEqual(['Film/Camera/Lenses'])
    expect(names('coast')).toEqual([])
  })

  it('are walked back step by step', () => {
    expect(stepsOf('film/camera/lenses')).toEqual([
      { tag: 'film', name: 'film' },
      { tag: 'film/camera', name: 'camera' },
      { tag: 'film/camera/lenses', name: 'lenses' },
    ])
    expect(stepsOf('')).toEqual([])
    expect(stepsOf('//a// /b')).toEqual([
      { tag: 'a', name: 'a' },
      { tag: 'a/b', name: 'b' },
    ])
    expect(lastName('film/camera')).toBe('camera')
    expect(lastName('/')).toBe('/')
  })
})
