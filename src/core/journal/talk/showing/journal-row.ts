/** What somebody published, for their page. Muting them or words changes nothing here. */
import { bytesToHex } from '../../../../base/bytes.ts'
import { parseAccountIdText } from '../../../account/account-id.ts'
import type { FollowState, JournalRow, QueryOf } from '../../../api.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { endOf, followerKey, lastOf, postsPrefix } from '../rows/keys.ts'
import { backwards, isThere, readEntry } from '../rows/reading.ts'
import type { Finding } from '../state/finding.ts'
import type { OlderPosts } from '../state/older-posts.ts'
import { postRow, type StandingPost, standingPost } from './post-row.ts'
import type { ShowingDeps } from './showing-deps.ts'

export interface JournalRowDeps extends ShowingDeps {
  readonly finding: Finding
  readonly older: OlderPosts
  readonly followOf: (account: AccountId) => FollowState
}

const mostPosts = 400
const nothing: JournalRow = {
  posts: [],
  hasOlder: false,
  state: 'nothing',
  follow: 'no',
  followsYou: false,
  muted: false,
}

export const journalRow = async (
  { account, count }: QueryOf<'journal'>,
  deps: JournalRowDeps,
): Promise<JournalRow> => {
  const author = parseAccountIdText(account)
  if (author === null) return nothing
  const id = bytesToHex(author)
  if (deps.circle.isBlocked(id)) return nothing
  deps.finding.freshen(id)
  const wanted = Math.min(Math.max(1, Math.floor(count)), mostPosts)
  const found = await collect(id, wanted + 1, deps)
  if (found.length <= wanted) deps.older.fetch(author)
  return {
    posts: await Promise.all(found.slice(0, wanted).map(post => postRow(post, deps))),
    hasOlder: found.length > wanted || deps.older.isFetching(author),
    state: stateOf(author, found.length > 0, deps),
    follow: deps.followOf(author),
    followsYou: await isThere(deps.rows, followerKey(deps.own, id)),
    muted: deps.circle.isMuted(id),
  }
}

const collect = async (
  account: string,
  wanted: number,
  deps: JournalRowDeps,
): Promise<readonly StandingPost[]> => {
  const prefix = postsPrefix(account)
  const found: StandingPost[] = []
  for await (const rows of backwards(deps.rows, prefix, endOf(prefix), wanted)) {
    const refs = rows.map(([key]) => ({ account, id: lastOf(key) }))
    const looked = await Promise.all(
      refs.map(async ref => standingPost(ref, await readEntry(deps.rows, ref))),
    )
    found.push(...looked.flatMap(one => one ?? []))
    if (found.length >= wanted) return found.slice(0, wanted)
  }
  return found
}

const stateOf = (account: AccountId, hasPosts: boolean, { line }: JournalRowDeps): JournalRow['state'] => {
  const { state } = line.reach(account)
  switch (state) {
    case 'asking':
      return 'looking'
    case 'offline':
      return 'offline'
    case 'held':
    case 'unavailable':
    case 'nothing':
      return hasPosts ? 'held' : 'nothing'
  }
}
