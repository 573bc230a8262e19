/** The page of one post. */
import type { AccountIdText, EntryId, PostState, PostVersion } from '../../../api.ts'
import { effectsIn } from '../taking/fold-entry.ts'
import { foldEffects } from '../rules/folding.ts'
import { effectsPrefix } from '../rows/keys.ts'
import { readAll, readEntry } from '../rows/reading.ts'
import { parseRef } from '../rows/refs.ts'
import type { Finding } from '../state/finding.ts'
import { bodyToPage } from './body.ts'
import { postRow, type StandingPost, standingPost } from './post-row.ts'
import { authorOf, type ShowingDeps } from './showing-deps.ts'

export interface PostStateDeps extends ShowingDeps {
  readonly finding: Finding
}

export const postState = async (
  account: AccountIdText,
  id: EntryId,
  deps: PostStateDeps,
): Promise<PostState> => {
  const ref = parseRef(account, id)
  if (ref === null) return { kind: 'bad-address' }
  if (deps.circle.isBlocked(ref.account)) return hidden(ref.account, 'blocked', deps)
  if (deps.circle.isMuted(ref.account)) return hidden(ref.account, 'muted', deps)
  const entry = await readEntry(deps.rows, ref)
  if (entry === null) return whyNotHeld(deps.finding.find(ref))
  deps.finding.freshen(ref.account)
  if (entry.isGone || entry.isDeleted) return { kind: 'deleted', author: authorOf(ref.account, deps) }
  if (entry.problem !== null || entry.plain === null) {
    return { kind: 'unreadable', reason: entry.problem ?? 'broken' }
  }
  const post = standingPost(ref, entry)
  if (post === null) return { kind: 'not-held', reason: 'unknown-to-relay' }
  return { kind: 'shown', post: await postRow(post, deps), versions: await versionsOf(post, deps) }
}

const hidden = (account: string, because: 'muted' | 'blocked', deps: ShowingDeps): PostState => ({
  kind: 'hidden',
  author: authorOf(account, deps),
  because,
})

const whyNotHeld = (state: ReturnType<Finding['find']>): PostState => {
  if (state === 'looking') return { kind: 'looking' }
  return { kind: 'not-held', reason: state === 'offline' ? 'offline' : 'unknown-to-relay' }
}

const versionsOf = async (
  { ref, entry, plain }: StandingPost,
  deps: ShowingDeps,
): Promise<readonly PostVersion[]> => {
  const { edits } = foldEffects(effectsIn(await readAll(deps.rows, effectsPrefix(ref))))
  return [
    { atMs: entry.place, body: bodyToPage(plain.body, deps) },
    ...edits.flatMap(({ place, edit }) =>
      edit === null ? [] : [{ atMs: place, body: bodyToPage(edit.body, deps) }],
    ),
  ]
}
