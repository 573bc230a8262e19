/** What the directory answers of what it was told, page by page. */
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  decodePeopleAnswer,
  decodeReferencesAnswer,
  encodePeopleAnswer,
  encodeReferencesAnswer,
} from '../../../../src/protocol/directory/directory.ts'
import {
  directoryLimits,
  type PeopleQuestion,
  type Reference,
} from '../../../../src/protocol/directory/directory-types.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { encodeContent, type PublicContent } from '../../../../sync-server/directory/content.ts'
import type { KeptRow } from '../../../../sync-server/directory/kept-row.ts'
import { createPublicIndex, type PublicIndex } from '../../../../sync-server/directory/public-index.ts'

const limits = { segmentsPerAccount: 64, maxReferences: 100_000 }
const everybody: PeopleQuestion = { text: '', role: '', place: '', after: null }

const accountOf = (number: number): AccountId => {
  const account = new Uint8Array(32)
  new DataView(account.buffer).setUint32(0, number)
  return account as AccountId
}
const numberOf = (account: AccountId): number => new DataView(account.buffer, account.byteOffset).getUint32(0)

const rowOf = (number: number, content: PublicContent, segment: number | null = null): KeptRow => ({
  doc: `${number}-${segment}`,
  owner: accountOf(number),
  segment,
  heads: new Uint8Array(16),
  changedMs: 1_000 + number,
  content: encodeContent(content),
})
const person = (number: number, name = `P${String(number).padStart(3, '0')}`): KeptRow =>
  rowOf(number, {
    kind: 'profile',
    profile: { name, roles: [{ kind: 'known', id: 'editor' }], place: 'Lisboa' },
  })
const nobody = (number: number): KeptRow => rowOf(number, { kind: 'nothing' })

const crowd = (count: number): PublicIndex => {
  const index = createPublicIndex(limits)
  for (let number = 0; number < count; number++) index.set(person(number))
  return index
}

const pageOf = (index: PublicIndex, question: Partial<PeopleQuestion> = {}) => {
  const answer = index.people({ ...everybody, ...question })
  if (!answer.ok) throw new Error(answer.error)
  const sent = decodePeopleAnswer(encodePeopleAnswer(answer.value))
  if (!sent.ok) throw new Error(sent.error.reason)
  return { ...sent.value, numbers: sent.value.people.map(({ account }) => numberOf(account)) }
}

const from = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, at) => start + at)

describe('pages of people', () => {
  test('follow one another to the end, and say how many there are in all', () => {
    const index = crowd(85)
    const first = pageOf(index)
    const second = pageOf(index, { after: first.next })
    const third = pageOf(index, { after: second.next })
    expect([first.numbers, second.numbers, third.numbers]).toEqual([from(0, 40), from(40, 80), from(80, 85)])
    expect([first.found, second.found, third.found, third.next]).toEqual([85, 85, 85, null])
    expect(first.people[7]).toEqual({ account: accountOf(7), changedMs: 1_007 })
    expect(pageOf(crowd(40)).next).toBeNull()
  })

  test('go on where they were though people come and go', () => {
    const index = crowd(85)
    const first = pageOf(index)
    index.set(person(500, 'A newcomer'))
    for (const gone of [3, 41]) index.set(nobody(gone))
    const second = pageOf(index, { after: first.next })
    expect(second.numbers).toEqual([40, ...from(42, 81)])
  })

  test('miss nobody when the very one is gone with whom the page before ended', () => {
    const index = crowd(85)
    const first = pageOf(index)
    index.set(nobody(39))
    expect(pageOf(index, { after: first.next }).numbers).toEqual(from(40, 80))
  })

  test('have those who were asked for, and nobody else', () => {
    const index = crowd(3)
    index.set(rowOf(9, { kind: 'profile', profile: { name: 'Zoë', roles: [], place: 'Łódź' } }))
    expect(pageOf(index, { text: 'zoe' }).numbers).toEqual([9])
    expect(pageOf(index, { place: 'lodz' }).numbers).toEqual([9])
    expect(pageOf(index, { role: 'editor' }).numbers).toEqual([0, 1, 2])
    expect(pageOf(index, { text: 'zoe', role: 'editor' })).toMatchObject({ found: 0, people: [], next: null })
  })
})

const key = new Uint8Array(16).fill(1)
const said = (count: number, seed: number): PublicContent => ({
  kind: 'journal',
  marks: Array.from({ length: count }, (_, at) => ({
    id: new Uint8Array(randomBytes(16)),
    atMs: seed * 7 + at,
    keys: [key],
  })),
  takenBack: [],
})
const allOf = (
  index: PublicIndex,
  keys: readonly Uint8Array[] = [key],
): readonly (readonly Reference[])[] => {
  const pages: (readonly Reference[])[] = []
  let after: Uint8Array | null = null
  do {
    const answer = index.references({ keys, after })
    if (!answer.ok) throw new Error(answer.error)
    const sent = decodeReferencesAnswer(encodeReferencesAnswer(answer.value))
    if (!sent.ok) throw new Error(sent.error.reason)
    pages.push(sent.value.references)
    after = sent.value.next
  } while (after !== null)
  return pages
}

describe('pages of references', () => {
  test('are full until the last, have each once, and a few of each author', () => {
    const index = createPublicIndex(limits)
    for (const number of from(0, 30)) index.set(rowOf(number, said(20, number), 0))
    for (const segment of from(1, 40)) index.set(rowOf(7, said(20, segment), segment))
    const pages = allOf(index)
    expect(pages.map(page => page.length)).toEqual([directoryLimits.referencesPerPage, 200, 200])
    const all = pages.flat()
    expect(new Set(all.map(({ id }) => Buffer.from(id).toString('hex'))).size).toBe(600)
    const byNumber = from(0, 30).map(number => all.filter(({ account }) => numberOf(account) === number))
    expect(byNumber.map(list => list.length)).toEqual(from(0, 30).map(() => 20))
    expect(index.size().references).toBe(600)
  })

  test('say where the entry stands', () => {
    const index = createPublicIndex(limits)
    const content = said(1, 4)
    index.set(rowOf(3, content, 12))
    const id = content.kind === 'journal' ? content.marks[0]?.id : undefined
    expect(allOf(index, [new Uint8Array(16), key])).toEqual([
      [{ key, account: accountOf(3), segment: 12, id }],
    ])
  })

  test('neither miss nor repeat what was there all the while, though entries come between', () => {
    const index = createPublicIndex(limits)
    for (const number of from(0, 20)) index.set(rowOf(number, said(20, number), 0))
    const first = index.references({ keys: [key], after: null })
    if (!first.ok) throw new Error(first.error)
    const before = allOf(index).flat()
    for (const number of from(50, 60)) index.set(rowOf(number, said(20, 1_000 - number), 0))
    const second = index.references({ keys: [key], after: first.value.next })
    if (!second.ok) throw new Error(second.error)
    const seen = [...first.value.references, ...second.value.references]
    const rest = seen.filter(({ account }) => numberOf(account) < 50)
    expect(rest).toEqual(before.slice(0, rest.length))
  })

  test('have no more than the relay has room for', () => {
    const index = createPublicIndex({ ...limits, maxReferences: 50 })
    for (const number of from(0, 9)) index.set(rowOf(number, said(20, number), 0))
    expect(index.size().references).toBe(60)
    index.set(rowOf(0, { kind: 'nothing' }, 0))
    index.set(rowOf(8, said(20, 1), 0))
    expect(index.size().references).toBe(60)
  })
})

describe('a cursor that was made up', () => {
  const index = crowd(3)
  test.each([8, 35, 37, 55, 57, 64])('of %i bytes is none', length => {
    const after = new Uint8Array(randomBytes(length))
    expect(index.people({ ...everybody, after })).toEqual({ ok: false, error: 'malformed' })
    expect(index.references({ keys: [key], after })).toEqual({ ok: false, error: 'malformed' })
  })

  test('leads somewhere or nowhere', () => {
    expect(pageOf(index, { after: new Uint8Array(36).fill(255) })).toMatchObject({ people: [], next: null })
    expect(pageOf(index, { after: new Uint8Array(36) }).numbers).toEqual([1, 2])
    expect(index.references({ keys: [key], after: new Uint8Array(56).fill(255) })).toEqual({
      ok: false,
      error: 'malformed',
    })
    expect(index.references({ keys: [key], after: new Uint8Array(56) })).toMatchObject({ ok: true })
  })
})

test('an index that is cleared knows nothing', () => {
  const index = crowd(3)
  index.set(rowOf(5, said(3, 1), 0))
  index.clear()
  expect([pageOf(index).found, allOf(index), index.size(), [...index.rows()]]).toEqual([
    0,
    [[]],
    { people: 0, references: 0 },
    [],
  ])
})
