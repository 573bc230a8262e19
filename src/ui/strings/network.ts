/** Every sentence of the feed and of a post. Writing has `network-writing.ts`, what is said about it `network-talk.ts`. */
import {
  type Audience,
  type EntryProblem,
  type FeedRow,
  type HeldCounts,
  type PlaceOfCopy,
  type PostState,
} from '../../core/api.ts'
import { formatNumber, plural } from './format.ts'

const nameless = 'Somebody without a name'

/** Kept apart from the sentence around it, whichever way it is written. */
export const nameOf = (name: string): string => (name.trim() === '' ? nameless : `\u2068${name}\u2069`)

const posts = (count: number): string => plural(count, { one: '# post', other: '# posts' })
const works = (count: number): string => plural(count, { one: '# work', other: '# works' })

export const feedWords = {
  title: 'Home',
  door: 'Say or show something',
  list: 'Posts, newest first',
  newer: (count: number): string => plural(count, { one: '# new post', other: '# new posts' }),
  older: 'Show older posts',
  lookingLong: 'Opening what is on this device takes longer than usual. Nothing is lost.',
  empty: 'Nothing from others yet. Show someone your code.',
  emptyAction: 'Show my code',
  onlyOwn: 'Nothing from others yet.',
  caughtUp: {
    'with-relay': 'You’re caught up with the relay.',
    'on-this-device':
      'You’re caught up on this device. The relay is out of reach, so newer posts may be missing.',
  } satisfies { readonly [Where in FeedRow['caughtUp']]: string },
  arriving: ({ done, of }: NonNullable<FeedRow['arriving']>): string =>
    `${formatNumber(done)} of ${plural(of, { one: '# person’s posts are', other: '# people’s posts are' })} here. The rest are on their way.`,
  limit: (count: number): string =>
    `These are the newest ${posts(count)}. Older ones are on the pages of those who wrote them.`,
  moreAdded: (count: number, name: string): string =>
    `${plural(count, { one: '# more time', other: '# more times' })} ${nameOf(name)} hung works`,
  deleted: 'The post is deleted.',
} as const

/** Who reads it, as its author and as everybody else would say it. */
export const audienceText = (audience: Audience, isOwn: boolean): string => {
  if (audience === 'connections') return isOwn ? 'Your connections' : 'Their connections'
  return audience === 'public' ? 'Public' : 'Only you'
}

export const postWords = {
  now: 'just now',
  noTime: 'at no time that there is',
  you: 'You',
  post: (name: string, when: string): string => `Post by ${nameOf(name)}, ${when}`,
  hung: (count: number): string => `hung ${works(count)} in`,
  untitledAlbum: 'an album without a title',
  moreWorks: (count: number): string =>
    `${plural(count, { one: '# more work', other: '# more works' })} in the album`,
  picture: (number: number, count: number): string =>
    count === 1 ? 'Picture' : `Picture ${formatNumber(number)} of ${formatNumber(count)}`,
  pictures: 'Pictures',
  openPicture: (name: string): string => `Open: ${name}`,
  pictureBy: (name: string): string => `Picture by ${nameOf(name)}`,
  untitledWork: 'Untitled work',
  workNotForYou: 'Its artist keeps it for others',
  workGone: 'Taken down',
  readOn: 'Read on',
  with: 'With',
  edited: 'Edited',
  rewritten: 'What stood here before was replaced without a word about it.',
  clockIsWrong: 'Their clock is wrong, so it stands where this device first saw it.',
  ownClockIsWrong: 'This device’s clock was wrong when you wrote it.',
  appreciate: 'Appreciate',
  comment: 'Comment',
  comments: (count: number): string => plural(count, { one: '# comment', other: '# comments' }),
  commentOn: (name: string): string => `Comment on the post by ${nameOf(name)}`,
  copies: { 'only-here': 'Only on this device', 'on-relay': 'On the relay' } satisfies {
    readonly [Place in PlaceOfCopy]: string
  },
} as const

/** Never more than it is: what this device can count. Empty when there is nothing to count. */
export const countsText = ({ comments, appreciations }: HeldCounts): string => {
  const parts = [
    comments === 0 ? '' : postWords.comments(comments),
    appreciations === 0
      ? ''
      : plural(appreciations, { one: '# person appreciates this', other: '# people appreciate this' }),
  ].filter(part => part !== '')
  return parts.length === 0 ? '' : `${parts.join(' · ')}, of the people you hold`
}

export const postMenuWords = {
  open: (name: string, when: string): string => `More about the post by ${nameOf(name)}, ${when}`,
  title: 'Post',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyFailed: 'This browser did not let Gesso copy. Select the address above instead.',
  edit: 'Edit',
  remove: 'Delete',
  removeTitle: 'Delete this post?',
  removeMeaning:
    'Every device that has it is asked to take it out. Whoever saw or copied it before may still have it, and a device that never comes back keeps it.',
  removeConfirm: 'Delete it',
  removing: 'Deleting',
  keep: 'Keep it',
  mute: (name: string): string => `Mute ${nameOf(name)}`,
  muteHint: 'Their posts and comments are no longer shown to you. They are not told.',
  muted: (name: string): string => `${nameOf(name)} is muted.`,
} as const

export const postPageWords = {
  title: (name: string): string => `Post by ${nameOf(name)}`,
  ownTitle: 'Your post',
  lookingTitle: 'Post',
  versions: 'See earlier versions',
  versionsList: 'Earlier versions, newest first',
  version: (when: string): string => `Until ${when}`,
  looking: 'Looking for this post.',
  lookingLong:
    'Still looking: the relay has not answered yet. You can stay here, the post appears by itself.',
  tryAgain: 'Ask the relay again',
  reload: 'Look for the update',
  toAuthor: 'To whoever wrote it',
  unmute: (name: string): string => `Show ${nameOf(name)} again`,
} as const

type MissingPost = Exclude<PostState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>

interface Sentence {
  readonly title: string
  readonly text: string
}

const problemWords: { readonly [Problem in EntryProblem]: Sentence } = {
  'not-for-you': {
    title: 'Not for this device to read',
    text: 'Its author keeps this post for whom they are connected to, and this device is not one of theirs. If you were connected just now, it opens by itself soon.',
  },
  'newer-version': {
    title: 'Written with a newer Gesso',
    text: 'This post was written with a newer Gesso. Update to read it.',
  },
  broken: {
    title: 'This post cannot be read',
    text: 'What arrived under this address is damaged, so nothing of it is shown. Ask its author to connect to the relay again.',
  },
}

/** Why there is no post to read, and what may help. */
export const missingPostWords = (state: MissingPost): Sentence => {
  switch (state.kind) {
    case 'not-held':
      return state.reason === 'offline'
        ? {
            title: 'Not on this device yet',
            text: 'You are not connected to a relay, and this device has not seen this post before. It appears by itself once you are connected.',
          }
        : {
            title: 'No post found here',
            text: 'The relay was asked and does not know this post. Perhaps it was never sent, or lives on another relay.',
          }
    case 'unreadable':
      return problemWords[state.reason]
    case 'deleted':
      return state.author.isOwn
        ? { title: 'Deleted', text: 'You deleted this post.' }
        : {
            title: 'Deleted',
            text: `${nameOf(state.author.name)} wrote something here once and took it back.`,
          }
    case 'bad-address':
      return {
        title: 'Not an address of a post',
        text: 'This link is incomplete or was changed on its way. Ask for it again.',
      }
    case 'hidden':
      return state.because === 'muted'
        ? {
            title: 'Hidden by you',
            text: `You muted ${nameOf(state.author.name)}, so what they write is not shown.`,
          }
        : {
            title: 'Hidden by you',
            text: `You blocked ${nameOf(state.author.name)}, so what they write is not shown.`,
          }
  }
}

export const personPostsWords = {
  title: 'Posts',
  older: 'Show older posts',
  looking: 'Their posts are on their way to this device.',
  offline: 'The relay is out of reach, so posts may be missing here.',
  write: 'New post',
  muted: 'You muted them: their posts are not shown.',
} as const
