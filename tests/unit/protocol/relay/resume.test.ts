import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexToBytes } from '../../../../src/base/bytes.ts'
import { enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import {
  bitsOf,
  decodeResume,
  decodeResumed,
  encodeResume,
  encodeResumed,
  headsDigestOf,
  noHeadsDigest,
  placesIn,
  resumeDigestOf,
  resumeKeyOf,
  type ResumeQuestion,
} from '../../../../src/protocol/relay/resume.ts'

const doc = '0123456789abcdef0123456789abcdef'
const name = '0102030405060708'
const nameItem = hexToBytes(name) ?? new Uint8Array()
const bytes = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value)
const reasonOf = (result: { readonly ok: boolean; readonly error?: { readonly reason: string } }): string =>
  result.ok ? 'accepted' : (result.error?.reason ?? '')

const questions: readonly ResumeQuestion[] = [
  { number: 0, roster: null, listed: [] },
  { number: 1, roster: null, listed: [{ doc, digest: bytes(8) }] },
  {
    number: 2,
    roster: { name: '', count: 0, members: [], digests: bytes(0) },
    listed: [{ doc, digest: bytes(8) }],
  },
  {
    number: 3,
    roster: { name, count: 9, members: [0, 1, 2, 3, 4, 5, 6, 7, 8], digests: bytes(27) },
    listed: [],
  },
  {
    number: 4,
    roster: { name, count: 9, members: [8], digests: bytes(3) },
    listed: [{ doc, digest: bytes(8, 2) }],
  },
  { number: 5, roster: { name, count: 4_096, members: [], digests: bytes(0) }, listed: [] },
]

describe('a question about many documents', () => {
  it.each(questions)('$number is read as it was written', question => {
    expect(decodeResume(encodeResume(question))).toEqual({ ok: true, value: question })
  })

  it('costs three bytes for each that the relay remembers, when it is about all of them', () => {
    const members = Array.from({ length: 200 }, (_, place) => place)
    const question = { number: 1, roster: { name, count: 200, members, digests: bytes(600) }, listed: [] }
    expect(encodeResume(question).length).toBeLessThan(600 + 24)
  })

  const roster = (change: readonly [number, number | Uint8Array]): readonly Item[] =>
    [nameItem, 9, Uint8Array.of(0, 1), bytes(3)].with(...change)
  it.each<[string, Item]>([
    ['without a number', [null, bytes(0)]],
    ['with half a document', [1, null, bytes(23)]],
    ['with a short name', [1, roster([0, bytes(7)]), bytes(0)]],
    ['with members of no roster', [1, roster([0, bytes(0)]), bytes(0)]],
    ['with too few bits', [1, roster([2, Uint8Array.of(1)]), bytes(0)]],
    ['with a member past the last', [1, roster([2, Uint8Array.of(0, 2)]), bytes(0)]],
    ['with all members, at length', [1, [nameItem, 1, Uint8Array.of(1), bytes(3)], bytes(0)]],
    ['with a digest too few', [1, roster([3, bytes(0)]), bytes(0)]],
    ['with a digest too many', [1, roster([3, bytes(6)]), bytes(0)]],
    ['about more than a roster holds', [1, roster([1, limits.resumedDocuments + 1]), bytes(0)]],
    ['about all of more than a roster holds', [1, [nameItem, 4_097, bytes(0), bytes(4_097 * 3)], bytes(0)]],
    ['about all of more than anything holds', [1, [nameItem, 2 ** 50, bytes(0), bytes(0)], bytes(0)]],
    ['about more than may be asked at once', [1, null, bytes((limits.resumedDocuments + 1) * 24)]],
    [
      'about more than may be asked at once, both ways together',
      [1, [nameItem, 1, bytes(0), bytes(3)], bytes(limits.resumedDocuments * 24)],
    ],
    ['and more', [1, null, bytes(0), 1]],
  ])('%s is refused', (_, item) => {
    expect(reasonOf(decodeResume(enc(item)))).toBe('wrong-shape')
  })
})

describe('an answer about many documents', () => {
  it('is read as it was written', () => {
    for (const answer of [
      { number: 0, name: '', same: bytes(0) },
      { number: 9, name, same: bytes(512, 255) },
    ]) {
      expect(decodeResumed(encodeResumed(answer))).toEqual({ ok: true, value: answer })
    }
  })

  it.each<[string, Item]>([
    ['with half a name', [1, bytes(4), bytes(1)]],
    ['about more than could be asked', [1, nameItem, bytes(513)]],
    ['without a number', [nameItem, bytes(1)]],
  ])('%s is refused', (_, item) => {
    expect(reasonOf(decodeResumed(enc(item)))).toBe('wrong-shape')
  })
})

describe('bits', () => {
  it('are read as they were written', () => {
    const sets = fc
      .nat({ max: 100 })
      .chain(count => fc.tuple(fc.constant(count), fc.subarray([...Array(count).keys()])))
    fc.assert(
      fc.property(sets, ([count, places]) => {
        expect(placesIn(bitsOf(count, places), count)).toEqual(places)
      }),
    )
  })

  it('of another number of things are none', () => {
    expect(placesIn(bytes(2), 8)).toBeNull()
    expect(placesIn(bytes(1), 9)).toBeNull()
    expect(placesIn(Uint8Array.of(0b100), 2)).toBeNull()
  })
})

describe('a digest', () => {
  const heads = ['aa'.repeat(32), 'bb'.repeat(32)]

  it('stands for heads in any order, and for no others', () => {
    expect(headsDigestOf(heads.toReversed())).toBe(headsDigestOf(heads))
    const others = [[], heads.slice(1), [...heads, 'cc'.repeat(32)]].map(headsDigestOf)
    expect(new Set([headsDigestOf(heads), ...others]).size).toBe(4)
    expect(headsDigestOf([])).toBe(noHeadsDigest)
  })

  it('is another for each connection, each document and each state', () => {
    const [here, there] = [resumeKeyOf(bytes(32, 1)), resumeKeyOf(bytes(32, 2))]
    const made = [
      resumeDigestOf(here, doc, noHeadsDigest),
      resumeDigestOf(there, doc, noHeadsDigest),
      resumeDigestOf(here, doc.replace('0', '1'), noHeadsDigest),
      resumeDigestOf(here, doc, headsDigestOf(heads)),
    ]
    expect(new Set(made.map(digest => digest.subarray(0, 3).join())).size).toBe(4)
  })
})
