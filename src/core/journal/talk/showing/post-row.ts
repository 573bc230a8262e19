/** A post as pages see it. */
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import type { JournalBody, JournalPlain, JournalTarget } from '../../../../protocol/journal/journal-types.ts'
import type { Audience, PlaceOfCopy, PostRow } from '../../../api.ts'
import { isLive, type StoredEntry } from '../rows/entry-row.ts'
import { type EntryRef, folderOf } from '../rows/keys.ts'
import { accountOf, entryIdOf, refTexts } from '../rows/refs.ts'
import { bodyIn } from '../rows/standing-body.ts'
import { bodyToPage, wordsOf } from './body.ts'
import { authorOf, type ShowingDeps } from './showing-deps.ts'

export type PostPlain = Extract<JournalPlain, { readonly kind: 'post' }>

/** A post that counts, with what it says now. */
export interface StandingPost {
  readonly ref: EntryRef
  readonly entry: StoredEntry
  readonly plain: PostPlain
  readonly body: JournalBody
}

/** Null for what is no post, cannot be read, or was taken back. */
export const standingPost = (ref: EntryRef, entry: StoredEntry | null): StandingPost | null => {
  if (entry === null || !isLive(entry) || entry.plain?.kind !== 'post') return null
  const body = bodyIn(entry)
  return body === null ? null : { ref, entry, plain: entry.plain, body }
}

export const entryTarget = (
  kind: 'post' | 'comment',
  { account, id }: EntryRef,
  segment: number,
): JournalTarget => ({
  kind,
  account: accountOf(account),
  id: entryIdOf(id),
  segment,
})

/** Where it stands what is said about an entry. */
export const folderOfEntry = (kind: 'post' | 'comment', ref: EntryRef, entry: StoredEntry): string =>
  folderOf(entryTarget(kind, ref, entry.segment), entry.tag ?? entry.threadTag)

export const postRow = async (
  { ref, entry, plain, body }: StandingPost,
  deps: ShowingDeps,
): Promise<PostRow> => ({
  ...refTexts(ref),
  author: authorOf(ref.account, deps),
  audience: audienceOf(entry),
  atMs: entry.place,
  clockIsWrong: entry.clockIsWrong,
  body: bodyToPage(body, deps),
  added:
    plain.added === null
      ? null
      : { album: bytesToBase64Url(plain.added.album), title: plain.added.title, total: plain.added.total },
  editedAtMs: entry.edit?.place ?? null,
  rewritten: entry.rewritten,
  counts: await deps.counts.of(folderOfEntry('post', ref, entry)),
  copy: copyOf(ref, entry, body, deps),
})

/** A post is in no thread. Should one stand there all the same, it is for whoever reads the thread. */
const audienceOf = ({ audience }: StoredEntry): Audience => (audience === 'thread' ? 'connections' : audience)

/** Others' count as on the relay: that is where they came from. */
export const copyOf = (
  ref: EntryRef,
  { segment }: StoredEntry,
  body: JournalBody,
  { own, self, line, blobs }: ShowingDeps,
): PlaceOfCopy => {
  if (ref.account !== own) return 'on-relay'
  const isWhole = body.images.every(({ renditions }) => renditions.every(one => blobs.isOnRelay(one)))
  return isWhole && line.isAcknowledged(self, segment) ? 'on-relay' : 'only-here'
}

/** Everything in it that words are muted in. */
export const wordsOfPost = ({ plain, body }: StandingPost): string =>
  `${wordsOf(body)}\n${plain.added?.title ?? ''}`
