/** Every sentence of adding works. */
import type { Audience, IntakeNote, IntakeProblem } from '../../core/api.ts'
import { formatNumber, plural } from './format.ts'

const images = (count: number): string => plural(count, { one: '# image', other: '# images' })
const works = (count: number): string => plural(count, { one: '# work', other: '# works' })

export const addPage = {
  title: 'Add works',
  lead: 'Everything is prepared on this device, with or without a connection. Where a photograph was taken is always removed.',
  album: 'Album',
  newAlbumChoice: 'A new album',
  newAlbumTitle: 'Title of the new album',
  newAlbumTitleHint: 'You can change it at any time.',
  albumOption: (title: string, audience: Audience): string => `${title}, ${audienceShort[audience]}`,
  untitled: 'Untitled album',
  pick: 'Choose images',
  pickMore: 'Choose more',
  drop: 'Drop images here, paste them, or choose them.',
  dropNow: 'Let go to add them here',
  formats: 'Photographs and pictures as JPEG, PNG, WebP, AVIF or GIF.',
  chosen: (count: number): string => `${images(count)} chosen`,
  chosenList: 'Chosen images',
  leaveOut: (name: string): string => `Leave out ${name}`,
  leftOut: (name: string): string => `${name} left out`,
  add: (count: number): string => `Add ${works(count)}`,
  adding: 'Adding',
  sharedArrived: (count: number): string =>
    plural(count, {
      one: '# image was shared to Gesso and waits here.',
      other: '# images were shared to Gesso and wait here.',
    }),
  sharedLeft: (count: number): string =>
    `${plural(count, { one: '# shared image', other: '# shared images' })} found no room here. Share the rest again after these are added.`,
  passedOver: (count: number): string =>
    plural(count, {
      one: '# file was no image and was left out.',
      other: '# files were no images and were left out.',
    }),
  done: 'Done, see the album',
  unnamed: 'Pasted image',
} as const

const audienceShort: { readonly [A in Audience]: string } = {
  public: 'for everyone',
  connections: 'for your connections',
  'only-me': 'only you',
}

export const audienceWords = {
  legend: 'Who sees it',
  names: { public: 'Public', connections: 'Connections', 'only-me': 'Only me' } satisfies {
    readonly [A in Audience]: string
  },
  meanings: {
    public: 'Everyone who has your link can see these works, and what you write about them.',
    connections:
      'The people you are connected with, and nobody else. What the relay carries of it, it cannot read.',
    'only-me': 'Only you, on your own devices. What the relay carries of it, it cannot read.',
  } satisfies { readonly [A in Audience]: string },
} as const

export const takingWords = {
  title: 'Saving on this device',
  count: (done: number, total: number): string =>
    `${formatNumber(done)} of ${formatNumber(total)} saved on this device`,
  stay: 'Keep this window open until all of them are.',
  full: (kept: number, total: number): string =>
    `There is no room left on this device: ${formatNumber(kept)} of ${formatNumber(total)} are kept, the rest are still listed here.`,
  fullNext: 'Free some space, or let go of images in Settings under Storage. Then try again.',
  stopped: (kept: number, total: number): string =>
    `Saving stopped: ${formatNumber(kept)} of ${formatNumber(total)} are kept, the rest are still listed here.`,
  again: 'Try again',
  letGo: (count: number): string => `Leave out ${plural(count, { one: 'the # left', other: 'the # left' })}`,
  tooLarge: 'This file is larger than Gesso can take. Save it smaller, up to 200 MB, and add it again.',
  empty: 'This file is empty. Look for the original, and add it again.',
  gone: 'This file can no longer be read. Choose it again.',
} as const

export const preparingWords = {
  title: 'Preparing',
  count: (done: number, total: number): string => `${formatNumber(done)} of ${formatNumber(total)}`,
  paused: 'Paused. What is prepared is safe; the rest waits here, also after a restart.',
  full: 'There is no room left on this device. What is prepared is safe, and the rest waits here. Free some space, then go on.',
  asleep: 'Images are prepared while a window of Gesso is open.',
  pause: 'Pause',
  resume: 'Go on',
} as const

/** "40 works added. Location removed from 31 photographs." */
export const summaryText = (done: number, locationsRemoved: number): string => {
  const added = plural(done, { one: '# work added.', other: '# works added.' })
  if (locationsRemoved === 0) return added
  return `${added} ${plural(locationsRemoved, {
    one: 'Location removed from # photograph.',
    other: 'Location removed from # photographs.',
  })}`
}

export const noteNames: { readonly [Note in IntakeNote]: string } = {
  'location-removed': 'Location removed',
  'first-frame-only': 'Only the first frame of the animation was kept',
  'colours-converted': 'Colours converted for screens',
  'kept-as-is': 'Kept exactly as it came',
}

interface ProblemWords {
  readonly what: string
  readonly next: string
  /** Whether trying the same file again can end otherwise. */
  readonly again: string | null
}

export const problemWords: { readonly [Problem in IntakeProblem]: ProblemWords } = {
  empty: { what: 'This file is empty.', next: 'Look for the original and add that.', again: null },
  'not-an-image': {
    what: 'This is not an image, whatever its name says.',
    next: 'Export it as JPEG or PNG and add that.',
    again: null,
  },
  heic: {
    what: 'This browser cannot open HEIC photographs.',
    next: 'Save it as JPEG in your photo app, or set the camera to “Most compatible”, and add that.',
    again: null,
  },
  svg: {
    what: 'Drawings in SVG can carry scripts, so they are not taken.',
    next: 'Export it as PNG in the size you want to show.',
    again: null,
  },
  'unsupported-format': {
    what: 'This browser cannot open this kind of image.',
    next: 'Export it as JPEG or PNG and add that.',
    again: null,
  },
  truncated: {
    what: 'The end of this file is missing.',
    next: 'Copy it from the camera or the original again.',
    again: null,
  },
  broken: {
    what: 'This image is damaged and cannot be opened.',
    next: 'Open it in another program, save it anew, and add that.',
    again: null,
  },
  'too-large': {
    what: 'This file is larger than Gesso can take.',
    next: 'Save it smaller, up to 200 MB.',
    again: null,
  },
  'too-many-pixels': {
    what: 'This image has more pixels than this device can open.',
    next: 'Save it smaller; 10,000 pixels on the long side are plenty.',
    again: null,
  },
  duplicate: {
    what: 'This image already hangs in the album.',
    next: 'It was left out. Hang it twice if that is what you mean.',
    again: 'Hang it twice',
  },
  'device-full': {
    what: 'There is no room left on this device.',
    next: 'Free some space; the image waits here meanwhile.',
    again: 'Try again',
  },
  'album-full': {
    what: 'The album has no room for another work.',
    next: 'Make a second album, and add it there.',
    again: 'Try again',
  },
  'album-gone': {
    what: 'The album it was meant for is no longer there.',
    next: 'Bring the album back from the bin, or add the image to another one.',
    again: 'Try again',
  },
  'read-only': {
    what: 'This device may no longer change your works.',
    next: 'Add it on one of your other devices.',
    again: null,
  },
  failed: {
    what: 'Something went wrong while this image was prepared.',
    next: 'Try again, or save it anew as JPEG and add that.',
    again: 'Try again',
  },
}

export const problemList = {
  title: (count: number): string =>
    plural(count, { one: '# image needs a look', other: '# images need a look' }),
  letGo: 'Leave it out',
  letGoAll: 'Leave all of these out',
} as const

export const batchWords = {
  title: 'Titles and descriptions',
  lead: 'Saved while you type. Nothing here is required.',
  work: (number: number, name: string): string => `Work ${formatNumber(number)}, ${name}`,
  titleField: 'Title',
  alt: 'Description',
  altHint: 'What is to be seen, for people who cannot see it.',
  forAllTitle: (count: number): string => plural(count, { one: 'For this work', other: 'For all # works' }),
  forAllHint: 'Also for those still being prepared.',
  altKind: (missing: number, total: number): string =>
    missing === total
      ? 'A sentence about each picture lets people who cannot see it meet it too. There is time: you can write them later.'
      : `${plural(missing, { one: '# work has', other: '# works have' })} no description yet. There is time: you can write it later.`,
  showMore: (left: number): string => `Show more, ${works(left)} to go`,
  altAllThere: 'Every work has a description. Thank you.',
} as const

export const keepWords = {
  ask: 'Your first work is saved here. May this browser promise not to clear it when space runs short?',
  yes: 'Ask the browser',
  no: 'Not now',
  asking: 'Asking',
  kept: 'Promised: this browser will not clear your works by itself.',
  refused: 'The browser said no for now. Everything works as before; ask again in Settings, under Storage.',
  fine: 'Good',
} as const
