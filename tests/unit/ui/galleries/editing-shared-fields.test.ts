import { describe, expect, it } from 'vitest'
import {
  editsBetween,
  editsFrom,
  noSharedFields,
  sharedFieldsFromText,
  sharedFieldsToText,
  tagsFrom,
} from '../../../../src/ui/galleries/editing/shared-fields.ts'

const none = noSharedFields('credit-1')

describe('what is said for many works at once', () => {
  it('changes nothing that was left open', () => {
    expect(editsFrom(none)).toEqual([])
    expect(editsFrom({ ...none, year: '  ' })).toEqual([])
  })

  it('becomes one edit a field', () => {
    const fields = {
      ...none,
      year: '2026',
      licence: 'cc0-1.0' as const,
      noAi: false,
      tags: 'sea, #night,sea',
      credit: { id: 'credit-1', name: 'Ines', role: 'Print' },
    }
    expect(editsFrom(fields)).toEqual([
      { field: 'year', value: '2026' },
      { field: 'licence', value: 'cc0-1.0' },
      { field: 'noAi', value: false },
      { field: 'tag-added', value: 'sea' },
      { field: 'tag-added', value: 'night' },
      { field: 'credit', value: { id: 'credit-1', name: 'Ines', role: 'Print', account: null } },
    ])
  })

  it('changed later, takes back what was said before', () => {
    const before = {
      ...none,
      year: '2025',
      tags: 'sea, night',
      credit: { id: 'credit-1', name: 'Ines', role: '' },
    }
    const after = { ...none, year: '', medium: 'Ink', tags: 'sea' }
    expect(editsBetween(before, after)).toEqual([
      { field: 'medium', value: 'Ink' },
      { field: 'tag-removed', value: 'night' },
      { field: 'year', value: '' },
      { field: 'credit-removed', id: 'credit-1' },
    ])
    expect(editsBetween(before, before)).toEqual([])
  })

  it('survives a reload, and nonsense in its place counts as nothing said', () => {
    const fields = { ...none, year: '2026', noAi: true, availability: 'sold' as const }
    expect(sharedFieldsFromText(sharedFieldsToText(fields), 'other')).toEqual(fields)
    for (const text of ['', 'null', '7', '{"licence":"mine","noAi":"yes","tags":[1]}'])
      expect(editsFrom(sharedFieldsFromText(text, 'credit-1'))).toEqual([])
  })

  it('reads tags as people type them', () => {
    expect(tagsFrom('sea,  night  sky ; #film、海,,')).toEqual(['sea', 'night sky', 'film', '海'])
  })
})
