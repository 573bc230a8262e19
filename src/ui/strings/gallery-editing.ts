/** Every sentence of album cards, arranging, editing and the bin. */
import type {
  AlbumLayout,
  AlbumTextField,
  LicenceId,
  PlaceOfCopy,
  WorkAvailability,
  WorkTextField,
} from '../../core/api.ts'
import { formatDate, formatNumber, plural } from './format.ts'

const worksCount = (count: number): string => plural(count, { one: '# work', other: '# works' })

export const albumsWords = {
  title: 'Albums',
  emptyOwn: 'Your wall is empty. Hang one piece.',
  addFirst: 'Add works',
  arriving: (count: number): string =>
    plural(count, { one: '# more album is on its way.', other: '# more albums are on their way.' }),
  notForYou: (count: number): string =>
    plural(count, {
      one: '# album is kept for their connections.',
      other: '# albums are kept for their connections.',
    }),
  untitled: 'Untitled',
  onlyYou: 'Only you',
  forConnections: { own: 'For your connections', others: 'For their connections' },
  noWorks: 'No works yet',
  copies: { 'only-here': 'Only on this device', 'on-relay': 'On the relay' } satisfies {
    readonly [P in PlaceOfCopy]: string
  },
  bin: 'Bin',
  arrange: 'Arrange',
  arrangeDone: 'Done',
  arrangeHint: 'Drag an album, or move it with its buttons.',
  earlier: (title: string): string => `Move ${title} earlier`,
  later: (title: string): string => `Move ${title} later`,
  moved: (title: string, place: number, count: number): string =>
    `${title} is now ${formatNumber(place)} of ${formatNumber(count)}`,
} as const

export const editAlbum = {
  title: (album: string): string => `Edit ${album}`,
  heading: 'Edit album',
  editWork: 'Edit this work',
  alternatives: 'Two of your devices changed the same thing. Choose which one stays.',
  choose: 'Choose',
  looking: 'Opening the album.',
  lookingLong: 'Opening the album takes longer than usual. What you saved is safe on this device.',
  goneTitle: 'This album is no longer here',
  gone: 'It was taken down or moved to the bin.',
  unreadableTitle: 'This album cannot be read',
  unreadableNewer: 'It was written by a newer Gesso. Update to change it.',
  unreadableBroken: 'What is kept of it here is damaged, so nothing of it is changed.',
  toMe: 'To my profile',
  toBin: 'Look in the bin',
  done: 'Done',
  parts: 'Parts of the album',
  partNames: { works: 'Works', about: 'About', audience: 'Who sees it' },
  addWorks: 'Add works',
  name: 'Title',
  about: 'About',
  aboutHint: 'Stands beside the works, like the text at the entrance of a show.',
  kind: 'What it is',
  role: 'Your role',
  roleHint: 'As it should stand on the label: Gaffer, Director, Second camera.',
  year: 'Year',
  yearHint: 'One year or several: 2026, 2019 to 2024.',
  collaborators: 'Made with',
  collaboratorsHint: 'Names and what they did, as you would print them.',
  video: 'Link to a video',
  videoHint: 'Shown as a card. Nothing is fetched from it until somebody asks.',
  layout: 'How it hangs',
  layouts: { wall: 'Wall', grid: 'Grid' } satisfies { readonly [L in AlbumLayout]: string },
  layoutMeanings: {
    wall: 'Rows that keep the shape of every work.',
    grid: 'Three by two in 16:9, cut around each work’s point of focus.',
  } satisfies { readonly [L in AlbumLayout]: string },
  cover: 'Cover',
  coverFirst: 'The first work',
  coverChoose: 'To choose another, open a work under Works and press “Make it the cover”.',
  coverReset: 'Use the first work again',
  unreadableWorks: (count: number): string =>
    plural(count, {
      one: '# work was written by a newer Gesso. It stays as it is until you update.',
      other: '# works were written by a newer Gesso. They stay as they are until you update.',
    }),
  binTitle: 'Take it down',
  binText: 'The album and its works go to the bin for 30 days, and nobody else sees them any more.',
  bin: 'Move the album to the bin',
  binning: 'Moving',
  binned: (title: string): string => `“${title}” is in the bin.`,
  empty: 'Add your first works.',
  retry: 'Try to save again',
} as const

export const arranging = {
  list: (count: number): string => `${worksCount(count)}, in order`,
  hint: 'Drag to move. Click or tap to select, with Shift for a range. Enter opens, Alt and arrows move.',
  workName: (number: number, name: string): string => `Work ${formatNumber(number)}, ${name}`,
  untitled: 'untitled',
  selected: (count: number): string =>
    count === 0 ? 'Nothing selected' : plural(count, { one: '# selected', other: '# selected' }),
  selectAll: 'Select all',
  selectNone: 'Select none',
  edit: 'Edit',
  move: 'Move',
  moveMenu: 'Move the selected works',
  first: 'To the beginning',
  earlier: 'One place earlier',
  later: 'One place later',
  last: 'To the end',
  before: 'Before another work',
  beforeField: (count: number): string => `Before work number, 1 to ${formatNumber(count)}`,
  beforeHint: (name: string): string => `They will hang right before ${name}.`,
  beforeUnknown: 'Write a number from the list.',
  beforeItself: 'This work is one of those you move. Choose another number.',
  beforeConfirm: 'Move them there',
  toAlbum: 'Another album',
  toAlbumTitle: (count: number): string => `Move ${worksCount(count)} to another album`,
  toAlbumNone: 'There is no other album yet. Make one first, then move works there.',
  toAlbumChoice: 'Album',
  toAlbumPublic: 'That album is public: everyone who has your link will see them.',
  toAlbumPrivate: 'Only you see that album: nobody else will see them any more.',
  toAlbumConfirm: 'Move them',
  movedToAlbum: (count: number, album: string): string => `${worksCount(count)} moved to “${album}”.`,
  bin: 'Bin',
  binned: (count: number): string =>
    plural(count, { one: '# work is in the bin.', other: '# works are in the bin.' }),
  moved: (count: number, place: number, total: number): string =>
    count === 1
      ? `Moved to place ${formatNumber(place)} of ${formatNumber(total)}`
      : `${worksCount(count)} moved, the first to place ${formatNumber(place)} of ${formatNumber(total)}`,
  dragging: (count: number): string => worksCount(count),
  working: 'Moving',
  cancel: 'Cancel',
} as const

export const batchEdit = {
  title: (count: number): string => `Edit ${worksCount(count)}`,
  hint: 'What you leave open stays as it is on each work.',
  apply: (count: number): string => `Change ${worksCount(count)}`,
  applying: 'Saving',
  applied: (count: number): string => plural(count, { one: '# work changed.', other: '# works changed.' }),
  nothing: 'Fill in at least one field.',
} as const

export const sharedFields = {
  year: 'Year',
  medium: 'Medium',
  mediumHint: 'Silver gelatin print, oil on canvas, 35 mm.',
  licence: 'Licence',
  leave: 'Leave as it is',
  noAi: 'Training of AI',
  noAiChoices: { leave: 'Leave as it is', yes: 'Not for training', no: 'Not said' },
  tags: 'Tags to add',
  tagsHint: 'Separate them with commas.',
  creditName: 'Credit: name',
  creditRole: 'Credit: what they did',
  availability: 'Availability',
} as const

export const licenceNames: { readonly [Id in LicenceId]: string } = {
  'all-rights-reserved': 'All rights reserved',
  'cc-by-4.0': 'CC BY 4.0: share and change, with your name',
  'cc-by-sa-4.0': 'CC BY-SA 4.0: with your name, under the same licence',
  'cc-by-nc-4.0': 'CC BY-NC 4.0: with your name, not for money',
  'cc-by-nc-sa-4.0': 'CC BY-NC-SA 4.0: not for money, under the same licence',
  'cc-by-nd-4.0': 'CC BY-ND 4.0: share unchanged, with your name',
  'cc-by-nc-nd-4.0': 'CC BY-NC-ND 4.0: share unchanged, not for money',
  'cc0-1.0': 'CC0: for everyone, for anything',
}

export const workAvailabilityNames: { readonly [A in WorkAvailability]: string } = {
  unset: 'Not said',
  'for-sale': 'For sale',
  'on-request': 'On request',
  reserved: 'Reserved',
  sold: 'Sold',
  'not-for-sale': 'Not for sale',
}

export const workSheet = {
  title: (number: number, total: number): string => `Work ${formatNumber(number)} of ${formatNumber(total)}`,
  looking: 'Opening the work.',
  missing: 'This work cannot be opened here.',
  previous: 'Previous work',
  next: 'Next work',
  name: 'Title',
  fullTitle: 'Full title',
  fullTitleHint: 'If the title on the wall is a short one.',
  alt: 'Description',
  altHint: 'What is to be seen, for people who cannot see it.',
  altMissing: 'No description yet. One sentence is enough, and there is time.',
  statement: 'Statement',
  year: 'Year',
  medium: 'Medium',
  dimensions: 'Size of the work itself',
  dimensionsHint: 'For example 40 × 60 cm.',
  availability: 'Availability',
  licence: 'Licence',
  noAi: 'Not for training of AI',
  noAiHint: 'Said on the work and in what others receive of it.',
  makeCover: 'Make it the cover',
  isCover: 'This work is the cover of the album.',
} as const

export const tagsWords = {
  title: 'Tags',
  label: 'Add a tag',
  hint: 'Press Enter or type a comma after each.',
  chosen: 'Tags of this work',
  remove: (tag: string): string => `Remove tag ${tag}`,
  added: (tag: string): string => `Tag ${tag} added`,
  removed: (tag: string): string => `Tag ${tag} removed`,
  add: 'Add',
} as const

export const rivalWords = {
  wrote: (field: string, other: string): string =>
    `Two of your devices wrote the ${field} at the same time. The other text was “${other}”.`,
  cleared: (field: string): string =>
    `Two of your devices changed the ${field} at the same time. The other left it empty.`,
  use: 'Use it',
  keep: 'Keep this one',
} as const

export const textFieldNames: { readonly [F in AlbumTextField | WorkTextField]: string } = {
  title: 'title',
  about: 'text',
  role: 'role',
  year: 'year',
  collaborators: 'collaborators',
  video: 'video link',
  fullTitle: 'full title',
  statement: 'statement',
  medium: 'medium',
  dimensions: 'size',
  alt: 'description',
}

export const binWords = {
  title: 'Bin',
  lead: 'What you take down stays here for 30 days. After that it is gone from all your devices.',
  empty: 'The bin is empty.',
  toMe: 'To my profile',
  list: 'In the bin',
  work: (title: string, album: string): string =>
    `${title === '' ? 'Untitled work' : title}, from “${album}”`,
  album: (title: string, works: number): string =>
    `Album “${title === '' ? 'Untitled' : title}”, ${worksCount(works)}`,
  when: (atMs: number): string => `Moved here on ${formatDate(atMs)}`,
  daysLeft: (days: number): string =>
    days <= 0 ? 'Goes today' : plural(days, { one: '# day left', other: '# days left' }),
  restore: 'Restore',
  restored: (name: string): string => `${name} is back.`,
  remove: 'Delete for good',
  emptyAll: 'Empty the bin',
  dialogTitle: (count: number): string =>
    plural(count, { one: 'Delete this for good?', other: 'Delete these # for good?' }),
  dialogWhat: 'This will be deleted:',
  dialogMore: (count: number): string => plural(count, { one: 'and # more', other: 'and # more' }),
  dialogEffect:
    'It goes from this device, your other devices and the relay. This cannot be undone. Copies others kept are theirs.',
  confirm: 'Delete for good',
  deleting: 'Deleting',
  cancel: 'Keep it',
} as const
