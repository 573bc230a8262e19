/** People who publish, comment and appreciate: what stories about journals start from. */
import type {
  Audience,
  CommentRow,
  EntryId,
  FeedRow,
  NoticesRow,
  PostRow,
  PostState,
  TalkRow,
  Target,
} from '../../src/core/api.ts'
import type { Person } from './people.ts'

const waitMs = 30_000

export const publish = async (
  person: Person,
  text: string,
  audience: Audience = 'public',
): Promise<EntryId> => {
  const { post } = await person.device.do({
    type: 'post.publish',
    text,
    audience,
    mentions: [],
    images: [],
    works: [],
    added: null,
  })
  return post
}

export const postOf = ({ account }: Person, id: EntryId): Target => ({ kind: 'post', account, id })

export const say = async (
  person: Person,
  target: Target,
  text: string,
  replyTo: { readonly account: string; readonly id: EntryId } | null = null,
): Promise<EntryId> =>
  (await person.device.do({ type: 'comment.publish', target, replyTo, text, mentions: [] })).comment

export const untilFeed = (person: Person, isRight: (row: FeedRow) => boolean): Promise<FeedRow> =>
  person.device.until({ type: 'feed', top: null, count: 100 }, isRight, waitMs)

export const postsIn = (row: FeedRow): readonly PostRow[] => row.items.flatMap(({ posts }) => posts)

export const textsIn = (row: FeedRow): readonly string[] => postsIn(row).map(({ body }) => body.text)

/** The feed once exactly these posts stand in it, in whatever order. */
export const untilFeedIs = (person: Person, ...texts: readonly string[]): Promise<FeedRow> => {
  const wanted = texts.toSorted().join('\n')
  return untilFeed(person, row => textsIn(row).toSorted().join('\n') === wanted)
}

export const untilTalk = (
  person: Person,
  target: Target,
  isRight: (row: TalkRow) => boolean,
): Promise<TalkRow> => person.device.until({ type: 'talk-about', target, count: 100 }, isRight, waitMs)

/** What is said once exactly these comments are shown, in whatever order. */
export const untilComments = (
  person: Person,
  target: Target,
  ...texts: readonly string[]
): Promise<TalkRow> => {
  const wanted = texts.toSorted().join('\n')
  return untilTalk(person, target, row => wordsOf(row.comments).toSorted().join('\n') === wanted)
}

export const wordsOf = (comments: readonly CommentRow[]): readonly string[] =>
  comments.map(({ text }) => text)

export const untilPost = (
  person: Person,
  author: Person,
  post: EntryId,
  isRight: (row: PostState) => boolean,
): Promise<PostState> => person.device.until({ type: 'post', account: author.account, post }, isRight, waitMs)

export const untilNotices = (person: Person, isRight: (row: NoticesRow) => boolean): Promise<NoticesRow> =>
  person.device.until({ type: 'notices', count: 50 }, isRight, waitMs)
