/** Works and albums that a post shows, as they are when it is written, and whether its readers may see them. */
import { base64UrlToBytes, bytesToBase64Url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { JournalPlain, JournalWork } from '../../../protocol/journal/journal-types.ts'
import { limits } from '../../../protocol/limits.ts'
import { accountIdToText, parseAccountIdText } from '../../account/account-id.ts'
import type { AlbumRow, AlbumState, Audience, CommandOf, CoreError, WorkRef, WorkRow } from '../../api.ts'
import { cutTo } from '../../connections/names.ts'
import { albumIdToText, isWorkId, parseAlbumIdText, parseImageId } from '../../galleries/ids.ts'
import { frameOfTile } from '../../pictures/picture-frame.ts'
import { wholeCharacters } from '../../typed-text.ts'
import type { WritingDeps } from './writing-deps.ts'

type Added = NonNullable<Extract<JournalPlain, { readonly kind: 'post' }>['added']>
type SnapshotDeps = Pick<WritingDeps, 'self' | 'galleries'>

/** More works than an album can hold. */
const mostAdded = 1 << 20

const notToBeSeen = (field: 'works' | 'added'): CoreError => ({
  type: 'invalid-input',
  field,
  reason: 'unknown-value',
})

/** Whether whoever reads the post may see the album too. Another's connections are not one's own. */
const mayShow = (post: Audience, album: Pick<AlbumRow, 'audience' | 'isOwn'>): boolean =>
  album.audience === 'public' ||
  post === 'only-me' ||
  (post === 'connections' && album.audience === 'connections' && album.isOwn)

/**
 * `before`: what an earlier version of the post showed stays as it was when it is not here any more, or not for everyone
 * who reads the post. Errors: `not-found`; `invalid-input` on `works` for one that the readers may not see.
 */
export const snapshotWorks = async (
  works: readonly WorkRef[],
  post: Audience,
  before: readonly JournalWork[],
  deps: SnapshotDeps,
): Promise<Result<readonly JournalWork[], CoreError>> => {
  const shown: JournalWork[] = []
  for (const ref of works) {
    const made = await snapshotWork(ref, post, deps)
    const kept = made.ok ? undefined : before.find(work => isSameWork(work, ref))
    if (!made.ok && kept === undefined) return made
    shown.push(...(made.ok ? [made.value] : kept === undefined ? [] : [kept]))
  }
  return ok(shown)
}

const isSameWork = ({ account, album, work }: JournalWork, ref: WorkRef): boolean =>
  accountIdToText(account) === ref.account &&
  albumIdToText(album) === ref.album &&
  bytesToBase64Url(work) === ref.work

const snapshotWork = async (
  ref: WorkRef,
  post: Audience,
  { galleries }: SnapshotDeps,
): Promise<Result<JournalWork, CoreError>> => {
  const [album, work] = [
    await galleries.album(ref.account, ref.album),
    await galleries.work(ref.account, ref.album, ref.work),
  ]
  const made = album.kind === 'shown' && work.kind === 'shown' ? workOf(work.work) : null
  if (album.kind !== 'shown' || made === null) return err({ type: 'not-found', what: 'work' })
  return mayShow(post, album.album) ? ok(made) : err(notToBeSeen('works'))
}

const workOf = (row: WorkRow): JournalWork | null => {
  const account = parseAccountIdText(row.account)
  const album = parseAlbumIdText(row.album)
  const work = isWorkId(row.id) ? base64UrlToBytes(row.id) : null
  if (account === null || album === null || work === null) return null
  const words = (text: string): string => cutTo(wholeCharacters(text), limits.altBytes)
  return { account, album, work, title: words(row.title), alt: words(row.alt), preview: previewOf(row) }
}

const previewOf = ({ versions }: WorkRow): JournalWork['preview'] => {
  const tile = versions.find(({ isCurrent }) => isCurrent)?.image
  const image = tile === undefined ? null : parseImageId(tile.id)
  return tile === undefined || image === null ? null : { image, ...frameOfTile(tile) }
}

/** One's own album. Errors as for works, on `added`. */
export const snapshotAdded = async (
  added: CommandOf<'post.publish'>['added'],
  post: Audience,
  shown: number,
  { self, galleries }: SnapshotDeps,
): Promise<Result<Added | null, CoreError>> => {
  if (added === null) return ok(null)
  const tag = parseAlbumIdText(added.album)
  const album: AlbumState = await galleries.album(accountIdToText(self), added.album)
  if (tag === null || album.kind !== 'shown') return err({ type: 'not-found', what: 'album' })
  const isCount =
    Number.isSafeInteger(added.total) && added.total >= Math.max(1, shown) && added.total <= mostAdded
  if (!isCount || !mayShow(post, album.album)) return err(notToBeSeen('added'))
  return ok({
    album: tag,
    title: cutTo(wholeCharacters(album.album.title), limits.altBytes),
    total: added.total,
  })
}
