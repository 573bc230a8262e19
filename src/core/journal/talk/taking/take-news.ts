/** News of a journal into rows. Taking the same again changes nothing. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { RowChange } from '../../../ports.ts'
import type { JournalNews, ReadEntry } from '../../journal-types.ts'
import {
  appreciationKey,
  blobsPrefix,
  entryKey,
  folderOf,
  hiddenKey,
  noticesPrefix,
  ownFollowsPrefix,
  progressKey,
} from '../rows/keys.ts'
import { type Progress, progressToRow } from '../rows/small-rows.ts'
import { foldEntry } from './fold-entry.ts'
import { settleEntry, settleHidden } from './settle.ts'
import { takeEntry, takeGone } from './take-entry.ts'
import { beginTaking, type Taking, type TakingDeps } from './taking.ts'

export interface TakenNews {
  readonly changes: readonly RowChange[]
  readonly progress: Progress
  /** Folders in which something is said, or no more. */
  readonly folders: ReadonlySet<string>
  readonly hasOtherBlobs: boolean
  readonly hasOtherFollows: boolean
  readonly hasNotices: boolean
}

export const takeNews = async (news: JournalNews, deps: TakingDeps): Promise<TakenNews> => {
  const taking = await beginTaking(news.account, deps)
  const before = taking.progress
  const entries = [...news.added, ...news.changed].toSorted((a, b) => a.index - b.index)
  await prefetch(taking, entries)
  for (const entry of entries) await takeEntry(taking, entry)
  for (const id of news.gone) await takeGone(taking, news.segment, id)
  for (const ref of taking.unfolded.values()) await foldEntry(taking, ref)
  let posts = before.posts
  for (const ref of taking.unfolded.values()) posts += await settleEntry(taking, ref)
  for (const ref of taking.hides.values()) await settleHidden(taking, ref)
  const progress = { ...taking.progress, posts: Math.max(0, posts) }
  taking.draft.put(progressKey(taking.account), progressToRow(progress))
  return finish(taking, progress)
}

/** What taking is going to look for, all at once: one after another it would be most of the work. */
const prefetch = async ({ draft, account }: Taking, entries: readonly ReadEntry[]): Promise<void> => {
  const keys = new Set<string>()
  for (const { id, plain, tag } of entries) {
    const ref = { account, id: bytesToHex(id) }
    keys.add(entryKey(ref))
    if (plain?.kind === 'appreciate') keys.add(appreciationKey(folderOf(plain.target, tag), account))
    if (plain?.kind === 'comment') keys.add(hiddenKey(ref, bytesToHex(plain.target.account)))
  }
  await Promise.all([...keys].map(key => draft.before(key)))
}

const finish = ({ draft }: Taking, progress: Progress): TakenNews => {
  const keys = draft.changed()
  const hasAny = (prefix: string): boolean => keys.some(key => key.startsWith(prefix))
  return {
    changes: draft.changes(),
    progress,
    folders: new Set(keys.flatMap(key => saidIn.exec(key)?.[1] ?? [])),
    hasOtherBlobs: hasAny(blobsPrefix),
    hasOtherFollows: hasAny(ownFollowsPrefix),
    hasNotices: hasAny(noticesPrefix),
  }
}

const saidIn = /^jt\/[ac]\/([^/]+)\//
