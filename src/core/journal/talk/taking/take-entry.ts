/** One entry into its own row, and what it does to others into theirs. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import { encodeJournalPlain } from '../../../../protocol/journal/plain.ts'
import type { JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { ReadEntry } from '../../journal-types.ts'
import { effectsPrefix, entryKey, type EntryRef } from '../rows/keys.ts'
import { entryToRow, parseEntryRow, type StoredEntry } from '../rows/entry-row.ts'
import { effectToRow } from '../rows/small-rows.ts'
import { keepsItsId } from '../rules/folding.ts'
import { isAfter, placeAfter, placeOf } from '../rules/placing.ts'
import { noteUnfolded, type Taking } from './taking.ts'

export const takeEntry = async (taking: Taking, entry: ReadEntry): Promise<void> => {
  const { account, draft } = taking
  const ref = { account, id: bytesToHex(entry.id) }
  const known = parseEntryRow(await draft.get(entryKey(ref)))
  const place = placeNext(taking, entry)
  if (known !== null && !known.isGone && !keepsItsId(known, entry)) return
  const stored =
    known !== null && known.segment === entry.segment
      ? renewed(known, entry)
      : { ...fresh(taking, entry), ...place, rewritten: known !== null && isRewritten(known, entry) }
  putEntry(taking, ref, known, stored)
}

export const takeGone = async (taking: Taking, segment: number, id: Uint8Array): Promise<void> => {
  const ref = { account: taking.account, id: bytesToHex(id) }
  const known = parseEntryRow(await taking.draft.get(entryKey(ref)))
  if (known === null || known.segment !== segment || known.isGone) return
  putEntry(taking, ref, known, { ...known, isGone: true })
}

/** Every entry moves the journal on, whatever becomes of it. */
const placeNext = (taking: Taking, entry: ReadEntry): Pick<StoredEntry, 'place' | 'clockIsWrong'> => {
  const { progress, nowMs } = taking
  const isFurther = progress.place === 0 || isAfter(entry, progress)
  const before = isFurther ? Math.max(taking.running, progress.place) : taking.running
  const saidMs = entry.plain?.atMs ?? null
  const place = placeOf(saidMs, nowMs, before)
  taking.running = placeAfter(saidMs, place, before)
  if (isFurther && taking.running > 0) {
    taking.progress = { ...progress, segment: entry.segment, index: entry.index, place: taking.running }
  }
  return place
}

const fresh = ({ nowMs }: Taking, entry: ReadEntry): Omit<StoredEntry, 'place' | 'clockIsWrong'> => ({
  segment: entry.segment,
  index: entry.index,
  audience: entry.audience,
  tag: entry.tag,
  threadTag: entry.threadTag,
  seenMs: nowMs,
  rewritten: false,
  isGone: false,
  isDeleted: false,
  problem: entry.problem,
  plain: entry.plain,
  edit: null,
})

/** The same entry again: readable at last, back in its journal, or with something else in its place. */
const renewed = (
  known: StoredEntry,
  { plain, problem, audience, tag, threadTag }: ReadEntry,
): StoredEntry => {
  const rewritten = isRewritten(known, { plain })
  const now = { ...known, audience, tag, threadTag, problem, plain, rewritten, isGone: false }
  const isReadAtLast = known.plain === null && plain !== null
  return isReadAtLast ? { ...now, ...placeOf(plain.atMs, known.seenMs, 0) } : now
}

/** It said something else under the same id once, in whichever segment. */
const isRewritten = (known: StoredEntry, { plain }: Pick<ReadEntry, 'plain'>): boolean =>
  known.rewritten || (known.plain !== null && (plain === null || !isSame(known.plain, plain)))

const isSame = (a: JournalPlain, b: JournalPlain): boolean =>
  equalBytes(encodeJournalPlain(a), encodeJournalPlain(b))

const putEntry = (taking: Taking, ref: EntryRef, known: StoredEntry | null, stored: StoredEntry): void => {
  taking.draft.put(entryKey(ref), entryToRow(stored))
  noteUnfolded(taking, ref)
  if (known !== null) putEffect(taking, ref, known, false)
  putEffect(taking, ref, stored, !stored.isGone)
}

/** Edits and deletions stand beside what they name, whether that is here or not. */
const putEffect = (taking: Taking, ref: EntryRef, entry: StoredEntry, counts: boolean): void => {
  const { plain, segment, index, place } = entry
  if (plain?.kind !== 'edit' && plain?.kind !== 'delete') return
  const named = { account: ref.account, id: bytesToHex(plain.of) }
  const edit = plain.kind === 'edit' ? plain : null
  const effect = counts ? effectToRow({ id: plain.of, segment, index, place, edit }) : null
  taking.draft.put(`${effectsPrefix(named)}${ref.id}`, effect)
  noteUnfolded(taking, named)
}
