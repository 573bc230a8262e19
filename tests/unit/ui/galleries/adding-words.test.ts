import { describe, expect, it } from 'vitest'
import type { IntakeProblem } from '../../../../src/core/api.ts'
import { dueEdits } from '../../../../src/ui/galleries/adding/for-all.ts'
import { sharedLeft } from '../../../../src/ui/galleries/adding/shared-files.ts'
import { spokenCount } from '../../../../src/ui/galleries/adding/spoken-count.ts'
import { noSharedFields } from '../../../../src/ui/galleries/editing/shared-fields.ts'
import { problemWords, summaryText } from '../../../../src/ui/strings/intake.ts'

describe('what is said for all works of an adding', () => {
  const none = noSharedFields('c')
  const year = { ...none, year: '2026' }

  it('goes to every work that is done, also to one that is done later', () => {
    expect(dueEdits({ fields: none, works: [] }, year, ['a', 'b'])).toEqual([
      { works: ['a', 'b'], edits: [{ field: 'year', value: '2026' }] },
    ])
    expect(dueEdits({ fields: year, works: ['a', 'b'] }, year, ['a', 'b', 'c'])).toEqual([
      { works: ['c'], edits: [{ field: 'year', value: '2026' }] },
    ])
  })

  it('is taken back from works that had it, and never reaches the others', () => {
    expect(dueEdits({ fields: year, works: ['a'] }, none, ['a', 'b'])).toEqual([
      { works: ['a'], edits: [{ field: 'year', value: '' }] },
    ])
  })

  it('is nothing to save when nothing was said', () => {
    expect(dueEdits({ fields: none, works: [] }, none, ['a'])).toEqual([])
    expect(dueEdits({ fields: none, works: [] }, year, [])).toEqual([])
  })
})

describe('counting aloud', () => {
  it('says four numbers of forty, and the last one', () => {
    const said = Array.from({ length: 41 }, (_, done) => spokenCount(done, 40))
    expect([...new Set(said)]).toEqual([null, 10, 20, 30, 40])
    expect(spokenCount(0, 0)).toBeNull()
    expect(spokenCount(1, 1)).toBe(1)
  })
})

describe('the summary', () => {
  it('counts works, and photographs that said where they were taken', () => {
    expect(summaryText(40, 31)).toBe('40 works added. Location removed from 31 photographs.')
    expect(summaryText(1, 1)).toBe('1 work added. Location removed from 1 photograph.')
    expect(summaryText(2, 0)).toBe('2 works added.')
  })
})

describe('what is wrong with an image', () => {
  it('is said with a next step, for every problem', () => {
    for (const problem of Object.keys(problemWords) as IntakeProblem[]) {
      const { what, next } = problemWords[problem]
      expect(what).toMatch(/^[A-Z].*\.$/)
      expect(next).toMatch(/^[A-Z].*\.$/)
    }
    expect(problemWords.heic.next).toContain('JPEG')
  })
})

describe('the address after sharing', () => {
  it.each([
    ['3', 3],
    [undefined, 0],
    ['-1', 0],
    ['many', 0],
    [['3', '4'], 0],
  ])('%j left out: %i', (param, left) => {
    expect(sharedLeft(param)).toBe(left)
  })
})
