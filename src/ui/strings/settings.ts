/** Every sentence of the settings screens. */
import type { ThemeChoice } from '../../core/api.ts'
import { plural } from './format.ts'

export const settingsWords = {
  title: 'Settings',
  sections: 'Sections of the settings',
  back: 'All settings',
  unknownTitle: 'No such settings',
  unknown: 'There are no settings under this address.',
} as const

export const sectionNames = {
  devices: 'Identity and devices',
  recovery: 'Recovery words',
  passphrase: 'Passphrase and lock',
  privacy: 'Privacy',
  appearance: 'Appearance',
  relay: 'Relay',
  storage: 'Storage',
  about: 'About',
  remove: 'Remove from this device',
} as const

export const sectionHints: { readonly [Name in keyof typeof sectionNames]: string } = {
  devices: 'Your id, and the devices that may write for you',
  recovery: 'The way back when every device is lost',
  passphrase: 'Who can open Gesso on this device',
  privacy: 'What others see of you, and what you do not want to see',
  appearance: 'Light, dark, and one colour',
  relay: 'Where your changes meet other devices',
  storage: 'What Gesso keeps here, and how much',
  about: 'Version, licence, installing',
  remove: 'Take everything of yours off this device',
}

export const identityWords = {
  idTitle: 'Your id',
  idText: 'It is yours alone and never changes, whatever your name. Give it to people who want to find you.',
  copyId: 'Copy id',
  idCopied: 'Id copied',
  copyFailed: 'This browser did not let Gesso copy. Select the id and copy it yourself.',
  devicesTitle: 'Your devices',
  devicesText: 'Each of them may change your profile. A device that is lost or sold should be revoked.',
  thisDevice: 'This device',
  added: (date: string): string => `Added ${date}`,
  revokedState: 'Revoked. It can add nothing any more.',
  revoke: 'Revoke',
  isOlder: 'Added before this device. An older device can revoke it, or your recovery words.',
  revokeByWords: 'Revoke with words',
  dialogWords: 'This device was added before this one, so your recovery words have to say it.',
  revoking: 'Revoking',
  isThis: 'To take this device out, remove your identity from it, or revoke it from another device.',
  thisIsRevoked:
    'This device was revoked by another of your devices. You can read here, but no longer write.',
  unnamed: 'Device without a name',
  noDevices: 'Reading your devices.',
  dialogTitle: (device: string): string => `Revoke ${device}?`,
  dialogEffect:
    'It can no longer add anything to your profile, and nothing it adds from now on is believed by anybody.',
  dialogKeeps:
    'It keeps what it already had: what was on it stays readable there, and what it wrote before stays yours.',
  dialogFinal: 'This cannot be undone. To use that device again, bring your identity to it anew.',
  dialogConfirm: 'Revoke for good',
  dialogEvenSo: 'Remove it all the same',
  cancel: 'Cancel',
} as const

export const recoveryWords = {
  what: 'Twelve words that are your identity on paper. With them you come back on a new device when every other one is lost.',
  who: 'Whoever has them is you. Gesso cannot send them again, and nobody can reset them.',
  unprovedTitle: 'Not written down yet, as far as Gesso knows',
  unproved: 'If this device is lost now, and no other has your identity, it is gone.',
  provedTitle: 'Written down and proved',
  proved:
    'They were entered correctly on this device, so it no longer keeps them. They exist only where you wrote them.',
  show: 'Show my words',
  hide: 'Hide my words',
  showText: 'Look around first: nobody else should see your screen.',
  listLabel: 'Your recovery words, in order',
  write: 'Write them on paper in this order, with their numbers. A picture of them can be found by others.',
  prove: 'I wrote them down',
  challengeTitle: 'Three words, to be sure',
  challenge: 'Enter these three from your paper. Then all of them are erased from this device.',
  word: (position: number): string => `Word ${position}`,
  submit: 'Prove and erase from this device',
  cancel: 'Not now',
  proving: 'Checking',
  opening: 'Opening',
  onlyHere: 'Until then the words stay in this device’s locked part, and nowhere else.',
  mismatch: 'This is not the word at that place. Look at the number on your paper.',
  missing: 'Enter this word.',
} as const

export const passphraseWords = {
  without: 'Gesso opens on this device without a passphrase. Whoever can use this browser can open it.',
  with: 'Gesso asks for your passphrase on this device, each time it was locked or closed.',
  onlyHere: 'A passphrase is for this device alone. Other devices have their own, or none.',
  set: 'Set a passphrase',
  change: 'Change the passphrase',
  removeTitle: 'Go without a passphrase',
  removeText:
    'Whoever can use this browser can then open Gesso and write in your name. Your recovery words stay as they are.',
  remove: 'Remove the passphrase',
  current: 'Passphrase now',
  next: 'New passphrase',
  save: 'Save the passphrase',
  cancel: 'Cancel',
  isSet: 'Saved. From now on Gesso asks for it on this device.',
  isChanged: 'Changed. The old passphrase opens nothing any more.',
  isRemoved: 'Removed. Gesso opens on this device without asking.',
  forget: 'If you forget it, only your recovery words or another device bring you back.',
  empty: 'Write a passphrase first.',
  emptyCurrent: 'Write the passphrase you use now.',
  saving: 'Saving',
  working: 'This takes a second or two on purpose, so that guessing is slow.',
  lockTitle: 'Lock now',
  lockWith:
    'Closes Gesso in every window of this browser. Everything stays here, and your passphrase opens it again.',
  lockWithout:
    'Closes Gesso in every window of this browser. Everything stays here. Without a passphrase anybody who uses this browser can open it again.',
  lock: 'Lock now',
  locking: 'Locking',
} as const

export const removalWords = {
  text: 'Takes your identity and everything Gesso keeps off this device. Your other devices and the relay keep what they have.',
  open: 'Remove from this device',
  dialogTitle: 'Remove your identity from this device?',
  checking: 'Looking at what would be lost.',
  lastAndUnproved:
    'This is your only device, and your recovery words are not proved. If you do not have them on paper, your identity is lost for good.',
  lastButProved: 'This is your only device. You come back only with the recovery words you wrote down.',
  otherDevices: 'Your other devices keep your identity and go on working.',
  unproved:
    'Your recovery words are still on this device, unproved, and will be gone with it. Write them down first.',
  unsent: (count: number): string =>
    plural(count, {
      one: '# document has changes that are only here. They will be lost.',
      other: '# documents have changes that are only here. They will be lost.',
    }),
  nothingUnsent: 'Everything you changed is on the relay.',
  toWords: 'Show my recovery words first',
  confirm: 'Remove everything here',
  cancel: 'Keep it',
  working: 'Removing',
} as const

export const appearanceWords = {
  theme: 'Theme',
  themes: { system: 'As this device', light: 'Light', dark: 'Dark' } satisfies {
    readonly [T in ThemeChoice]: string
  },
  accent: 'Colour for links, focus and the main button',
  onlyHere: 'These choices stay on this device. The accent of your profile is chosen where you edit it.',
} as const

export const relayWords = {
  state: 'Now',
  what: 'A relay carries your changes to your other devices and to people who have your link. It is not where they live: all of it is on this device.',
  address: 'Address of the relay',
  addressHint: 'For example wss://relay.example/sync',
  none: 'No relay',
  save: 'Use this relay',
  saved: 'Saved. Gesso connects to it now.',
  savedNone: 'Saved. Gesso stays on this device.',
  empty: 'Write an address, or choose “Use no relay”.',
  saving: 'Saving',
  retrying: 'Trying',
  stop: 'Use no relay',
  stopText: 'Without a relay Gesso works on this device alone. Nothing that is on the relay is deleted.',
  inUse: 'In use',
  last: 'Everything arrived there',
  retry: 'Try to connect now',
} as const

export const storageWords = {
  used: 'Used on this device',
  usedOf: (used: string, quota: string): string => `${used} of about ${quota}`,
  unknown: 'This browser does not say',
  documents: 'Documents kept here',
  ownImages: 'Images of your own works',
  othersImages: 'Images of others',
  images: (count: number, size: string): string =>
    count === 0 ? 'None' : plural(count, { one: `# image, ${size}`, other: `# images, ${size}` }),
  budget: 'Room for images of others',
  budgetHint:
    'What you look at is kept here, and what you have not looked at for longest makes room. Your own works and albums you keep offline always stay.',
  originals: 'Keep original files',
  originalsHint:
    'Beside the three sizes that are shown, the file as it came is kept too, without its location. It takes five to ten times the room on this device and on the relay. For works you add from now on.',
  bin: 'Look in the bin',
  keepTitle: 'Kept for good?',
  persisted: 'Yes. The browser promised not to clear Gesso by itself.',
  notPersisted: 'Not promised. When space runs short, the browser may clear what Gesso keeps here.',
  persistUnknown: 'This browser does not say whether it may clear Gesso when space runs short.',
  ask: 'Ask the browser to keep it',
  asking: 'Asking',
  refused:
    'The browser said no, and nothing has changed: everything goes on working. Installing Gesso, or using it often, usually changes its mind. A relay or a second device keeps you safe meanwhile.',
} as const

export const aboutWords = {
  version: 'Version',
  what: 'Gesso is a portfolio and a network that live on your own devices, for artists and film people. It works without signal, and nobody but you can change what you made.',
  licence: 'Licence',
  licenceText: 'MIT: free to use, to change and to share.',
  installTitle: 'Install',
  installed: 'Gesso is installed on this device.',
  canInstall: 'Installed, Gesso opens from your home screen and keeps its own place on this device.',
  install: 'Install Gesso',
  howIphone:
    'On an iPhone or iPad: press Share, then “Add to Home Screen”. The installed app has its own storage, so install it before you make an identity.',
  howElse:
    'In the browser’s menu, choose “Install” or “Add to Home Screen”. Firefox on a computer cannot install sites.',
} as const
