import { describe, expect, it } from 'vitest'
import type { DirectoryRow, FoundPerson } from '../../../../src/core/api.ts'
import { directoryText, notAmong } from '../../../../src/ui/discovery/directory-rules.ts'
import {
  directoryWords,
  discoverWords,
  findPeopleWords,
  knownByText,
  listingWords,
  sourceText,
} from '../../../../src/ui/strings/discovery.ts'
import { formatAgo } from '../../../../src/ui/strings/format.ts'
import { aboutText } from '../../../../src/ui/strings/roles.ts'

const now = Date.UTC(2026, 10, 21, 12)
const minutes = 60_000
const days = 86_400_000

describe('how long ago something was', () => {
  it.each([
    [now - 30_000, 'just now'],
    [now - minutes, '1 minute ago'],
    [now - 59 * minutes, '59 minutes ago'],
    [now - 60 * minutes, '1 hour ago'],
    [now - 3 * days, '3 days ago'],
    [now - 62 * days, '2 months ago'],
    [now - 800 * days, '2 years ago'],
    [now + 73 * 365 * days, 'just now'],
  ])('%d is %s', (ms, words) => {
    expect(formatAgo(ms, now)).toBe(words)
  })
})

describe('where a person was found', () => {
  it('says this device or the relay, and how old that is', () => {
    expect(sourceText('device', now - 3 * days, now)).toBe('On this device · heard 3 days ago')
    expect(sourceText('relay', now, now)).toBe('From the relay · checked just now')
  })

  it('says roles and place in one line, whichever are there', () => {
    expect(aboutText({ roles: [{ kind: 'known', id: 'gaffer' }], place: 'Porto' })).toBe('Gaffer · Porto')
    expect(aboutText({ roles: [], place: '' })).toBe('')
  })
})

describe('who of one’s connections follows a stranger', () => {
  const bare = (words: string) => words.replaceAll(/[\u2068\u2069]/gu, '')

  it.each([
    [[], 0, 'Nobody you know says that they follow them.'],
    [['Ana'], 1, 'Ana, a connection of yours, follows them.'],
    [['Ana', 'Bo'], 2, 'Ana and Bo follow them.'],
    [['Ana', 'Bo', 'Cy'], 3, 'Ana and 2 others you know follow them.'],
    [['Ana', 'Bo', 'Cy'], 40, 'Ana and 39 others you know follow them.'],
    [[''], 1, 'This person, a connection of yours, follows them.'],
  ])('%j of %d', (names, count, words) => {
    expect(bare(knownByText(names, count))).toBe(words)
  })
})

const person = (account: string, source: FoundPerson['source']): FoundPerson => ({
  account,
  name: account,
  roles: [],
  place: '',
  availability: 'unset',
  isOwn: false,
  connection: 'none',
  follow: 'no',
  source,
  heardAtMs: now,
  fingerprint: '',
  knownBy: [],
  knownByCount: 0,
  isLookalike: false,
})

describe('what the relay answers', () => {
  const answer: DirectoryRow = {
    state: 'answered',
    people: [],
    found: 0,
    hasMore: false,
    checking: 0,
    refused: 0,
    askedAtMs: now,
  }

  it('is said whatever became of the question', () => {
    const states: Record<DirectoryRow['state'], true> = {
      off: true,
      offline: true,
      asking: true,
      answered: true,
      'too-often': true,
      refused: true,
    }
    const texts = (Object.keys(states) as DirectoryRow['state'][]).map(state =>
      directoryText({ ...answer, state }),
    )
    expect(new Set(texts).size).toBe(texts.length)
    for (const text of texts) expect(text).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('is counted while it is checked', () => {
    const row = {
      ...answer,
      state: 'asking',
      people: [person('a', 'relay')],
      refused: 2,
      checking: 9,
    } as const
    expect(directoryText(row)).toContain('Checking 3 of 12.')
    expect(directoryText({ ...row, checking: 0, people: [], refused: 0 })).toBe(directoryWords.asking)
    expect(directoryText({ ...answer, found: 1 })).toBe('1 person found at the relay')
  })

  it('repeats nobody whom this device has shown already', () => {
    const shown = new Set(['a'])
    expect(notAmong([person('a', 'relay'), person('b', 'relay')], shown).map(one => one.account)).toEqual([
      'b',
    ])
  })
})

const sentences = [
  discoverWords.nothingHere,
  discoverWords.appreciatedHint,
  discoverWords.tooLong(200),
  discoverWords.indexing(1, 5_000),
  findPeopleWords.textHint,
  findPeopleWords.unknownRole,
  findPeopleWords.lookalike,
  directoryWords.hint,
  directoryWords.leftOut(1),
  directoryWords.leftOut(2),
  listingWords.meaning,
  listingWords.hint,
  listingWords.listed,
  listingWords.notListed,
]
const jargon = /\b(?:key|keys|encrypt\w*|crypto|hash|index|query|server|metadata|verified|signed)\b/i

describe('what is said about finding', () => {
  it.each(sentences)('“%s” is whole sentences without jargon', words => {
    expect(words).toMatch(/^[\p{Lu}\d].*\.$/u)
    expect(words).not.toMatch(jargon)
  })

  it('says which device and which relay a count is of', () => {
    expect(findPeopleWords.count(1)).toBe('1 person on this device')
    expect(findPeopleWords.found(2)).toBe('2 people found on this device')
  })
})
