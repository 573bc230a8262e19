/** The commands and queries of the network: each goes to the service of the open account that knows it. */
import { err, ok } from '../base/result.ts'
import type { CommandOf, CommandResult, CommandType, QueryOf, QueryRows, QueryType } from './api.ts'
import { loadFailure, type WithOpen } from './art-commands.ts'
import type { OpenAccount } from './session/open-account.ts'

type NetworkCommand = Extract<
  CommandType,
  | `${'post' | 'entry' | 'comment' | 'follow' | 'mute' | 'notices' | 'talk' | 'listing'}.${string}`
  | 'appreciate'
>
export type NetworkCommands = {
  readonly [T in NetworkCommand]: (command: CommandOf<T>) => Promise<CommandResult<T>>
}

export const createNetworkCommands = (withOpen: WithOpen): NetworkCommands => ({
  'post.publish': command => withOpen(open => open.journal.publish(command)),
  'post.edit': command => withOpen(open => open.journal.editPost(command)),
  'post.attach': ({ source }) => withOpen(open => open.journal.attach(source)),
  'post.attached': ({ image }) => withOpen(open => open.journal.attached(image)),
  'post.draft': ({ draft }) => withOpen(open => open.journal.keepDraft(draft)),
  'post.image': command => withOpen(open => loadPostImage(open, command)),
  'entry.delete': ({ id }) => withOpen(open => open.journal.remove(id)),
  'comment.publish': command => withOpen(open => open.journal.comment(command)),
  'comment.edit': command => withOpen(open => open.journal.editComment(command)),
  'comment.hide': ({ account, comment, hidden }) =>
    withOpen(open => open.journal.hide(account, comment, hidden)),
  appreciate: ({ target, on }) => withOpen(open => open.journal.appreciate(target, on)),
  'follow.set': ({ account, follow }) => withOpen(open => open.journal.follow(account, follow)),
  'mute.person': ({ account, muted }) => withOpen(open => open.journal.mutePerson(account, muted)),
  'mute.word': ({ word, muted }) => withOpen(open => open.journal.muteWord(word, muted)),
  'notices.read': ({ key }) => withOpen(open => open.journal.readNotices(key)),
  'talk.ask': ({ target }) => withOpen(open => open.journal.askAbout(target)),
  'listing.change': ({ listed }) => withOpen(open => open.discovery.changeListing(listed)),
})

const loadPostImage = async (
  open: OpenAccount,
  { account, post, image, size }: CommandOf<'post.image'>,
): Promise<CommandResult<'post.image'>> => {
  const found = await open.journal.image(account, post, image, size)
  if (found === null) return err({ type: 'not-found', what: 'image' })
  const loaded = await open.blobs.load(found.blob)
  if (!loaded.ok) return err(loadFailure(loaded.error))
  return ok({ bytes: loaded.value, mime: found.blob.mime, size: found.size })
}

type NetworkQuery = Extract<
  QueryType,
  | 'feed'
  | 'post'
  | 'talk-about'
  | 'journal'
  | 'notices'
  | 'follows'
  | 'mutes'
  | 'post-draft'
  | 'find-people'
  | 'directory'
  | 'listing'
  | 'discover'
>
export type NetworkAnswers = {
  readonly [T in NetworkQuery]: (query: QueryOf<T>) => QueryRows[T] | Promise<QueryRows[T]>
}

export const createNetworkAnswers = (current: () => OpenAccount | null): NetworkAnswers => ({
  feed: async query => (await current()?.journal.feed(query)) ?? noFeed,
  post: async ({ account, post }) => (await current()?.journal.post(account, post)) ?? { kind: 'looking' },
  'talk-about': async query => (await current()?.journal.talk(query)) ?? noTalk,
  journal: async query => (await current()?.journal.journal(query)) ?? noJournal,
  notices: async ({ count }) =>
    (await current()?.journal.notices(count)) ?? { items: [], unread: 0, hasOlder: false },
  follows: async () => (await current()?.journal.follows()) ?? { following: [], followers: [] },
  mutes: () => current()?.journal.mutes() ?? { words: [], people: [] },
  'post-draft': async () => (await current()?.journal.draft()) ?? null,
  'find-people': async query =>
    (await current()?.discovery.people(query)) ?? { people: [], found: 0, of: 0, indexing: null },
  directory: async query => (await current()?.discovery.directory(query)) ?? noDirectory,
  listing: () => current()?.discovery.listing() ?? 'unasked',
  discover: async query =>
    (await current()?.discovery.works(query)) ?? { works: [], found: 0, tags: [], people: 0, indexing: null },
})

const noFeed: QueryRows['feed'] = {
  items: [],
  top: null,
  newer: 0,
  hasOlder: false,
  arriving: null,
  caughtUp: 'on-this-device',
  people: 0,
}

const noTalk: QueryRows['talk-about'] = {
  comments: [],
  hasMore: false,
  counts: { comments: 0, appreciations: 0, appreciated: false },
  appreciatedBy: [],
  isOwner: false,
  canComment: 'not-for-you',
  asked: 'no',
}

const noJournal: QueryRows['journal'] = {
  posts: [],
  hasOlder: false,
  state: 'looking',
  follow: 'no',
  followsYou: false,
  muted: false,
}

const noDirectory: QueryRows['directory'] = {
  state: 'off',
  people: [],
  found: 0,
  hasMore: false,
  checking: 0,
  refused: 0,
  askedAtMs: null,
}
