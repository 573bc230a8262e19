import { describe, expect, test } from 'vitest'
import type { AlbumEdit, Credit, WorkEdit } from '../../../../src/core/api.ts'
import { checkAlbumEdit, checkAlbumTitle, checkWorkEdit } from '../../../../src/core/galleries/rules.ts'
import { tagKey, tidyTag } from '../../../../src/core/galleries/tags.ts'

const credit = (changes: Partial<Credit>): WorkEdit => ({
  field: 'credit',
  value: { id: 'one', name: 'Ana', role: 'printer', account: null, ...changes },
})

describe('an album', () => {
  test('has a visible title', () => {
    expect(checkAlbumTitle('  Harbour ')).toEqual({ ok: true, value: 'Harbour' })
    for (const title of ['', '   ', '\u200b\u2060']) {
      expect(checkAlbumTitle(title)).toEqual({
        ok: false,
        error: { type: 'invalid-input', field: 'title', reason: 'empty' },
      })
    }
    expect(checkAlbumTitle('x'.repeat(301))).toMatchObject({ error: { reason: 'too-long' } })
  })

  test.each<[AlbumEdit, string | null]>([
    [{ field: 'video', value: 'https://example.org/film' }, null],
    [{ field: 'video', value: '' }, null],
    [{ field: 'video', value: 'http://example.org/film' }, 'not-a-link'],
    [{ field: 'video', value: 'javascript:alert(1)' }, 'not-a-link'],
    [{ field: 'video', value: 'film' }, 'not-a-link'],
    [{ field: 'video', value: `https://example.org/${'x'.repeat(2_000)}` }, 'too-long'],
    [{ field: 'year', value: 'c. 1990–1993' }, null],
    [{ field: 'year', value: '1'.repeat(41) }, 'too-long'],
    [{ field: 'about', value: 'x'.repeat(10_001) }, 'too-long'],
    [{ field: 'title', value: ' ' }, 'empty'],
    [{ field: 'cover', value: null }, null],
    [{ field: 'cover', value: '../../etc' }, 'unknown-value'],
  ])('%j', (edit, reason) => {
    expect(checkAlbumEdit(edit)).toMatchObject(
      reason === null ? { ok: true } : { ok: false, error: { reason } },
    )
  })
})

describe('a work', () => {
  test.each<[WorkEdit, string | null]>([
    [{ field: 'title', value: 'x'.repeat(300) }, null],
    [{ field: 'title', value: 'x'.repeat(301) }, 'too-long'],
    [{ field: 'fullTitle', value: 'x'.repeat(1_001) }, 'too-long'],
    [{ field: 'statement', value: 'x'.repeat(20_001) }, 'too-long'],
    [{ field: 'alt', value: 'x'.repeat(2_001) }, 'too-long'],
    [{ field: 'tag-added', value: '##' }, 'empty'],
    [{ field: 'tag-added', value: 'x'.repeat(61) }, 'too-long'],
    [{ field: 'focal', value: { x: 0, y: 1 } }, null],
    [{ field: 'focal', value: { x: 0, y: 1.1 } }, 'unknown-value'],
    [{ field: 'focal', value: { x: Number.NaN, y: 0 } }, 'unknown-value'],
    [{ field: 'version', value: 'not an image' }, 'unknown-value'],
    [credit({}), null],
    [credit({ name: ' ' }), 'empty'],
    [credit({ role: 'x'.repeat(201) }), 'too-long'],
    [credit({ id: 'a:b' }), 'unknown-value'],
    [credit({ account: 'nobody' }), 'not-an-address'],
  ])('%j', (edit, reason) => {
    expect(checkWorkEdit(edit)).toMatchObject(
      reason === null ? { ok: true } : { ok: false, error: { reason } },
    )
  })

  test('keeps no half characters and no space around its texts', () => {
    expect(checkWorkEdit({ field: 'alt', value: ' a\ud83d ' })).toEqual({
      ok: true,
      value: { field: 'alt', value: 'a\ufffd' },
    })
  })
})

describe('tags', () => {
  test.each([
    ['#Sea', 'Sea'],
    ['  # night   sky ', 'night sky'],
    ['##x', 'x'],
    ['e\u0301te\u0301', 'été'],
  ])('%j is %j', (typed, tidy) => {
    expect(tidyTag(typed)).toBe(tidy)
  })

  test('are equal whatever their case', () => {
    expect(tagKey('ÉTÉ')).toBe(tagKey('été'))
  })
})
