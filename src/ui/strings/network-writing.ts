/** Every sentence of writing a post, and of telling what was hung. */
import type { Audience } from '../../core/api.ts'
import { formatNumber, plural } from './format.ts'
import { nameOf } from './network.ts'

const works = (count: number): string => plural(count, { one: '# work', other: '# works' })

export const writingWords = {
  people: 'People',
  suggested: (count: number): string =>
    plural(count, {
      one: '# person. Choose with the arrow keys, take with Enter.',
      other: '# people. Choose with the arrow keys, take with Enter.',
    }),
  tooLong: (over: number): string =>
    plural(over, {
      one: 'Too long by # character. Nothing is lost; shorten it, or write a second one.',
      other: 'Too long by # characters. Nothing is lost; shorten it, or write a second one.',
    }),
  left: (count: number): string => plural(count, { one: '# character left', other: '# characters left' }),
} as const

export const audienceChoice = {
  legend: 'Who can read it',
  names: { public: 'Public', connections: 'Connections', 'only-me': 'Only me' } satisfies {
    readonly [A in Audience]: string
  },
  meanings: {
    public: 'Everyone, also people you do not know.',
    connections:
      'The people you are connected with, and nobody else. What the relay carries, it cannot read.',
    'only-me': 'Only you, on your own devices. What the relay carries, it cannot read.',
  } satisfies { readonly [A in Audience]: string },
} as const

export const composerPageWords = {
  title: 'New post',
  editTitle: 'Edit post',
  text: 'What you say',
  textHint: 'Type @ and a name to mention somebody.',
  draftFailed: 'What you typed is kept in this window, and could not be saved yet.',
  pictures: 'Pictures',
  works: 'Works',
  addPictures: 'Add pictures',
  adding: 'Adding',
  addWorks: 'Add works',
  full: (most: number): string => `A post holds ${formatNumber(most)} pictures and works.`,
  leftOut: (count: number): string =>
    plural(count, {
      one: '# picture found no room in this post and was left out.',
      other: '# pictures found no room in this post and were left out.',
    }),
  picture: (number: number): string => `Picture ${formatNumber(number)}`,
  noPreview: 'This browser cannot show it before it is prepared.',
  pictureGone: 'This picture is no longer on this device. Take it out, and add it again.',
  altOf: (number: number): string => `What is to be seen in picture ${formatNumber(number)}`,
  altHint: 'For people who cannot see it',
  noAlt: 'No description',
  earlier: (name: string): string => `Move ${name} one place forward`,
  later: (name: string): string => `Move ${name} one place back`,
  remove: (name: string): string => `Take out ${name}`,
  takeOut: (number: number): string => `Take out picture ${formatNumber(number)}`,
  putBack: (number: number): string => `Put picture ${formatNumber(number)} back`,
  movedTo: (number: number, count: number): string =>
    `Now at place ${formatNumber(number)} of ${formatNumber(count)}`,
  removed: 'Taken out',
  untitledWork: 'Untitled work',
  keptPictures: 'Pictures can be taken out of a post. For new ones, write another.',
  publish: 'Publish',
  publishing: 'Preparing and publishing',
  save: 'Save the change',
  saving: 'Saving',
  cancel: 'Leave it as it was',
  saysNothing: 'Say or show something first.',
  discard: 'Throw the draft away',
  discardTitle: 'Throw this draft away?',
  discardMeaning: 'The text and its pictures are removed from this device. Works on your walls stay.',
  discardConfirm: 'Throw it away',
  keepDraft: 'Keep it',
  versionsKept: 'What it said before can still be read under “Edited”.',
  chooseWorks: 'Choose works',
  chosen: (count: number): string => `${works(count)} chosen`,
  done: 'Done',
} as const

export const tellWords = {
  titleFor: { public: 'Tell everybody?', connections: 'Tell your connections?' } satisfies {
    readonly [A in Exclude<Audience, 'only-me'>]: string
  },
  lead: (count: number, album: string): string =>
    `One post says that you hung ${works(count)} in ${nameOf(album)}. Nobody is told unless you publish it.`,
  untitledAlbum: 'an album without a title',
  text: 'Words beside it, if you like',
  publish: 'Publish the post',
  publishing: 'Publishing',
  notNow: 'Tell nobody',
  told: 'The post is published.',
  see: 'See the post',
} as const
