/** Every sentence of the profile, edit and discover screens. */
import type { AccentName, Availability, PlaceOfCopy } from '../../core/api.ts'

export const availabilityNames: { readonly [Value in Availability]: string } = {
  unset: 'Not said',
  available: 'Available for work',
  soon: 'Available soon',
  busy: 'Busy right now',
}

/** Read together with the words, so that nothing depends on telling colours apart. */
export const availabilityGlyphs: { readonly [Value in Availability]: string } = {
  unset: '–',
  available: '●',
  soon: '◐',
  busy: '○',
}

export const accentNames: { readonly [Name in AccentName]: string } = {
  graphite: 'Graphite',
  ochre: 'Ochre',
  vermilion: 'Vermilion',
  rose: 'Rose',
  violet: 'Violet',
  cobalt: 'Cobalt',
  teal: 'Teal',
  moss: 'Moss',
}

export const copyNames: { readonly [Place in PlaceOfCopy]: string } = {
  'only-here': 'Only on this device',
  'on-relay': 'On the relay',
}

export const labelWords = {
  roles: 'Roles',
  place: 'Place',
  availability: 'Availability',
  links: 'Links',
  id: 'Id',
  nameless: 'No name yet',
} as const

export const ownProfile = {
  title: 'My profile',
  edit: 'Edit',
  viewAsOthers: 'View as others see it',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  copyId: 'Copy id',
  idCopied: 'Id copied',
  copyFailed: 'This browser did not let Gesso copy. Select this and copy it yourself:',
  noRoles: 'People look for a gaffer, a painter, an editor.',
  addRoles: 'Add a role',
  noBio: 'Nothing about you yet. Two sentences are enough.',
  writeBio: 'Write a few lines',
  alternatives: 'Two of your devices changed the same thing. Choose which one stays.',
  looking: 'Opening your profile.',
  lookingLong: 'Opening your profile takes longer than usual. What you wrote is safe on this device.',
  idExplained: 'Your link carries this id. It is yours alone, whatever your name.',
} as const

export const asOthers = {
  title: 'As others see you',
  notice: 'This is what others see.',
  back: 'Back to my profile',
} as const

export const personPage = {
  title: 'Person',
  looking: 'Looking for this person.',
  lookingLong:
    'Still looking: the relay has not answered yet. You can stay here, the page appears by itself.',
  held: 'Kept on this device. The relay is out of reach, so newer changes may be missing.',
  offlineTitle: 'Not on this device yet',
  offline:
    'You are not connected to a relay, and this device has not seen this person before. The page appears by itself once you are connected.',
  unknownTitle: 'Nobody found here',
  unknown:
    'The relay does not know this person. Perhaps they use another relay, or have not connected to one yet.',
  tryAgain: 'Try again',
  newerTitle: 'Made by a newer Gesso',
  newer: 'This page was made by a newer Gesso. Update to read it.',
  reload: 'Look for the update',
  brokenTitle: 'This page cannot be read',
  broken:
    'What arrived under this address is damaged, so nothing of it is shown. Ask the person to connect to the relay again.',
  badTitle: 'Not an address of a person',
  bad: 'This link is incomplete or was changed on its way. Ask for it again, or paste the id instead.',
  toDiscover: 'Find somebody else',
  copyId: 'Copy id',
  idCopied: 'Id copied',
  copyFailed: 'This browser did not let Gesso copy. Select this and copy it yourself:',
  idExplained: 'Two people may share a name, but never an id. Compare it with the one they gave you.',
} as const

export const discover = {
  label: 'Link or id of a person',
  hint: 'For example https://…/people/… or the 43 letters at the end of it.',
  open: 'Open',
  errors: {
    empty: 'Paste a link or an id first.',
    notAnAddress: 'This is neither a link to a person nor an id. Copy it again from where you got it.',
    wrongLength: (length: number): string =>
      length < 43
        ? `An id has 43 letters, and this has ${length}. The end or the beginning is missing: copy all of it.`
        : `An id has 43 letters, and this has ${length}. Something was added: copy only the id.`,
  },
} as const

export const editProfile = {
  title: 'Edit my profile',
  done: 'Done',
  intro: 'Everything is saved on this device while you type.',
  name: 'Name',
  nameHint: 'As it should stand on the label. Change it whenever you like.',
  place: 'Place',
  placeHint: 'A city or a region. Gesso never asks for your position.',
  bio: 'About you',
  bioHint: 'An empty line starts a new paragraph.',
  roles: 'Roles',
  availability: 'Availability',
  accent: 'Accent',
  accentHint: 'The colour of the mark beside your name.',
  retry: 'Try to save again',
} as const

/** Beside a field: only "saved" after the core said so. */
export const savedWords: { readonly [State in 'idle' | 'editing' | 'saving' | 'saved' | 'failed']: string } =
  {
    idle: '',
    editing: '',
    saving: 'Saving…',
    saved: 'Saved on this device',
    failed: 'Not saved yet',
  }

export const rolesEditor = {
  legend: 'Roles',
  label: 'Add a role',
  hint: 'Choose from the list, or write your own and press Enter.',
  chosen: 'Your roles, the first one first',
  suggestions: 'Roles to choose from',
  own: (text: string): string => `Add “${text}” in your own words`,
  remove: (role: string): string => `Remove ${role}`,
  moveUp: (role: string): string => `Move ${role} up`,
  moveDown: (role: string): string => `Move ${role} down`,
  added: (role: string): string => `${role} added`,
  removed: (role: string): string => `${role} removed`,
  moved: (role: string, place: number, count: number): string => `${role} is now ${place} of ${count}`,
} as const

export const linksEditor = {
  legend: 'Links',
  none: 'No links yet.',
  row: (number: number): string => `Link ${number}`,
  label: 'Words',
  url: 'Address',
  urlHint: 'A website or an e-mail address.',
  add: 'Add a link',
  remove: (number: number, label: string): string =>
    `Remove link ${number}${label === '' ? '' : `, ${label}`}`,
  removed: 'Link removed',
  waitsForAddress: 'Saved once it has an address.',
} as const

/** Which of the two devices this one is cannot be known, so neither text is called mine. */
export const alternativeWords = {
  wrote: (other: string): string =>
    `Two of your devices wrote here at the same time. The other text was “${other}”.`,
  cleared: 'Two of your devices changed this at the same time. The other left it empty.',
  use: 'Use it',
  keep: 'Keep this one',
} as const
