/** What is said about a post or a work. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { CommentRow, QueryOf, TalkRow } from '../../../api.ts'
import { cutText } from '../../../chat/talk/rules/words-of.ts'
import { isLive, type StoredEntry } from '../rows/entry-row.ts'
import { folderOf, placedOf, sealedPrefix } from '../rows/keys.ts'
import { readAll, readEntry } from '../rows/reading.ts'
import { refOf, refTexts } from '../rows/refs.ts'
import { bodyIn, textIn } from '../rows/standing-body.ts'
import type { Asking } from '../state/asking.ts'
import { canSay, type Subject, subjectOf } from '../state/subjects.ts'
import { bodyToPage } from './body.ts'
import type { StandingComment } from './counts.ts'
import { copyOf, folderOfEntry } from './post-row.ts'
import { authorOf, personOf, type ShowingDeps } from './showing-deps.ts'

export interface TalkDeps extends ShowingDeps {
  readonly asking: Asking
}

const mostComments = 1_000
const mostNamed = 60
export const excerptChars = 140

export const talkRow = async ({ target, count }: QueryOf<'talk-about'>, deps: TalkDeps): Promise<TalkRow> => {
  const subject = await subjectOf(target, deps)
  if (subject === null) return nothingSaid
  const canComment = await canSay(subject, deps)
  if (canComment === 'gone' || canComment === 'blocked') return { ...nothingSaid, canComment }
  const { own, circle, counts, asking } = deps
  const said = await counts.said(subject.folder)
  const isOwner = subject.owner === own
  const sealed = await sealedComments(subject, deps)
  const standing = [...said.comments, ...sealed]
    .filter(({ author, hidden }) => circle.isShown(author) && (isOwner || !hidden))
    .toSorted((a, b) => a.place - b.place)
  const wanted = Math.min(Math.max(1, Math.floor(count)), mostComments)
  const opened = await openComments(standing, wanted + 1, deps)
  const shown = opened.slice(0, wanted)
  return {
    comments: await Promise.all(shown.map(one => commentRow(one, subject, deps))),
    hasMore: opened.length > wanted,
    counts: await counts.of(subject.folder),
    appreciatedBy: said.appreciatedBy
      .filter(circle.isShown)
      .slice(0, mostNamed)
      .map(account => authorOf(account, deps)),
    isOwner,
    canComment,
    asked: asking.state(subject.folder),
  }
}

const nothingSaid: TalkRow = {
  comments: [],
  hasMore: false,
  counts: { comments: 0, appreciations: 0, appreciated: false },
  appreciatedBy: [],
  isOwner: false,
  canComment: 'gone',
  asked: 'no',
}

/** What is in the thread and cannot be read here, as whoever was removed since sees it. */
const sealedComments = async (
  { target, tag }: Subject,
  { rows }: TalkDeps,
): Promise<readonly StandingComment[]> => {
  if (tag === null || target.kind !== 'post') return []
  const found = await readAll(rows, sealedPrefix(bytesToHex(tag)), mostComments)
  return found.flatMap(([key]) => {
    const placed = placedOf(key)
    return placed === null ? [] : [{ ...placed, author: placed.account, hidden: false }]
  })
}

interface OpenedComment {
  readonly comment: StandingComment
  readonly entry: StoredEntry
  readonly text: string
}

/** The first `wanted` that no muted word is in. */
const openComments = async (
  standing: readonly StandingComment[],
  wanted: number,
  deps: TalkDeps,
): Promise<readonly OpenedComment[]> => {
  const opened: OpenedComment[] = []
  for (let from = 0; from < standing.length && opened.length < wanted; from += wanted) {
    const piece = standing.slice(from, from + wanted)
    const looked = await Promise.all(piece.map(one => openComment(one, deps)))
    opened.push(...looked.flatMap(one => one ?? []))
  }
  return opened.slice(0, wanted)
}

const openComment = async (comment: StandingComment, deps: TalkDeps): Promise<OpenedComment | null> => {
  const entry = await readEntry(deps.rows, comment)
  if (entry === null) return null
  const text = textIn(entry)
  return comment.author !== deps.own && deps.circle.isMutedText(text) ? null : { comment, entry, text }
}

const commentRow = async (
  { comment, entry, text }: OpenedComment,
  subject: Subject,
  deps: TalkDeps,
): Promise<CommentRow> => {
  const body = bodyIn(entry)
  const counts = await deps.counts.of(folderOfEntry('comment', comment, entry))
  return {
    ...refTexts(comment),
    author: authorOf(comment.account, deps),
    atMs: entry.place,
    text,
    mentions: body === null ? [] : bodyToPage(body, deps).mentions,
    editedAtMs: entry.edit?.place ?? null,
    rewritten: entry.rewritten,
    replyTo: await replyOf(entry, subject, deps),
    appreciations: counts.appreciations,
    appreciated: counts.appreciated,
    hidden: comment.hidden,
    problem: entry.problem,
    copy: body === null ? 'on-relay' : copyOf(comment, entry, body, deps),
    source: deps.circle.isKept(comment.account) ? 'device' : 'relay',
  }
}

/** Only what is said about the same thing is an answer; what is not here is named and not quoted. */
const replyOf = async (
  { plain }: StoredEntry,
  { folder }: Subject,
  deps: TalkDeps,
): Promise<CommentRow['replyTo']> => {
  if (plain?.kind !== 'comment' || plain.replyTo === null) return null
  const { account, id } = plain.replyTo
  const ref = refOf(account, id)
  const answered = await readEntry(deps.rows, ref)
  if (answered !== null && answered.plain !== null && !isAbout(answered, folder)) return null
  if (!deps.circle.isShown(ref.account)) return null
  const isSeen = answered !== null && isLive(answered)
  const { name } = personOf(account, '', deps)
  return { ...refTexts(ref), name, excerpt: isSeen ? cutText(textIn(answered), excerptChars) : '' }
}

const isAbout = ({ plain, tag }: StoredEntry, folder: string): boolean =>
  plain?.kind === 'comment' && folderOf(plain.target, tag) === folder
