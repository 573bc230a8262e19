/** Every sentence of Discover; those of opening a person by link are in `profiles.ts`. */
import { formatNumber, plural } from './format.ts'

const works = (count: number): string => plural(count, { one: '# work', other: '# works' })
const people = (count: number): string => plural(count, { one: '# person', other: '# people' })

export const discoverWords = {
  title: 'Discover',
  search: 'Search works',
  searchHint: 'Titles, descriptions, tags and artists.',
  sort: 'Order',
  sorts: { new: 'Newest first', old: 'Oldest first', title: 'By title' },
  tags: 'Tags',
  allTags: 'All works',
  tagName: (tag: string, count: number): string => `${tag}, ${works(count)}`,
  moreTags: (count: number): string => `${formatNumber(count)} more`,
  fewerTags: 'Fewer tags',
  /** What is shown, and where it comes from. */
  from: (found: number, of: number): string => `${works(found)} by ${people(of)}, from this device`,
  fromFiltered: (found: number): string => `${works(found)} found, from this device`,
  limited: (shown: number, found: number): string =>
    `The first ${formatNumber(shown)} of ${works(found)} are shown. Search to narrow them down.`,
  works: 'Works on this device',
  looking: 'Opening what this device knows.',
  nothingFound: 'Nothing on this device fits.',
  showAll: 'Show all works',
  empty:
    'You see what this device knows, and it knows no works yet. Open somebody by their link, and what they hang appears here.',
  person: 'Open somebody by link',
} as const
