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

export const audienceChange = {
  now: { public: 'This album is public.', 'only-me': 'Only you see this album.' } satisfies {
    readonly [A in Audience]: string
  },
  to: { public: 'Make it public', 'only-me': 'Keep it to myself' } satisfies {
    readonly [A in Audience]: string
  },
  dialogTitle: { public: 'Make this album public?', 'only-me': 'Keep this album to yourself?' } satisfies {
    readonly [A in Audience]: string
  },
  effects: (to: Audience, works: number): readonly string[] =>
    to === 'public'
      ? [
          plural(works, {
            one: 'Its work, with everything written about it, can be seen by everyone who has your link.',
            other:
              'Its # works, with everything written about them, can be seen by everyone who has your link.',
          }),
          'The album gets a new address, and the images are sent to the relay again, readable this time.',
          'What others have seen cannot be unseen: taking it back later does not reach copies they kept.',
        ]
      : [
          plural(works, {
            one: 'Its work is encrypted anew, and only your own devices can open it.',
            other: 'Its # works are encrypted anew, and only your own devices can open them.',
          }),
          'Links to the album stop leading anywhere, and it goes from your profile as others see it.',
          'Whoever looked at it before may have kept a copy.',
        ],
  confirm: { public: 'Make it public', 'only-me': 'Keep it to myself' } satisfies {
    readonly [A in Audience]: string
  },
  working: 'Changing',
  cancel: 'Leave it as it is',
} as const
