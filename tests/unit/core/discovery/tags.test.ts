import { describe, expect, it } from 'vitest'
import { countTags, mostUsed } from '../../../../src/core/discovery/works/tag-counts.ts'
import { pathKey, pathsOf } from '../../../../src/core/discovery/works/tag-paths.ts'

describe('tags as paths', () => {
  it.each([
    ['film/camera/lenses', ['film', 'film/camera', 'film/camera/lenses']],
    [' film // camera /', ['film', 'film/camera']],
    ['#plain', ['plain']],
    ['/', []],
    ['', []],
  ])('%s', (tag, paths) => {
    expect(pathsOf(tag)).toEqual(paths)
  })

  it('are the same whatever their case', () => {
    expect(pathKey('Film / Camera')).toBe(pathKey('#film/camera'))
  })

  it('go no deeper than eight parts', () => {
    expect(pathsOf('a/'.repeat(900))).toHaveLength(8)
  })

  it('count each work once for each path', () => {
    const counts = mostUsed(countTags([['film/camera', 'Film/light'], ['film'], ['FILM/Camera', 'sea']]), '')
    expect(counts).toEqual([
      { tag: 'film', works: 3 },
      { tag: 'film/camera', works: 2 },
      { tag: 'Film/light', works: 1 },
      { tag: 'sea', works: 1 },
    ])
  })

  it('are at most sixty, those below what is asked for before any others', () => {
    const many = Array.from({ length: 100 }, (_, n) => [`t${n}`, `t${n}`, 'rare/one'])
    const counts = countTags([...many, ...many.map(([tag = '']) => [tag])])
    expect(mostUsed(counts, '')).toHaveLength(60)
    expect(
      mostUsed(countTags([...Array.from({ length: 70 }, (_, n) => [`x${n}`]), ['z/y']]), 'z'),
    ).toContainEqual({
      tag: 'z/y',
      works: 1,
    })
  })
})
