/** Every sentence of following, and of not wanting to see somebody or something. */
import type { FollowState } from '../../core/api.ts'
import { formatNumber, plural } from './format.ts'
import { named } from './people.ts'

export const followWords = {
  follow: 'Follow',
  following: 'Following',
  title: (name: string): string => `Follow ${named(name)}`,
  meaning: 'What they post for everyone appears on your Home. They need not answer.',
  connected: 'You are connected, so what they post is on your Home anyway.',
  who: 'Who may know',
  choices: { private: 'Only me', public: 'Everyone' } satisfies {
    readonly [State in Exclude<FollowState, 'no'>]: string
  },
  meanings: {
    private: 'Nobody is told, not even they. It stays between your own devices.',
    public: 'It stands in what you publish, for them and for everyone to see.',
  } satisfies { readonly [State in Exclude<FollowState, 'no'>]: string },
  confirm: 'Follow',
  save: 'Save',
  saving: 'Saving',
  stop: 'Stop following',
  stopping: 'Taking it back',
  cancel: 'Not now',
  state: {
    no: '',
    private: 'You follow them. Nobody is told.',
    public: 'You follow them, for everyone to see.',
  } satisfies { readonly [State in FollowState]: string },
  followsYou: 'They follow you.',
  stopped: (name: string): string => `You no longer follow ${named(name)}.`,
} as const

export const followLists = {
  door: 'Following',
  parts: 'Whose list',
  following: 'Following',
  followers: 'Followers',
  heading: (count: number): string => formatNumber(count),
  followersHint: 'People who say in public that they follow you, as far as this device knows.',
  followingHint: 'Only you can see whom you follow privately.',
  noFollowing: 'You follow nobody yet.',
  findPeople: 'Find people',
  noFollowers: 'Nobody says in public that they follow you yet, as far as this device knows.',
  looking: 'Opening whom you follow.',
  state: { no: '', private: 'Only you know', public: 'Everyone may know' } satisfies {
    readonly [State in FollowState]: string
  },
  followsYou: 'Follows you',
  connected: 'Connected',
  muted: 'Muted',
} as const

export const muteWords = {
  mute: 'Mute',
  hint: 'What they post and say is hidden from you. They are not told',
  isMuted: 'You muted them: what they post and say is hidden from you. They are not told.',
  unmute: 'Unmute',
  unmuting: 'Unmuting',
  muted: (name: string): string => `${atStart(named(name))} is muted.`,
  unmuted: (name: string): string => `${atStart(named(name))} is no longer muted.`,
  wordsTitle: 'Muted words',
  wordsText:
    'Posts and comments with one of these stay hidden from you, on all your devices. Nobody is told.',
  word: 'Word or phrase',
  wordHint: 'Capitals and accents make no difference.',
  add: 'Mute it',
  adding: 'Muting',
  empty: 'Write a word first.',
  full: (limit: number): string =>
    `${formatNumber(limit)} words are as many as there can be. Remove one first.`,
  words: 'Muted words',
  noWords: 'No word is muted.',
  remove: (word: string): string => `Show posts with “${named(word)}” again`,
  added: (word: string): string => `“${named(word)}” is muted.`,
  removed: (word: string): string => `“${named(word)}” is no longer muted.`,
  peopleTitle: 'Muted people',
  people: (count: number): string =>
    count === 0
      ? 'You have muted nobody. On somebody’s page, it is under “More”.'
      : plural(count, { one: '# person is muted.', other: '# people are muted.' }),
} as const

const atStart = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
