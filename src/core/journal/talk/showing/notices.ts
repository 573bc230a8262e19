/** The page of notices. */
import type { JournalPlain, JournalTarget } from '../../../../protocol/journal/journal-types.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { NoticeItem, NoticesRow, Target } from '../../../api.ts'
import { cutText } from '../../../chat/talk/rules/words-of.ts'
import { albumIdToText } from '../../../galleries/ids.ts'
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import { groupNotices } from '../rules/grouping.ts'
import { isLive, type StoredEntry } from '../rows/entry-row.ts'
import type { EntryRef } from '../rows/keys.ts'
import { readEntry } from '../rows/reading.ts'
import { refOf } from '../rows/refs.ts'
import { textIn } from '../rows/standing-body.ts'
import { targetToPage } from '../rows/targets.ts'
import { type NoticeEvent, type NoticeEventDeps, noticeEvents } from './notice-events.ts'
import { entryTarget } from './post-row.ts'
import { authorOf, type ShowingDeps } from './showing-deps.ts'
import { excerptChars } from './talk-row.ts'

export interface NoticesDeps extends ShowingDeps, Omit<NoticeEventDeps, 'rows' | 'circle'> {}

const mostItems = 200
const mostNamed = 5

export const noticesRow = async (count: number, deps: NoticesDeps): Promise<NoticesRow> => {
  const { events, hasMore } = await noticeEvents(deps)
  const groups = groupNotices(await withoutMutedWords(events, deps))
  const wanted = Math.min(Math.max(1, Math.floor(count)), mostItems)
  const looked = await Promise.all(groups.slice(0, wanted).map(group => noticeItem(group, deps)))
  const items = looked.flatMap(item => item ?? [])
  const further = groups.slice(wanted).filter(group => group.some(({ unread }) => unread))
  return {
    items,
    unread: items.filter(({ unread }) => unread).length + further.length,
    hasOlder: groups.length > wanted || hasMore,
  }
}

const withoutMutedWords = async (
  events: readonly NoticeEvent[],
  deps: NoticesDeps,
): Promise<readonly NoticeEvent[]> => {
  if (!deps.circle.hasMutedWords()) return events
  const said = await Promise.all(
    events.map(async ({ entry }) => (entry === null ? null : readEntry(deps.rows, entry))),
  )
  return events.filter((_, index) => !deps.circle.isMutedText(textIn(said[index] ?? null)))
}

const noticeItem = async (group: readonly NoticeEvent[], deps: NoticesDeps): Promise<NoticeItem | null> => {
  const [newest] = group
  if (newest === undefined) return null
  const people = [...new Set(group.map(({ by }) => by))]
  const subject = newest.entry === null ? noSubject : await subjectOfNotice(newest.entry, deps)
  if (subject === null) return null
  return {
    key: newest.key,
    kind: newest.kind,
    atMs: newest.place,
    unread: group.some(({ unread }) => unread),
    by: people.slice(0, mostNamed).map(account => authorOf(account, deps)),
    people: people.length,
    ...subject,
  }
}

type NoticeSubject = Pick<NoticeItem, 'target' | 'about' | 'excerpt'>
const noSubject: NoticeSubject = { target: null, about: null, excerpt: '' }

/** Null when it, or what of one's own it is about, is gone meanwhile. */
const subjectOfNotice = async (ref: EntryRef, deps: NoticesDeps): Promise<NoticeSubject | null> => {
  const entry = await readEntry(deps.rows, ref)
  if (entry === null || entry.plain === null || !isLive(entry)) return null
  if ('target' in entry.plain && (await isGone(entry.plain.target, deps))) return null
  switch (entry.plain.kind) {
    case 'post':
      return subjectOfPost(ref, entry)
    case 'comment':
      return subjectOfComment(ref, entry, entry.plain, deps)
    case 'appreciate':
      return subjectOfAppreciation(entry.plain.target, deps)
    default:
      return noSubject
  }
}

const isGone = async (target: JournalTarget, { rows }: NoticesDeps): Promise<boolean> => {
  if (target.kind === 'work') return false
  const entry = await readEntry(rows, refOf(target.account, target.id))
  return entry !== null && (entry.isGone || entry.isDeleted)
}

const excerptOf = (entry: StoredEntry | null): string => cutText(textIn(entry), excerptChars)

const subjectOfPost = (ref: EntryRef, entry: StoredEntry): NoticeSubject => {
  const target = targetToPage(entryTarget('post', ref, entry.segment))
  return { target, about: target, excerpt: excerptOf(entry) }
}

const subjectOfComment = async (
  ref: EntryRef,
  entry: StoredEntry,
  plain: Extract<JournalPlain, { readonly kind: 'comment' }>,
  deps: NoticesDeps,
): Promise<NoticeSubject> => ({
  target: targetToPage(entryTarget('comment', ref, entry.segment)),
  about: await standsUnder(plain.target, deps),
  excerpt: excerptOf(entry),
})

const subjectOfAppreciation = async (target: JournalTarget, deps: NoticesDeps): Promise<NoticeSubject> => ({
  target: targetToPage(target),
  about: await standsUnder(target, deps),
  excerpt:
    target.kind === 'work'
      ? await titleOf(target, deps)
      : excerptOf(await readEntry(deps.rows, refOf(target.account, target.id))),
})

/** The post that a comment stands under; posts and works stand by themselves. */
const standsUnder = async (target: JournalTarget, { rows }: NoticesDeps): Promise<Target> => {
  const entry = target.kind === 'comment' ? await readEntry(rows, refOf(target.account, target.id)) : null
  return targetToPage(entry?.plain?.kind === 'comment' ? entry.plain.target : target)
}

const titleOf = async (
  { account, album, id }: Extract<JournalTarget, { readonly kind: 'work' }>,
  { galleries }: NoticesDeps,
): Promise<string> => {
  const state = await galleries.work(accountIdToText(account), albumIdToText(album), bytesToBase64Url(id))
  return state.kind === 'shown' ? cutText(state.work.title, excerptChars) : ''
}
