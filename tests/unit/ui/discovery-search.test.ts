import { describe, expect, it } from 'vitest'
import { isNarrowed, queryOf } from '../../../src/ui/discovery/discover-search.ts'

describe('what Discover is asked by its address', () => {
  it('is everything, newest first, when nothing is said', () => {
    expect(queryOf({})).toEqual({ sort: 'new', tag: '', text: '' })
    expect(isNarrowed(queryOf({}))).toBe(false)
  })

  it('is what the address says', () => {
    const query = queryOf({ q: 'low tide', tag: 'coast', sort: 'title' })
    expect(query).toEqual({ sort: 'title', tag: 'coast', text: 'low tide' })
    expect(isNarrowed(query)).toBe(true)
  })

  it('bears an address that somebody made up', () => {
    expect(queryOf({ sort: 'sideways', q: ['one', 'two'], tag: 'x'.repeat(5_000) })).toEqual({
      sort: 'new',
      text: 'one',
      tag: 'x'.repeat(200),
    })
    expect(isNarrowed(queryOf({ q: '   ' }))).toBe(false)
  })
})
