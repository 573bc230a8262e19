/** Brings the rows by which entries are found up to what the entries say now. */
import { bytesToHex, equalBytes, hexToBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { isLive, parseEntryRow, type StoredEntry } from '../rows/entry-row.ts'
import { entryKey, type EntryRef, hiddenKey } from '../rows/keys.ts'
import { type Mark, markToRow, mostMarks, noticeToRow, parseMark } from '../rows/small-rows.ts'
import { isLate } from '../rules/unread.ts'
import { hiddenRef, indexRowsOf, markKeyOf, type NoticePlan, noticeOf } from './index-rows.ts'
import type { Taking } from './taking.ts'

/** How many more posts of theirs there are now. */
export const settleEntry = async (taking: Taking, ref: EntryRef): Promise<number> => {
  const { draft } = taking
  const before = parseEntryRow(await draft.before(entryKey(ref)))
  const now = parseEntryRow(await draft.get(entryKey(ref)))
  if (before !== null) await takeOut(taking, ref, before)
  if (now !== null) await putIn(taking, ref, now)
  return livePosts(now) - livePosts(before)
}

/** A comment of anybody, after its being hidden may have changed. */
export const settleHidden = async (taking: Taking, ref: EntryRef): Promise<void> => {
  const entry = parseEntryRow(await taking.draft.get(entryKey(ref)))
  const author = hexToBytes(ref.account)
  if (entry !== null && author !== null && isLive(entry)) {
    await putComment(taking, ref, entry, author as AccountId)
  }
}

const livePosts = (entry: StoredEntry | null): number =>
  entry?.plain?.kind === 'post' && isLive(entry) ? 1 : 0

const isOwn = ({ author, deps }: Taking): boolean => equalBytes(author, deps.self)

const takeOut = async (taking: Taking, ref: EntryRef, before: StoredEntry): Promise<void> => {
  const { draft, author, deps } = taking
  if (isLive(before)) {
    const markKey = markKeyOf(ref, before, isOwn(taking))
    if (markKey !== null) return takeMark(taking, ref, before, markKey)
    const notice = noticeOf(ref, before, author, deps.self)
    if (notice !== null) draft.put(notice.key, null)
  }
  for (const [key] of indexRowsOf(ref, before, isOwn(taking), false)) draft.put(key, null)
}

const putIn = async (taking: Taking, ref: EntryRef, now: StoredEntry): Promise<void> => {
  const { draft, author, deps } = taking
  if (isLive(now)) {
    const markKey = markKeyOf(ref, now, isOwn(taking))
    if (markKey !== null) return putMark(taking, ref, now, markKey)
    if (now.plain?.kind === 'comment') return putComment(taking, ref, now, author)
    await putNotice(taking, noticeOf(ref, now, author, deps.self))
  }
  for (const [key, value] of indexRowsOf(ref, now, isOwn(taking), false)) draft.put(key, value)
}

const putComment = async (
  taking: Taking,
  ref: EntryRef,
  entry: StoredEntry,
  author: AccountId,
): Promise<void> => {
  const { draft, deps } = taking
  if (entry.plain?.kind !== 'comment') return
  const owner = entry.plain.target.account
  const isHidden = parseMark(await draft.get(hiddenKey(ref, bytesToHex(owner)))).ids.length > 0
  for (const [key, value] of indexRowsOf(ref, entry, false, isHidden)) draft.put(key, value)
  const notice = noticeOf(ref, entry, author, deps.self)
  if (notice === null) return
  if (isHidden && equalBytes(owner, deps.self)) draft.put(notice.key, null)
  else await putNotice(taking, notice)
}

/** What was known to be late, or not, stays so. */
const putNotice = async ({ draft, deps, nowMs }: Taking, notice: NoticePlan | null): Promise<void> => {
  if (notice === null) return
  const known = await draft.before(notice.key)
  const { own, shared } = deps.readMarks()
  const lateAtMs = isLate(notice.place, own, shared) ? nowMs : null
  draft.put(notice.key, known ?? noticeToRow({ about: notice.about, lateAtMs }))
}

/** One entry too many that says the same leaves no row at all. */
const putMark = async (taking: Taking, ref: EntryRef, entry: StoredEntry, key: string): Promise<void> => {
  const { draft, author, deps } = taking
  const mark = parseMark(await draft.get(key))
  if (mark.ids.length >= mostMarks) return draft.put(entryKey(ref), null)
  const notice = mark.ids.length === 0 ? noticeOf(ref, entry, author, deps.self) : null
  await putNotice(taking, notice)
  const ids = [...mark.ids, idOf(ref)]
  draft.put(key, markToRow({ ids, notice: notice?.key ?? mark.notice }))
  noteHide(taking, entry)
}

const takeMark = async (taking: Taking, ref: EntryRef, entry: StoredEntry, key: string): Promise<void> => {
  const { draft } = taking
  const mark = parseMark(await draft.get(key))
  const ids = mark.ids.filter(id => !equalBytes(id, idOf(ref)))
  const left: Mark | null = ids.length === 0 ? null : { ...mark, ids }
  if (left === null && mark.notice !== null) draft.put(mark.notice, null)
  draft.put(key, left && markToRow(left))
  noteHide(taking, entry)
}

const noteHide = ({ hides }: Taking, { plain }: StoredEntry): void => {
  if (plain?.kind !== 'hide') return
  const hidden = hiddenRef(plain)
  hides.set(`${hidden.account}/${hidden.id}`, hidden)
}

const idOf = ({ id }: EntryRef): Uint8Array => hexToBytes(id) ?? new Uint8Array(0)
