/** The home feed: what one's circle published, newest first, from rows alone. */
import type { FeedItem, FeedRow, QueryOf } from '../../../api.ts'
import { groupPosts } from '../rules/grouping.ts'
import { endOf, feedPrefix, isFeedItemKey, placedOf } from '../rows/keys.ts'
import { backwards, readEntry } from '../rows/reading.ts'
import { postRow, type StandingPost, standingPost, wordsOfPost } from './post-row.ts'
import type { ShowingDeps } from './showing-deps.ts'

export interface FeedDeps extends ShowingDeps {
  /** Accounts in hex whose posts are here. */
  readonly havePosts: () => Iterable<string>
}

interface Candidate {
  readonly key: string
  readonly author: string
  readonly isAdded: boolean
  readonly post: StandingPost
}

const mostItems = 400
/** Newer posts are counted, not shown; beyond this it does not matter how many. */
const mostNewer = 1_000

export const feedRow = async ({ top, count }: QueryOf<'feed'>, deps: FeedDeps): Promise<FeedRow> => {
  const wanted = Math.min(Math.max(1, Math.floor(count)), mostItems)
  const from = top !== null && isFeedItemKey(top) ? top : null
  const candidates = await collect(from, wanted, deps)
  const groups = groupPosts(candidates)
  const shown = groups.slice(0, wanted)
  return {
    items: await Promise.all(shown.map(group => feedItem(group, deps))),
    top: from ?? candidates[0]?.key ?? null,
    newer: from === null ? 0 : await countNewer(from, deps),
    hasOlder: groups.length > wanted,
    ...stateOf(deps),
    people: [...deps.havePosts()].filter(account => isInFeed(account, deps)).length,
  }
}

const isInFeed = (account: string, { circle }: ShowingDeps): boolean =>
  circle.isKept(account) && circle.isShown(account)

/** Enough for `wanted` whole items, and one more if there is one. */
const collect = async (top: string | null, wanted: number, deps: FeedDeps): Promise<readonly Candidate[]> => {
  const found: Candidate[] = []
  const end = top === null ? endOf(feedPrefix) : `${feedPrefix}${top}0`
  for await (const rows of backwards(deps.rows, feedPrefix, end, wanted + 10)) {
    const looked = await Promise.all(rows.map(([key]) => candidateAt(key.slice(feedPrefix.length), deps)))
    found.push(...looked.flatMap(one => one ?? []))
    if (groupPosts(found).length > wanted) return found
  }
  return found
}

const candidateAt = async (key: string, deps: ShowingDeps): Promise<Candidate | null> => {
  const placed = placedOf(key)
  if (placed === null || !isInFeed(placed.account, deps)) return null
  const post = standingPost(placed, await readEntry(deps.rows, placed))
  if (post === null || isMutedPost(post, deps)) return null
  return { key, author: placed.account, isAdded: post.plain.added !== null, post }
}

const isMutedPost = (post: StandingPost, { own, circle }: ShowingDeps): boolean =>
  post.ref.account !== own && circle.hasMutedWords() && circle.isMutedText(wordsOfPost(post))

/** An item is named by its oldest post, so that one more in front of it does not rename it. */
const feedItem = async (group: readonly Candidate[], deps: FeedDeps): Promise<FeedItem> => ({
  key: group.at(-1)?.key ?? '',
  posts: await Promise.all(group.map(({ post }) => postRow(post, deps))),
})

const countNewer = async (top: string, deps: FeedDeps): Promise<number> => {
  const stored = await deps.rows.range({
    from: `${feedPrefix}${top}0`,
    to: endOf(feedPrefix),
    limit: mostNewer,
    reverse: true,
  })
  const keys = stored.ok ? stored.value.map(([key]) => key.slice(feedPrefix.length)) : []
  const candidates = await Promise.all(keys.map(key => candidateAt(key, deps)))
  return candidates.filter(one => one !== null).length
}

const stateOf = ({ circle, line, isLive }: FeedDeps): Pick<FeedRow, 'arriving' | 'caughtUp'> => {
  const states = circle.kept().map(account => line.reach(account).state)
  const asking = states.filter(state => state === 'asking').length
  return {
    arriving: asking === 0 ? null : { done: states.length - asking, of: states.length },
    caughtUp: isLive() && asking === 0 && !states.includes('offline') ? 'with-relay' : 'on-this-device',
  }
}
