import type { Availability, FieldAlternative, ProfileState } from '../../core/api.ts'
import type { Words } from './errors.ts'

export const profileStrings = {
  edit: 'Edit',
  asOthers: 'View as others see it',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  more: 'More',
  copyId: 'Copy id',
  idCopied: 'Id copied',
  print: 'Print',
  place: 'Place',
  availability: 'Availability',
  roles: 'Roles',
  links: 'Links',
  about: 'About',
  where: 'Kept',
  onlyHere: 'Only on this device',
  onRelay: 'On this device and the relay',
  live: 'Live from the relay',
  held: 'As last seen, held on this device',
  nextSteps: 'Next steps',
  addRoles: 'Say what you do',
  addRolesHint: 'Roles are how people find you.',
  addBio: 'Write a few sentences',
  addBioHint: 'What you make, and with whom.',
  keepWords: 'Keep your recovery words',
  keepWordsHint: 'If this device is lost, they bring your profile back.',
  viewingAsOthers: 'This is what others see.',
  backToMine: 'Back to my profile',
  nothingYet: 'This person has not written anything yet.',
  loading: 'Opening profile',
  profile: 'Profile',

  editTitle: 'Edit profile',
  done: 'Done',
  name: 'Name',
  placeHint: 'A city or region, never more exact.',
  bio: 'About you',
  bioHint: 'Written on two devices at once, both texts are kept.',
  accent: 'Accent',
  accentHint: 'The one colour of your profile.',
  addRole: 'Add a role',
  addRoleHint: 'Choose from the list, or type your own and press Enter.',
  ownRole: (text: string) => `Add “${text}”`,
  removeRole: (label: string) => `Remove ${label}`,
  moveRoleUp: (label: string) => `Move ${label} earlier`,
  chosenRoles: 'Your roles',
  linkLabel: 'Shown as',
  linkUrl: 'Address',
  linkUrlHint: 'https://, http:// or mailto:',
  newLink: 'Add a link',
  addLink: 'Add link',
  removeLink: (label: string) => `Remove ${label}`,
  linkName: (label: string) => (label === '' ? 'Link' : label),

  saving: 'Saving',
  saved: 'Saved on this device',
  notSaved: 'Not saved yet.',
  retrySave: 'Try to save again',
  useIt: 'Use it',
  keepMine: 'Keep this one',
}

export const availabilityLabels: Record<Availability, string> = {
  unset: 'Not said',
  available: 'Available',
  soon: 'Available soon',
  busy: 'Not available',
}

const isAvailability = (value: string): value is Availability => Object.hasOwn(availabilityLabels, value)

/** "Your other device wrote …", with the value as a person reads it. */
export const alternativeText = (alternative: FieldAlternative): string => {
  const shown =
    alternative.field === 'availability' && isAvailability(alternative.other)
      ? availabilityLabels[alternative.other]
      : alternative.other
  return shown === '' ? 'Your other device left this empty.' : `Your other device wrote “${shown}”.`
}

type NotShown = Exclude<ProfileState, { kind: 'shown' } | { kind: 'looking' }>

export const lookingWords: Words = {
  what: 'Looking for this profile',
  next: 'It is not on this device yet, so the relay was asked.',
}

export const notShownWords = (state: NotShown): Words => {
  switch (state.kind) {
    case 'not-held':
      return state.reason === 'offline'
        ? {
            what: 'Not on this device',
            next: 'There is no connection to a relay right now. This page fills itself once there is one.',
          }
        : {
            what: 'Not known here',
            next: 'Neither this device nor the relay holds this profile. Ask for the link again, or ask which relay they use.',
          }
    case 'unreadable':
      return state.reason === 'newer-version'
        ? {
            what: 'Written by a newer version',
            next: 'This profile uses something your version of Gesso cannot read yet. Update, then look again.',
          }
        : {
            what: 'This profile cannot be read',
            next: 'What arrived is damaged, so none of it is shown. It may arrive whole later.',
          }
    case 'bad-address':
      return {
        what: 'This is not a profile’s address',
        next: 'A letter may be missing. Copy the whole link and try again.',
      }
  }
}

export const discoverStrings = {
  title: 'Discover',
  intro: 'You see what this device knows. With a link or an id you can open anybody’s profile.',
  field: 'Link or id',
  hint: 'For example a link somebody sent you.',
  open: 'Open profile',
  notAnAddress: 'This is neither a link to a profile nor an id. Copy the whole link and try again.',
}
