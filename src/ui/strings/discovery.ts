/** Every sentence of Discover; those of opening a person by link are in `profiles.ts`. */
import type { ConnectionState, FollowState, WorkSort } from '../../core/api.ts'
import { formatAgo, formatList, formatNumber, plural } from './format.ts'
import { named } from './people.ts'

const works = (count: number): string => plural(count, { one: '# work', other: '# works' })
const people = (count: number): string => plural(count, { one: '# person', other: '# people' })

export const discoverWords = {
  title: 'Discover',
  parts: 'What to look for',
  partNames: { works: 'Works', people: 'People', all: 'Everything' },
  search: 'Search works',
  searchHint: 'Titles, descriptions, tags and artists.',
  searchAll: 'Search works and people',
  searchAllHint: 'Titles, tags, names, roles, places.',
  tooLong: (limit: number): string => `Only the first ${formatNumber(limit)} characters are searched for.`,
  sort: 'Order',
  sorts: {
    new: 'Newest first',
    old: 'Oldest first',
    title: 'By title',
    appreciated: 'Most appreciated',
  } satisfies { readonly [S in WorkSort]: string },
  appreciatedHint: 'By the people this device holds, not by everybody.',
  tags: 'Tags',
  tagPath: 'Chosen tag',
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
  indexing: (done: number, of: number): string =>
    `Reading what this device knows: ${formatNumber(done)} of ${formatNumber(of)}.`,
  nothingFound: 'Nothing on this device fits.',
  showAll: 'Show all works',
  clearSearch: 'Clear the search',
  nothingHere: 'You see what this device knows. Join a relay or scan a friend.',
  joinRelay: 'Choose a relay',
  scan: 'Scan a code',
  allWorks: (count: number): string => `See all ${works(count)}`,
  allPeople: (count: number): string => `See all ${people(count)}`,
  person: 'Open somebody by link',
} as const

export const findPeopleWords = {
  title: 'People',
  text: 'Name, or anything about them',
  textHint: 'Accents, capitals and small slips do not matter.',
  role: 'Role',
  roles: 'Roles to choose from',
  unknownRole: 'No role goes by this name. Choose one from the list, or look for the word above.',
  place: 'Place',
  clear: 'Look for everybody',
  count: (found: number): string => `${people(found)} on this device`,
  found: (found: number): string =>
    plural(found, { one: '# person found on this device', other: '# people found on this device' }),
  limited: (shown: number, found: number): string =>
    `The first ${formatNumber(shown)} of ${people(found)} are shown. Say more to narrow them down.`,
  nothingFound: 'Nobody on this device fits.',
  list: 'People on this device',
  you: 'You',
  id: 'Id',
  lookalike: 'Looks like somebody you know. May be another person: compare the id.',
  nobodyKnown: 'Nobody you know says that they follow them.',
} as const

/** How one stands with somebody, where it is worth a word. */
export const standingShort: { readonly [Kind in ConnectionState['kind']]: string } = {
  self: findPeopleWords.you,
  none: '',
  sent: 'You asked to connect',
  received: 'Asks to connect',
  connected: 'Connected',
  blocked: 'Blocked',
}

export const followShort: { readonly [State in FollowState]: string } = {
  no: '',
  private: 'You follow them',
  public: 'You follow them in public',
}

/** "On this device · heard 3 days ago", "From the relay · checked just now". */
export const sourceText = (source: 'device' | 'relay', heardAtMs: number, nowMs: number): string =>
  source === 'device'
    ? `On this device · heard ${formatAgo(heardAtMs, nowMs)}`
    : `From the relay · checked ${formatAgo(heardAtMs, nowMs)}`

/** Connections of one's own who follow somebody in public: `names` are the first of them. */
export const knownByText = (names: readonly string[], count: number): string => {
  const [first, second] = names
  if (count < 1 || first === undefined) return findPeopleWords.nobodyKnown
  if (count === 1) return `${atStart(named(first))}, a connection of yours, follows them.`
  if (count === 2 && second !== undefined)
    return `${atStart(formatList([named(first), named(second)]))} follow them.`
  return `${atStart(named(first))} and ${plural(count - 1, { one: '# other you know', other: '# others you know' })} follow them.`
}

const atStart = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)

export const directoryWords = {
  title: 'At the relay',
  hint: 'The relay lists people who want to be found. Asked, it learns what you look for.',
  nothingTyped: 'Say a name, a role or a place first.',
  ask: 'Ask the relay',
  more: 'More from the relay',
  off: 'You use no relay, so there is nobody else to ask.',
  offline: 'The relay is out of reach. It is asked by itself once there is a connection.',
  asking: 'Asking the relay.',
  checking: (done: number, of: number): string =>
    `Checking ${formatNumber(done)} of ${formatNumber(of)}. Everybody’s own page is read before they are shown.`,
  answered: (found: number): string =>
    found === 0
      ? 'Nobody at the relay fits.'
      : plural(found, { one: '# person found at the relay', other: '# people found at the relay' }),
  leftOut: (count: number): string =>
    plural(count, {
      one: '# answer was left out: its owner does not want to be listed, or it is not what you looked for.',
      other:
        '# answers were left out: their owners do not want to be listed, or they are not what you looked for.',
    }),
  alreadyAbove: (count: number): string =>
    plural(count, {
      one: '# is on this device already, above.',
      other: '# are on this device already, above.',
    }),
  tooOften: 'The relay was asked too often. It is asked again by itself in a while.',
  refused: 'The relay did not answer this question. Another one may work, or this one later.',
  list: 'People at the relay',
} as const

export const listingWords = {
  title: 'Being found',
  question: 'May people find you through this relay?',
  meaning:
    'Whoever uses it can then find you by your name, your roles and your place. Nothing else changes, and your link works either way.',
  yes: 'Yes',
  no: 'Not now',
  saving: 'Saving',
  listed: 'Saved. The relay can list you once it has this.',
  notListed: 'Saved. You are not listed.',
  where: 'You can change it in Settings, under Privacy.',
  label: 'Let people find me through the relay',
  hint: 'Whoever uses the relay can find you by your name, your roles and your place. Taken back, the relay leaves you out; devices that found you before may keep what they saw. The same on all your devices.',
} as const
