/** Every sentence of the wall, the viewer and reading an album. `gallery-editing.ts` has those of changing one. */
import type { ImageMime, ImageSize, PlaceOfCopy, WorkRow } from '../../core/api.ts'
import { formatBytes, formatDate, formatNumber, plural } from './format.ts'

export const missingImageWords = {
  offline: 'Not on this device yet',
  'not-on-relay': 'Not on the relay yet',
  altered: 'The relay gave something else, so it is not shown',
  unreadable: 'This image cannot be read',
  failed: 'This image could not be opened',
} as const

/** What a work is called when it is listed: what is seen, else its title, else its place among the others. */
export const nameOfWork = (
  work: { readonly title: string; readonly alt: string },
  number: number,
  count: number,
): string => work.alt.trim() || work.title.trim() || `Untitled, ${numberOf(number, count)}`

/** "3 of 40". */
export const numberOf = (number: number, count: number): string =>
  `${formatNumber(number)} of ${formatNumber(count)}`

export const wallWords = {
  works: (album: string): string => `Works in ${album}`,
} as const

export const albumPage = {
  untitled: 'Untitled album',
  project: 'Project',
  onlyYou: 'Only you',
  forConnections: { own: 'For your connections', others: 'For their connections' },
  collaborators: 'Made with',
  count: (works: number): string => plural(works, { one: '# work', other: '# works' }),
  watch: (host: string): string => `Watch on ${host}`,
  watchHint: 'Leaves Gesso. Until you open it, that place learns nothing about you.',
  copies: { 'only-here': 'Only on this device', 'on-relay': 'On the relay' } satisfies {
    readonly [Place in PlaceOfCopy]: string
  },
  keep: 'Keep on this device',
  keepHint: 'Its images stay here for times without a connection.',
  copyLink: 'Copy link',
  linkForConnections: 'Only the people you are connected with can open it.',
  linkCopied: 'Link copied',
  copyFailed: 'This browser did not let Gesso copy. Select this and copy it yourself:',
  emptyOwn: 'Nothing hangs here yet. Add your first works.',
  emptyOthers: 'Nothing hangs here yet.',
  unreadable: (count: number): string =>
    plural(count, {
      one: '# work was made by a newer Gesso. Update to see it.',
      other: '# works were made by a newer Gesso. Update to see them.',
    }),
  held: 'Kept on this device. The relay is out of reach, so newer changes may be missing.',
  title: 'Album',
  looking: 'Looking for this album.',
  lookingLong:
    'Still looking: the relay has not answered yet. You can stay here, the album appears by itself.',
  lookingOwnLong: 'Opening this album takes longer than usual. What you saved is safe on this device.',
  offlineTitle: 'Not on this device yet',
  offline:
    'You are not connected to a relay, and this device has not seen this album before. It appears by itself once you are connected.',
  unknownTitle: 'No album found here',
  unknown: 'The relay does not know this album. Perhaps it was never made public, or lives on another relay.',
  goneTitle: 'Taken down',
  gone: 'This album hung here once. Its owner has taken it down.',
  notForYouTitle: 'Kept for their connections',
  notForYou:
    'Its owner shows this album to the people they are connected with. Once you are connected, it appears here.',
  newerTitle: 'Made by a newer Gesso',
  newer: 'This album was made by a newer Gesso. Update to see it.',
  brokenTitle: 'This album cannot be read',
  broken:
    'What arrived under this address is damaged, so nothing of it is shown. Ask its owner to connect to the relay again.',
  badTitle: 'Not an address of an album',
  bad: 'This link is incomplete or was changed on its way. Ask for it again.',
  tryAgain: 'Try again',
  reload: 'Look for the update',
  toPerson: 'See who made it',
  toMe: 'To my profile',
} as const

export const viewer = {
  name: (number: number, count: number, title: string): string =>
    `Work ${numberOf(number, count)}${title === '' ? '' : `: ${title}`}`,
  close: 'Back to the album',
  previous: 'Previous work',
  next: 'Next work',
  zoomIn: 'Zoom in',
  zoomOut: 'Whole image',
  details: 'Details',
  hideDetails: 'Hide details',
  mat: 'Wall behind the work',
  mats: { black: 'Black', grey: 'Grey', white: 'White' },
  untitled: 'Untitled',
  missingTitle: 'This work is not here',
  missing: 'It may have been moved to another album or taken down.',
} as const

export const workDetails = {
  title: 'Details',
  fullTitle: 'Full title',
  album: 'Album',
  description: 'Description',
  credits: 'Credits',
  tags: 'Tags',
  licence: 'Licence',
  noAi: 'Training of AI',
  noAiSaid: 'The artist says: not for training AI.',
  availability: 'Availability',
  copy: 'Where it is',
  versions: 'Versions',
  version: (addedAtMs: number): string => formatDate(addedAtMs),
  current: 'On the wall',
  lookAt: (addedAtMs: number): string => `Look at the version of ${formatDate(addedAtMs)}`,
  hang: 'Hang this version',
  files: 'Files',
  download: 'Download',
  downloading: 'Fetching',
  sizes: { thumb: 'Small', card: 'Medium', full: 'Large', original: 'Original' } satisfies {
    readonly [Size in ImageSize]: string
  },
  file: (width: number, height: number, mime: ImageMime, bytes: number): string =>
    `${formatNumber(width)} × ${formatNumber(height)} px, ${formatNames[mime]}, ${formatBytes(bytes)}`,
} as const

const formatNames: { readonly [Mime in ImageMime]: string } = {
  'image/webp': 'WebP',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
}

type LabelText = Pick<WorkRow, 'year' | 'medium' | 'dimensions'>

/** The second line of a label: "Collodion on glass, 40 × 60 cm". */
export const mediumLine = (work: LabelText): string =>
  [work.medium, work.dimensions].filter(text => text !== '').join(', ')

export const pickWorkWords = {
  albums: 'Your albums',
  works: (album: string): string => `Works in ${album}`,
  toAlbums: 'All albums',
  noAlbums: 'You have no albums with works yet.',
  onlyMe: 'Only for you',
  connections: 'For your connections',
  untitled: 'Untitled work',
  untitledAlbum: 'Album without a title',
} as const
