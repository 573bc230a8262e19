/**
 * The smaller rows:
 *
 *   effect     [1, segment, index, place, edit plain|null]    null: it takes the other back
 *   mark       [1, [id16 …], notice key|null]       entries that say the same; one is as good as many
 *   comment    [1, hidden]
 *   progress   [1, segment, index, place, posts]    the entry furthest on; how many posts of theirs are here
 *   notice     [1, about, lateAtMs|null]            `about`: what it is about, 32 hex digits, or empty
 *   blobs      [1, [image …]|null]                  null: not all that is referred to is known
 *   read mark  [1, place, atMs]
 *   accepted   [1, sinceMs]
 */
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  bool,
  bytesOf,
  list,
  literal,
  nullable,
  parseItem,
  text,
  tuple,
  uint,
} from '../../../../protocol/codec/shape.ts'
import { images, imageToItem } from '../../../../protocol/journal/body.ts'
import type { JournalImage, JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import { journalPlainToItem } from '../../../../protocol/journal/plain.ts'
import type { Effect } from '../rules/folding.ts'
import type { Position } from '../rules/placing.ts'
import type { ReadMark } from '../rules/unread.ts'
import { plainShape } from './entry-row.ts'

export interface Mark {
  /** Oldest first, at most `mostMarks`. */
  readonly ids: readonly Uint8Array[]
  readonly notice: string | null
}

export interface Progress extends Position {
  readonly place: number
  readonly posts: number
}

export interface StoredNotice {
  readonly about: string
  readonly lateAtMs: number | null
}

/** However often somebody says the same: so many of their entries are told apart, and the others are as if never said. */
export const mostMarks = 8

const maxKeyChars = 160
const effectShape = tuple<[1, number, number, number, JournalPlain | null]>(
  literal(1),
  uint(),
  uint(),
  uint(),
  nullable(plainShape),
)
const markShape = tuple<[1, readonly Uint8Array[], string | null]>(
  literal(1),
  list(bytesOf(16), mostMarks),
  nullable(text(maxKeyChars)),
)
const commentShape = tuple<[1, boolean]>(literal(1), bool)
const progressShape = tuple<[1, number, number, number, number]>(literal(1), uint(), uint(), uint(), uint())
const noticeShape = tuple<[1, string, number | null]>(literal(1), text(maxKeyChars), nullable(uint()))
const blobsShape = tuple<[1, readonly JournalImage[] | null]>(literal(1), nullable(images))
const readMarkShape = tuple<[1, number, number]>(literal(1), uint(), uint())
const acceptedShape = tuple<[1, number]>(literal(1), uint())

export const effectToRow = ({ segment, index, place, edit }: Effect): Item => [
  1,
  segment,
  index,
  place,
  edit && journalPlainToItem(edit),
]

export const parseEffect = (id: Uint8Array, row: Item): Effect | null => {
  const parsed = parseItem(effectShape, row, 'effect row')
  if (!parsed.ok) return null
  const [, segment, index, place, edit] = parsed.value
  return edit === null || edit.kind === 'edit' ? { id, segment, index, place, edit } : null
}

export const markToRow = ({ ids, notice }: Mark): Item => [1, [...ids], notice]

export const parseMark = (row: Item | null): Mark => {
  const parsed = parseItem(markShape, row, 'mark row')
  return parsed.ok ? { ids: parsed.value[1], notice: parsed.value[2] } : { ids: [], notice: null }
}

export const commentToRow = (hidden: boolean): Item => [1, hidden]

export const isHiddenComment = (row: Item): boolean => {
  const parsed = parseItem(commentShape, row, 'comment row')
  return parsed.ok && parsed.value[1]
}

const noProgress: Progress = { segment: 0, index: 0, place: 0, posts: 0 }

export const progressToRow = ({ segment, index, place, posts }: Progress): Item => [
  1,
  segment,
  index,
  place,
  posts,
]

export const parseProgress = (row: Item | null): Progress => {
  const parsed = parseItem(progressShape, row, 'progress row')
  if (!parsed.ok) return noProgress
  const [, segment, index, place, posts] = parsed.value
  return { segment, index, place, posts }
}

export const noticeToRow = ({ about, lateAtMs }: StoredNotice): Item => [1, about, lateAtMs]

export const parseNotice = (row: Item): StoredNotice | null => {
  const parsed = parseItem(noticeShape, row, 'notice row')
  return parsed.ok ? { about: parsed.value[1], lateAtMs: parsed.value[2] } : null
}

export const blobsToRow = (shown: readonly JournalImage[] | null): Item => [
  1,
  shown && shown.map(imageToItem),
]

/** Null also for what no version of this wrote: then not all is known. */
export const parseBlobs = (row: Item): readonly JournalImage[] | null => {
  const parsed = parseItem(blobsShape, row, 'blobs row')
  return parsed.ok ? parsed.value[1] : null
}

export const readMarkToRow = ({ place, atMs }: ReadMark): Item => [1, place, atMs]

export const parseReadMark = (row: Item | null): ReadMark | null => {
  const parsed = parseItem(readMarkShape, row, 'read mark')
  return parsed.ok ? { place: parsed.value[1], atMs: parsed.value[2] } : null
}

export const acceptedToRow = (sinceMs: number): Item => [1, sinceMs]

export const parseAccepted = (row: Item): number | null => {
  const parsed = parseItem(acceptedShape, row, 'accepted row')
  return parsed.ok ? parsed.value[1] : null
}
