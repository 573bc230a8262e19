/** Which entries are about what, found page by page. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePlaces,
  createReferenceIndex,
  type Posting,
  type ReferenceIndex,
  type SegmentMarks,
  toByteText,
} from '../../../../sync-server/directory/references.ts'

const bytes = (value: number): Uint8Array => new Uint8Array(16).fill(value)
const text = (value: number): string => toByteText(bytes(value))
const limits = { segmentsPerAccount: 3 }

/** The newest first, as a segment is read. */
const said = (...marks: readonly { id: number; atMs?: number; keys: readonly number[] }[]): SegmentMarks => ({
  marks: marks.map(({ id, atMs = id, keys }) => ({ id: bytes(id), atMs, keys: keys.map(bytes) })),
  takenBack: [],
})
const takingBack = (...ids: readonly number[]): SegmentMarks => ({ marks: [], takenBack: ids.map(bytes) })

const find = (index: ReferenceIndex, ...keys: readonly number[]): readonly Posting[] =>
  index.find(keys.map(text), null, 1_000)
const idsOf = (postings: readonly Posting[]): readonly number[] => postings.map(({ id }) => id.charCodeAt(0))

describe('what was said about something', () => {
  test('is found by any of the keys that were asked, the newest first', () => {
    const index = createReferenceIndex(limits)
    index.set('ana', 0, said({ id: 5, keys: [1] }, { id: 3, keys: [2, 1] }))
    index.set('bo', 4, said({ id: 4, keys: [2] }, { id: 9, atMs: 1, keys: [3] }))
    expect(find(index, 1)).toEqual([
      { account: 'ana', segment: 0, id: text(5), key: text(1), atMs: 5, age: 0 },
      { account: 'ana', segment: 0, id: text(3), key: text(1), atMs: 3, age: 1 },
    ])
    expect(idsOf(find(index, 2, 1))).toEqual([5, 4, 3, 3])
    expect(idsOf(find(index, 2, 2))).toEqual([4, 3])
    expect(find(index, 7)).toEqual([])
  })

  test('is what the segment says now', () => {
    const index = createReferenceIndex(limits)
    index.set('ana', 0, said({ id: 5, keys: [1] }))
    index.set('ana', 0, said({ id: 6, keys: [2] }))
    expect([find(index, 1), idsOf(find(index, 2))]).toEqual([[], [6]])
    index.set('ana', 0, null)
    expect([find(index, 2), index.size()]).toEqual([[], 0])
  })

  test('is gone once it is taken back, in whatever segment, and only by its author', () => {
    const index = createReferenceIndex(limits)
    index.set('ana', 0, said({ id: 5, keys: [1] }, { id: 4, keys: [1] }))
    index.set('bo', 0, said({ id: 5, keys: [1] }))
    index.set('ana', 2, takingBack(5))
    expect(find(index, 1).map(({ account, id }) => [account, id.charCodeAt(0)])).toEqual([
      ['bo', 5],
      ['ana', 4],
    ])
    index.set('ana', 2, null)
    expect(idsOf(find(index, 1))).toEqual([5, 5, 4])
  })

  test('counts once where two segments have the same id: the first of them', () => {
    const index = createReferenceIndex(limits)
    index.set('ana', 1, said({ id: 5, atMs: 100, keys: [1] }))
    index.set('ana', 0, said({ id: 5, atMs: 7, keys: [1] }))
    expect(find(index, 1).map(({ segment, atMs }) => [segment, atMs])).toEqual([[0, 7]])
  })

  test('by one author is a few entries, however many there are, and the newest', () => {
    const index = createReferenceIndex({ segmentsPerAccount: 100 })
    for (let segment = 0; segment < 40; segment++) {
      const marks = Array.from({ length: 20 }, (_, at) => ({
        id: bytes(0).with(0, segment).with(1, at),
        atMs: 1e12 + segment,
        keys: [bytes(1)],
      }))
      index.set('loud', segment, { marks, takenBack: [] })
    }
    index.set('ana', 0, said({ id: 1, atMs: 3, keys: [1] }))
    const found = find(index, 1)
    expect(found).toHaveLength(21)
    expect(new Set(found.slice(0, 20).map(({ segment }) => segment))).toEqual(new Set([39]))
    expect(found.at(-1)?.account).toBe('ana')
  })

  test('in more segments than count is found in those with the highest numbers', () => {
    const index = createReferenceIndex(limits)
    for (const segment of [9, 1, 5, 3]) index.set('ana', segment, said({ id: segment, keys: [1] }))
    expect(idsOf(find(index, 1))).toEqual([9, 5, 3])
    index.set('ana', 5, null)
    expect(idsOf(find(index, 1))).toEqual([9, 3, 1])
  })
})

interface Step {
  readonly account: string
  readonly segment: number
  readonly said: SegmentMarks | null
}

const step: fc.Arbitrary<Step> = fc.record({
  account: fc.constantFrom('ana', 'bo', 'cy'),
  segment: fc.nat({ max: 5 }),
  said: fc.option(
    fc.record({
      marks: fc.array(
        fc.record({
          id: fc.nat({ max: 30 }).map(bytes),
          atMs: fc.nat({ max: 4 }),
          keys: fc
            .uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 })
            .map(keys => keys.map(bytes)),
        }),
        { maxLength: 12 },
      ),
      takenBack: fc.array(fc.nat({ max: 30 }).map(bytes), { maxLength: 2 }),
    }),
  ),
})

const allKeys = [0, 1, 2, 3, 4].map(text)
const runs = process.env['SLOW'] === '1' ? 20_000 : 400

describe('an index of references', () => {
  test('answers by what is in it, whatever was in it before and in whatever order it came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const grown = createReferenceIndex(limits)
        for (const { account, segment, said: marks } of steps) grown.set(account, segment, marks)
        const last = new Map(steps.map(one => [`${one.account} ${one.segment}`, one]))
        const anew = createReferenceIndex(limits)
        for (const one of [...last.values()].reverse()) anew.set(one.account, one.segment, one.said)
        expect(grown.find(allKeys, null, 1_000)).toEqual(anew.find(allKeys, null, 1_000))
        expect(grown.size()).toBe(anew.size())
      }),
      { numRuns: runs },
    )
  })

  test('gives all of it page by page, each once, whatever the size of a page', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (steps, most) => {
        const index = createReferenceIndex(limits)
        for (const { account, segment, said: marks } of steps) index.set(account, segment, marks)
        const all = index.find(allKeys, null, 10_000)
        const pages: Posting[] = []
        for (let page = index.find(allKeys, null, most); page.length > 0;) {
          pages.push(...page)
          page = index.find(allKeys, page.at(-1) ?? null, most)
        }
        expect(pages).toEqual(all)
        expect(all).toEqual(all.toSorted(comparePlaces))
        expect(index.size()).toBe(all.length)
      }),
      { numRuns: runs },
    )
  })
})
