/** What is being talked about: where it stands what is said about it, and whether one may say something. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { JournalTarget } from '../../../../protocol/journal/journal-types.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { Target, TalkRow } from '../../../api.ts'
import { albumIdToText } from '../../../galleries/ids.ts'
import type { StoredEntry } from '../rows/entry-row.ts'
import { folderOf } from '../rows/keys.ts'
import { readEntry } from '../rows/reading.ts'
import { refOf } from '../rows/refs.ts'
import { parseTarget } from '../rows/targets.ts'
import type { JournalDeps } from '../journal-deps.ts'
import type { Circle } from './circle.ts'

export interface Subject {
  /** With the segment that it stands in, where that is known. */
  readonly target: JournalTarget
  /** In hex. */
  readonly owner: string
  readonly folder: string
  /** Of an entry that is not for everyone. */
  readonly tag: Uint8Array | null
  /** Of a post or comment that is here. */
  readonly entry: StoredEntry | null
}

export type SubjectDeps = Pick<JournalDeps, 'self' | 'rows' | 'galleries' | 'audiences' | 'isRevoked'> & {
  readonly circle: Circle
}

export const subjectOf = async (
  target: Target,
  { rows }: Pick<SubjectDeps, 'rows'>,
): Promise<Subject | null> => {
  const parsed = parseTarget(target)
  return parsed === null ? null : subjectOfTarget(parsed, { rows })
}

const subjectOfTarget = async (
  target: JournalTarget,
  { rows }: Pick<SubjectDeps, 'rows'>,
): Promise<Subject> => {
  const owner = bytesToHex(target.account)
  if (target.kind === 'work') return { target, owner, folder: folderOf(target, null), tag: null, entry: null }
  const entry = await readEntry(rows, refOf(target.account, target.id))
  const tag = entry?.tag ?? entry?.threadTag ?? null
  return {
    target: entry === null ? target : { ...target, segment: entry.segment },
    owner,
    folder: folderOf(target, tag),
    tag,
    entry,
  }
}

export const canSay = async (subject: Subject, deps: SubjectDeps): Promise<TalkRow['canComment']> => {
  if (deps.isRevoked()) return 'revoked'
  if (deps.circle.isBlocked(subject.owner)) return 'blocked'
  return subject.target.kind === 'work' ? canSayOfWork(subject.target, deps) : canSayOfEntry(subject, deps)
}

const canSayOfEntry = (
  { entry, target, tag }: Subject,
  { audiences, self }: SubjectDeps,
): TalkRow['canComment'] => {
  if (entry === null) return 'not-for-you'
  if (entry.isGone || entry.isDeleted) return 'gone'
  if (entry.plain?.kind !== target.kind) return 'not-for-you'
  const isOwn = bytesToHex(target.account) === bytesToHex(self)
  return tag === null || isOwn || audiences.held(target.account).length > 0 ? 'yes' : 'not-for-you'
}

/**
 * What is said about works is said to everyone, so only works that everyone can see are talked about: those of other
 * albums have no readers that an entry could be sealed for without telling others that the work exists.
 */
const canSayOfWork = async (
  target: Extract<JournalTarget, { readonly kind: 'work' }>,
  { galleries }: SubjectDeps,
): Promise<TalkRow['canComment']> => {
  const album = await galleries.album(accountIdToText(target.account), albumIdToText(target.album))
  if (album.kind === 'gone') return 'gone'
  return album.kind === 'shown' && album.album.audience === 'public' ? 'yes' : 'not-for-you'
}
