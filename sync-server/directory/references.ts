/**
 * Which entries of journals are about what: for each key a list in one order, with no more of one author than a few. What
 * is in it follows from the segments that were set, never from their order.
 *
 * Of an account the segments with the highest numbers count, and of what it says about one thing the newest entries: in
 * the highest segments, there the last ones. An entry of theirs that they took back counts nowhere.
 */
import type { JournalMark } from './content.ts'
import { contentLimits } from './content-limits.ts'

/** Bytes as latin1 text, one character each: the cheapest key a Map can have. */
export type ByteText = string

export interface Posting {
  readonly account: ByteText
  readonly segment: number
  readonly id: ByteText
  readonly key: ByteText
  readonly atMs: number
  /** Among the entries of its segment, the newest 0. */
  readonly age: number
}

export interface ReferenceIndex {
  /** Puts what one segment says in place of what it said before; null takes it out. */
  set(account: ByteText, segment: number, said: SegmentMarks | null): void
  /** At most `most` entries about any of `keys`, in order, behind `after`. */
  find(keys: readonly ByteText[], after: PostingPlace | null, most: number): readonly Posting[]
  /** How many there are. */
  size(): number
}

export interface SegmentMarks {
  readonly marks: readonly JournalMark[]
  readonly takenBack: readonly Uint8Array[]
}

/** Where a posting stands among all, whether it is there or not. */
export type PostingPlace = Pick<Posting, 'atMs' | 'id' | 'key' | 'account'>

interface Segment {
  readonly number: number
  readonly byKey: ReadonlyMap<ByteText, readonly Posting[]>
  readonly takenBack: ReadonlySet<ByteText>
}

type Segments = ReadonlyMap<number, Segment>

export interface ReferenceLimits {
  readonly segmentsPerAccount: number
}

/** The newest first, as their authors say; then by what nobody chooses twice. `account` may be its beginning alone. */
export const comparePlaces = (a: PostingPlace, b: PostingPlace): number => {
  if (a.atMs !== b.atMs) return b.atMs - a.atMs
  return compareText(a.id, b.id) || compareText(a.key, b.key) || compareText(a.account, b.account)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const toByteText = (bytes: Uint8Array): ByteText =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

export const createReferenceIndex = ({ segmentsPerAccount }: ReferenceLimits): ReferenceIndex => {
  const accounts = new Map<ByteText, Map<number, Segment>>()
  /** In order. */
  const postings = new Map<ByteText, Posting[]>()
  let count = 0

  const counting = (segments: Segments): readonly Segment[] =>
    [...segments.values()].sort((a, b) => b.number - a.number).slice(0, segmentsPerAccount)

  const change = (key: ByteText, before: readonly Posting[], after: readonly Posting[]): void => {
    const list = postings.get(key) ?? []
    for (const posting of before) if (!after.includes(posting)) list.splice(placeIn(list, posting), 1)
    for (const posting of after)
      if (!before.includes(posting)) list.splice(placeIn(list, posting), 0, posting)
    count += after.length - before.length
    if (list.length === 0) postings.delete(key)
    else postings.set(key, list)
  }

  return {
    set(account, number, said) {
      const segments = accounts.get(account) ?? new Map<number, Segment>()
      const before = counting(segments)
      if (said === null) segments.delete(number)
      else segments.set(number, toSegment(account, number, said))
      if (segments.size === 0) accounts.delete(account)
      else accounts.set(account, segments)
      const after = counting(segments)
      for (const key of keysThatChange(before, after)) change(key, shownOf(before, key), shownOf(after, key))
    },
    find(keys, after, most) {
      const found = [...new Set(keys)].flatMap(key => {
        const list = postings.get(key) ?? []
        const from = after === null ? 0 : firstBehind(list, after)
        return list.slice(from, from + most)
      })
      return found.sort(comparePlaces).slice(0, most)
    },
    size: () => count,
  }
}

const toSegment = (account: ByteText, number: number, { marks, takenBack }: SegmentMarks): Segment => {
  const byKey = new Map<ByteText, Posting[]>()
  for (const [age, { id, atMs, keys }] of marks.entries()) {
    for (const bytes of keys) {
      const key = toByteText(bytes)
      const posting = { account, segment: number, id: toByteText(id), key, atMs, age }
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [posting])
      else known.push(posting)
    }
  }
  return { number, byKey, takenBack: new Set(takenBack.map(toByteText)) }
}

/** Those in segments that come, go or change, and those of entries that are taken back now, or are so no more. */
const keysThatChange = (before: readonly Segment[], after: readonly Segment[]): ReadonlySet<ByteText> => {
  const changed = differences(before, after)
  const keys = new Set(changed.flatMap(({ byKey }) => [...byKey.keys()]))
  const ids = new Set(differences(takenBackIn(before), takenBackIn(after)))
  if (ids.size === 0) return keys
  for (const { byKey } of after) {
    for (const [key, postings] of byKey) if (postings.some(({ id }) => ids.has(id))) keys.add(key)
  }
  return keys
}

const takenBackIn = (segments: readonly Segment[]): readonly ByteText[] => [
  ...new Set(segments.flatMap(({ takenBack }) => [...takenBack])),
]

/** What only one of them has. */
const differences = <T>(some: readonly T[], others: readonly T[]): readonly T[] => {
  const [had, has] = [new Set(some), new Set(others)]
  return [...some.filter(one => !has.has(one)), ...others.filter(one => !had.has(one))]
}

/** `segments`: the highest first. */
const shownOf = (segments: readonly Segment[], key: ByteText): readonly Posting[] => {
  const isTakenBack = (id: ByteText): boolean => segments.some(({ takenBack }) => takenBack.has(id))
  const all = segments.flatMap(({ byKey }) => byKey.get(key) ?? []).filter(({ id }) => !isTakenBack(id))
  // Of two with one id the one in the lower segment was first.
  const lowest = new Map(all.map(posting => [posting.id, posting]))
  return all.filter(posting => lowest.get(posting.id) === posting).slice(0, contentLimits.entriesPerKey)
}

const placeIn = (list: readonly Posting[], place: PostingPlace): number =>
  search(list, posting => comparePlaces(posting, place) >= 0)

const firstBehind = (list: readonly Posting[], place: PostingPlace): number =>
  search(list, posting => comparePlaces(posting, place) > 0)

/** The first index where it holds; it holds from there on. */
const search = (list: readonly Posting[], holds: (posting: Posting) => boolean): number => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const posting = list[middle]
    if (posting !== undefined && holds(posting)) high = middle
    else low = middle + 1
  }
  return low
}
