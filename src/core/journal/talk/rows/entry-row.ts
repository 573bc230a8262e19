/**
 * An entry as its row holds it:
 *
 *   [1, segment, index, audience, tag16|null, threadTag16|null, seenMs, place, flags, problem|null, plain|null,
 *    editPlace|null, editPlain|null]      the newest edit; flat, because a picture in it goes as deep as an item may
 *   flags  1 the clock was wrong, 2 rewritten, 4 gone from its journal, 8 taken back
 *
 * `plain` as in the entry itself (protocol/journal/plain.ts).
 */
import type { JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import { journalPlainToItem, parseJournalPlain } from '../../../../protocol/journal/plain.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  bytesOf,
  literal,
  nullable,
  oneOf,
  parseItem,
  type Shape,
  tuple,
  uint,
} from '../../../../protocol/codec/shape.ts'
import type { EntryProblem } from '../../../api.ts'
import type { EntryAudience } from '../../journal-types.ts'
import type { EditPlain } from '../rules/folding.ts'
import type { Position } from '../rules/placing.ts'

export interface StoredEntry extends Position {
  readonly audience: EntryAudience
  readonly tag: Uint8Array | null
  readonly threadTag: Uint8Array | null
  /** When this device first saw it. */
  readonly seenMs: number
  readonly place: number
  readonly clockIsWrong: boolean
  readonly rewritten: boolean
  /** It stood in its journal once and does no more. */
  readonly isGone: boolean
  readonly isDeleted: boolean
  readonly problem: EntryProblem | null
  readonly plain: JournalPlain | null
  readonly edit: { readonly place: number; readonly plain: EditPlain } | null
}

/** Whether it counts: readable, there, and not taken back. */
export const isLive = ({ plain, isGone, isDeleted }: StoredEntry): boolean =>
  plain !== null && !isGone && !isDeleted

const audiences = ['public', 'connections', 'only-me', 'thread'] as const
const problems = ['not-for-you', 'newer-version', 'broken'] as const
const flagBits = { clockIsWrong: 1, rewritten: 2, isGone: 4, isDeleted: 8 }

type Fields = [
  1,
  number,
  number,
  EntryAudience,
  Uint8Array | null,
  Uint8Array | null,
  number,
  number,
  number,
  EntryProblem | null,
  JournalPlain | null,
  number | null,
  JournalPlain | null,
]

export const plainShape: Shape<JournalPlain> = (item, at) => {
  const parsed = parseJournalPlain(item)
  return parsed.ok ? parsed : { ok: false, error: at }
}

const shape = tuple<Fields>(
  literal(1),
  uint(),
  uint(),
  oneOf(...audiences),
  nullable(bytesOf(16)),
  nullable(bytesOf(16)),
  uint(),
  uint(),
  uint(15),
  nullable(oneOf(...problems)),
  nullable(plainShape),
  nullable(uint()),
  nullable(plainShape),
)

export const entryToRow = (entry: StoredEntry): Item => [
  1,
  entry.segment,
  entry.index,
  entry.audience,
  entry.tag,
  entry.threadTag,
  entry.seenMs,
  entry.place,
  flagsOf(entry),
  entry.problem,
  entry.plain && journalPlainToItem(entry.plain),
  entry.edit && entry.edit.place,
  entry.edit && journalPlainToItem(entry.edit.plain),
]

const flagsOf = (entry: StoredEntry): number =>
  (entry.clockIsWrong ? flagBits.clockIsWrong : 0) |
  (entry.rewritten ? flagBits.rewritten : 0) |
  (entry.isGone ? flagBits.isGone : 0) |
  (entry.isDeleted ? flagBits.isDeleted : 0)

/** Undefined for what is no edit. */
const editOf = (place: number | null, plain: JournalPlain | null): StoredEntry['edit'] | undefined => {
  if (place === null && plain === null) return null
  return place !== null && plain?.kind === 'edit' ? { place, plain } : undefined
}

/** Null when there is none, and for what no version of this wrote. */
export const parseEntryRow = (row: Item | null): StoredEntry | null => {
  const parsed = parseItem(shape, row, 'entry row')
  if (!parsed.ok) return null
  const [, segment, index, audience, tag, threadTag, seenMs, place, flags, problem, plain, ...rest] =
    parsed.value
  const edit = editOf(...rest)
  if (edit === undefined) return null
  return {
    segment,
    index,
    audience,
    tag,
    threadTag,
    seenMs,
    place,
    clockIsWrong: (flags & flagBits.clockIsWrong) !== 0,
    rewritten: (flags & flagBits.rewritten) !== 0,
    isGone: (flags & flagBits.isGone) !== 0,
    isDeleted: (flags & flagBits.isDeleted) !== 0,
    problem,
    plain,
    edit,
  }
}
