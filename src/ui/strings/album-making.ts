/** Making an album, and changing who sees it. */
import type { AlbumKind, Audience } from '../../core/api.ts'
import { plural } from './format.ts'

export const newAlbumWords = {
  title: 'New album',
  name: 'Title',
  nameHint: 'Leave it open if you do not know yet.',
  kind: 'What it is',
  kinds: { album: 'Album', project: 'Project' } satisfies { readonly [K in AlbumKind]: string },
  kindMeanings: {
    album: 'Works that belong together.',
    project: 'A film, a show, a commission: with your role in it and the people you made it with.',
  } satisfies { readonly [K in AlbumKind]: string },
  create: 'Make the album',
  creating: 'Making it',
  cancel: 'Cancel',
} as const

type Of<T> = { readonly [A in Audience]: T }

export const audienceChange = {
  now: {
    public: 'This album is public.',
    connections: 'Your connections see this album.',
    'only-me': 'Only you see this album.',
  } satisfies Of<string>,
  to: {
    public: 'Make it public',
    connections: 'Keep it for my connections',
    'only-me': 'Keep it to myself',
  } satisfies Of<string>,
  dialogTitle: {
    public: 'Make this album public?',
    connections: 'Keep this album for your connections?',
    'only-me': 'Keep this album to yourself?',
  } satisfies Of<string>,
  /** What will have happened. */
  effects: (from: Audience, to: Audience, works: number): readonly string[] => [
    whoCanOpen[to](works),
    ...(to === 'connections' ? [comingAndGoing] : []),
    newAddress[to],
    breadth[to] > breadth[from] ? cannotBeUnseen : copiesKept,
  ],
  confirm: {
    public: 'Make it public',
    connections: 'Keep it for my connections',
    'only-me': 'Keep it to myself',
  } satisfies Of<string>,
  working: 'Changing',
  cancel: 'Leave it as it is',
} as const

const breadth: Of<number> = { public: 2, connections: 1, 'only-me': 0 }

const whoCanOpen: Of<(works: number) => string> = {
  public: works =>
    plural(works, {
      one: 'Its work, with everything written about it, can be seen by everyone who has your link.',
      other: 'Its # works, with everything written about them, can be seen by everyone who has your link.',
    }),
  connections: works =>
    plural(works, {
      one: 'Its work can be opened by the people you are connected with, and by nobody else.',
      other: 'Its # works can be opened by the people you are connected with, and by nobody else.',
    }),
  'only-me': works =>
    plural(works, {
      one: 'Its work is encrypted anew, and only your own devices can open it.',
      other: 'Its # works are encrypted anew, and only your own devices can open them.',
    }),
}

const comingAndGoing =
  'Whoever you connect with later can open it too. Whoever you remove can open nothing that you add from then on.'

const newAddress: Of<string> = {
  public: 'The album gets a new address, and the images are sent to the relay again, readable this time.',
  connections: 'The album gets a new address, and links to the old one stop leading anywhere.',
  'only-me': 'Links to the album stop leading anywhere, and it goes from your profile as others see it.',
}

const cannotBeUnseen =
  'What others have seen cannot be unseen: taking it back later does not reach copies they kept.'
const copiesKept = 'Whoever looked at it before may have kept a copy.'
