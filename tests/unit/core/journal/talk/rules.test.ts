/** What is decided about entries, one rule after another. */
import { describe, expect, test } from 'vitest'
import { noticeKindOf } from '../../../../../src/core/journal/talk/rules/addressing.ts'
import { countHeld } from '../../../../../src/core/journal/talk/rules/counting.ts'
import { bodyOf, foldEffects, keepsItsId } from '../../../../../src/core/journal/talk/rules/folding.ts'
import {
  groupNotices,
  groupPosts,
  mostPostsInItem,
} from '../../../../../src/core/journal/talk/rules/grouping.ts'
import {
  checkComment,
  checkMentions,
  checkMutedWord,
} from '../../../../../src/core/journal/talk/rules/input.ts'
import { mutedKey, mutedTextBy } from '../../../../../src/core/journal/talk/rules/muted-words.ts'
import {
  clockSlackMs,
  isAfter,
  placeAfter,
  placeOf,
} from '../../../../../src/core/journal/talk/rules/placing.ts'
import { furthest, isLate, isUnread, nothingRead } from '../../../../../src/core/journal/talk/rules/unread.ts'
import type { EntryId16, JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import { accountNamed, comment, post } from './entries.ts'

const nowMs = Date.UTC(2026, 5, 1)
const hourMs = 3_600_000

describe('an entry stands', () => {
  test('where its author’s clock says, as far as that can be', () => {
    expect(placeOf(nowMs - hourMs, nowMs, 0)).toEqual({ place: nowMs - hourMs, clockIsWrong: false })
    expect(placeOf(nowMs + clockSlackMs, nowMs, 0)).toEqual({
      place: nowMs + clockSlackMs,
      clockIsWrong: false,
    })
  })
  test('where it was first seen, when its clock says a time that has not come', () => {
    expect(placeOf(nowMs + clockSlackMs + 1, nowMs, 0)).toEqual({ place: nowMs, clockIsWrong: true })
    expect(placeOf(Date.UTC(2099, 0, 1), nowMs, 5)).toEqual({ place: nowMs, clockIsWrong: true })
  })
  test('after the one before it in its journal, whatever it says', () => {
    expect(placeOf(0, nowMs, nowMs - hourMs)).toEqual({ place: nowMs - hourMs + 1, clockIsWrong: false })
  })
  test('with the one before it while it cannot be read', () => {
    expect(placeOf(null, nowMs, 7).place).toBe(7)
    expect(placeOf(null, nowMs, 0).place).toBe(nowMs)
  })
  test('and moves those after it only when its clock could be right', () => {
    expect(placeAfter(9, { place: 9, clockIsWrong: false }, 3)).toBe(9)
    expect(placeAfter(Date.UTC(2099, 0, 1), { place: nowMs, clockIsWrong: true }, 3)).toBe(3)
    expect(placeAfter(null, { place: 3, clockIsWrong: false }, 3)).toBe(3)
  })
  test('in the order of segments, then of entries', () => {
    expect(isAfter({ segment: 1, index: 0 }, { segment: 0, index: 200 })).toBe(true)
    expect(isAfter({ segment: 1, index: 2 }, { segment: 1, index: 2 })).toBe(false)
    expect(isAfter({ segment: 0, index: 9 }, { segment: 1, index: 0 })).toBe(false)
  })
})

describe('edits and deletions', () => {
  const edit = (text: string, index: number, segment = 0) => {
    const body = { text, mentions: [], images: [], works: [] }
    const of = new Uint8Array(16) as EntryId16
    return {
      id: new Uint8Array([index]),
      segment,
      index,
      place: index,
      edit: { kind: 'edit' as const, atMs: 0, of, body },
    }
  }
  const deletion = { id: new Uint8Array([99]), segment: 0, index: 99, place: 99, edit: null }

  test('count in the order of the journal, whichever came first', () => {
    const { edits, isDeleted } = foldEffects([edit('third', 0, 1), edit('first', 3), edit('second', 7)])
    expect(edits.map(one => one.edit?.body.text)).toEqual(['first', 'second', 'third'])
    expect(isDeleted).toBe(false)
  })
  test('a deletion holds whatever is edited after it', () => {
    expect(foldEffects([deletion, edit('later', 100)]).isDeleted).toBe(true)
  })
  test('replace all of a post, and only the words of a comment', () => {
    const now = edit('now', 0).edit
    expect(bodyOf(post('before'), now)?.text).toBe('now')
    const ofPost = {
      kind: 'post',
      account: accountNamed('Bo'),
      id: new Uint8Array(16) as EntryId16,
      segment: 0,
    } as const
    expect(bodyOf(comment('before', ofPost), now)).toEqual({
      text: 'now',
      mentions: [],
      images: [],
      works: [],
    })
    expect(bodyOf({ kind: 'appreciate', atMs: 0, target: ofPost }, null)).toBeNull()
  })
  test('an id belongs to the entry of the earliest segment', () => {
    expect(keepsItsId({ segment: 1, index: 4 }, { segment: 2, index: 0 })).toBe(false)
    expect(keepsItsId({ segment: 1, index: 4 }, { segment: 0, index: 9 })).toBe(true)
  })
})

describe('news for oneself', () => {
  const [self, other] = [accountNamed('Ana'), accountNamed('Bo')]
  const id = new Uint8Array(16) as EntryId16
  const mine = { kind: 'post', account: self, id, segment: 0 } as const
  const theirs = { ...mine, account: other }
  const cases: readonly (readonly [string, JournalPlain, string | null])[] = [
    ['a comment on what is mine', comment('x', mine), 'comment'],
    ['an answer to me, under whatever', comment('x', theirs, { replyTo: { account: self, id } }), 'reply'],
    [
      'an answer to me under what is mine: once',
      comment('x', mine, { replyTo: { account: self, id } }),
      'reply',
    ],
    ['my name in a comment', comment('x', theirs, { mentions: [{ account: self, name: 'Ana' }] }), 'mention'],
    ['my name in a post', post('x', { mentions: [{ account: self, name: 'Ana' }] }), 'mention'],
    ['an appreciation of mine', { kind: 'appreciate', atMs: 0, target: mine }, 'appreciation'],
    ['a follower', { kind: 'follow', atMs: 0, account: self }, 'follow'],
    ['a comment on what is theirs', comment('x', theirs), null],
    ['a post without my name', post('x', { mentions: [{ account: other, name: 'Bo' }] }), null],
    ['an appreciation of theirs', { kind: 'appreciate', atMs: 0, target: theirs }, null],
    ['somebody else’s follower', { kind: 'follow', atMs: 0, account: other }, null],
    ['a deletion', { kind: 'delete', atMs: 0, of: id }, null],
  ]
  test.each(cases)('%s', (_, plain, kind) => {
    expect(noticeKindOf(plain, null, self)).toBe(kind)
  })
})

describe('what stands together', () => {
  const said = (author: string, isAdded: boolean) => ({ author, isAdded })
  test('posts of one author about added works, one after the other', () => {
    const posts = [
      said('a', true),
      said('a', true),
      said('b', true),
      said('a', true),
      said('a', false),
      said('a', true),
    ]
    expect(groupPosts(posts).map(group => group.length)).toEqual([2, 1, 1, 1, 1])
  })
  test('but never more than can be shown', () => {
    const posts = Array.from({ length: mostPostsInItem + 1 }, () => said('a', true))
    expect(groupPosts(posts).map(group => group.length)).toEqual([mostPostsInItem, 1])
  })
  test('notices of one kind about one thing, where the newest of them stands', () => {
    const notices = [
      { kind: 'comment', about: '1' },
      { kind: 'appreciation', about: '1' },
      { kind: 'comment', about: '2' },
      { kind: 'appreciation', about: '1' },
    ]
    expect(groupNotices(notices).map(group => group.length)).toEqual([1, 2, 1])
  })
})

describe('muted words', () => {
  test.each([
    ['spoiler', 'No SPOILERS here, one spoiler.', true],
    ['spoiler', 'spoilers only', false],
    ['café', 'At the Cafe tonight', true],
    ['ETE', 'l’été dernier', true],
    ['the end', 'It is The  End!', true],
    ['the end', 'the weekend', false],
    ['🍕', 'so 🍕🍕', true],
    ['straße', 'STRASSE', true],
    ['of', 'off', false],
  ])('%s in “%s”: %s', (word, text, isMuted) => {
    expect(mutedTextBy([word])(text)).toBe(isMuted)
  })
  test('are the same in another spelling', () => {
    expect(mutedKey(' Café ')).toBe(mutedKey('cafe'))
    expect(mutedKey('cafes')).not.toBe(mutedKey('cafe'))
  })
  test('none mutes nothing', () => {
    expect(mutedTextBy([])('anything')).toBe(false)
    expect(mutedTextBy(['  '])('anything')).toBe(false)
  })
})

describe('counting', () => {
  const shown = (account: string): boolean => account !== 'blocked'
  test('counts one appreciation for each person, nobody hidden, nobody one does not see', () => {
    const comments = [
      { author: 'bo', hidden: false },
      { author: 'bo', hidden: true },
      { author: 'blocked', hidden: false },
    ]
    expect(countHeld(comments, ['bo', 'bo', 'ana', 'blocked'], shown, 'ana')).toEqual({
      comments: 1,
      appreciations: 2,
      appreciated: true,
    })
  })
})

describe('a notice is unread', () => {
  const mark = { place: 100, atMs: 1_000 }
  test('when it came after what was shown', () => {
    expect(isUnread({ place: 101, lateAtMs: null }, mark)).toBe(true)
    expect(isUnread({ place: 100, lateAtMs: null }, mark)).toBe(false)
  })
  test('when it came late, until one has looked again', () => {
    expect(isUnread({ place: 50, lateAtMs: 1_001 }, mark)).toBe(true)
    expect(isUnread({ place: 50, lateAtMs: 999 }, mark)).toBe(false)
  })
  test('late is only what this device did not have when it showed what is around it', () => {
    expect(isLate(50, mark, mark)).toBe(true)
    expect(isLate(50, nothingRead, mark)).toBe(false)
    expect(isLate(50, { place: 90, atMs: 1 }, mark)).toBe(false)
    expect(isLate(101, mark, mark)).toBe(false)
  })
  test('marks of several devices go as far as any of them', () => {
    expect(furthest([{ place: 1, atMs: 9 }, mark, { place: 7, atMs: 2_000 }])).toEqual({
      place: 100,
      atMs: 2_000,
    })
    expect(furthest([])).toEqual(nothingRead)
  })
})

describe('what people type', () => {
  test('is refused when there is nothing in it, or too much', () => {
    expect(checkComment(' \n ')).toMatchObject({ error: { field: 'text', reason: 'empty' } })
    expect(checkComment('x'.repeat(4_001))).toMatchObject({ error: { field: 'text', reason: 'too-long' } })
    expect(checkMutedWord(' ')).toMatchObject({ error: { field: 'word', reason: 'empty' } })
    expect(checkMutedWord('x'.repeat(101))).toMatchObject({ error: { field: 'word', reason: 'too-long' } })
  })
  test('is whole characters', () => {
    expect(checkComment('a\ud800')).toEqual({ ok: true, value: 'a\ufffd' })
  })
  test('names people by accounts, and not by anything else', () => {
    const bad = { account: '<script>', name: 'x', isOwn: false }
    expect(checkMentions([bad])).toMatchObject({ error: { field: 'mentions', reason: 'unknown-value' } })
    const many = Array.from({ length: 51 }, () => bad)
    expect(checkMentions(many)).toMatchObject({ error: { field: 'mentions', reason: 'too-many' } })
  })
})
