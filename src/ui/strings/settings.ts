import type { AccentName, RemovalPreview, ThemeChoice } from '../../core/api.ts'
import { formatBytes, formatDate, formatNumber, plural } from './format.ts'

export const settingsStrings = {
  title: 'Settings',
  groups: { identity: 'You', app: 'This app' },

  devices: 'Identity and devices',
  devicesHint: 'Your id, and where you are signed in',
  id: 'Your id',
  idHint: 'Anyone who has it can find and check your profile. It is not a secret.',
  copyId: 'Copy id',
  idCopied: 'Id copied',
  shortId: 'Short form, to compare aloud',
  deviceList: 'Your devices',
  thisDevice: 'This device',
  addedOn: (ms: number) => `Added ${formatDate(ms)}`,
  removedDevice: 'Removed',
  remove: 'Remove',
  removeNamed: (name: string) => `Remove ${name}`,
  cannotRemove: 'Older than this device. An older device, or your recovery words, can remove it.',
  revokeTitle: (name: string) => `Remove “${name}”?`,
  revokeWhat: [
    'From then on nothing it writes is accepted, by your devices or anybody’s.',
    'It keeps what it already holds. This cannot be undone, but the device can be added again.',
  ],
  revokeConfirm: 'Remove device',
  revoking: 'Removing',
  lock: 'Lock now',
  lockHint: 'Everything stays on this device.',
  locking: 'Locking',
  removeIdentity: 'Remove from this device',
  removeIdentityHint: 'Deletes your profile and its keys here, and only here.',
  removeTitle: 'Remove your profile from this device?',
  removeConfirm: 'Remove from this device',
  removing: 'Removing',
  looking: 'Checking what would be lost',

  recovery: 'Recovery words',
  recoveryHint: 'Bring your profile back if this device is lost',
  recoveryIntro:
    'Twelve words are the only way back if you lose every device. Write them on paper, in order. Anyone who has them has your profile.',
  showWords: 'Show my words',
  hideWords: 'Hide',
  wordsList: 'Your recovery words, in order',
  wroteThem: 'I wrote them down',
  proveTitle: 'Check three of them',
  prove: 'Type these three words from your paper. Then they are erased from this device.',
  proveFinish: 'Check',
  proving: 'Checking',
  provedTitle: 'You have your words',
  proved:
    'You proved that you kept your recovery words, so they were erased from this device. Your paper is now the only copy.',
  recoveryUnproved: 'Not kept yet',
  recoveryProved: 'Kept',

  passphrase: 'Passphrase',
  passphraseHint: 'Who may open Gesso in this browser',
  passphraseNone: 'There is no passphrase. Anyone who can open this browser can open your profile.',
  passphraseSet: 'Gesso asks for your passphrase after it was locked or the browser was closed.',
  setPassphrase: 'Set passphrase',
  changePassphrase: 'Change passphrase',
  removePassphrase: 'Remove passphrase',
  removePassphraseTitle: 'Remove the passphrase?',
  removePassphraseWhat: 'From then on anyone who can open this browser can open your profile.',
  passphraseSaved: 'The passphrase is set.',
  passphraseRemoved: 'The passphrase is removed.',
  passphraseEmpty: 'Type a passphrase.',
  savingPassphrase: 'Saving',

  appearance: 'Appearance',
  appearanceHint: 'Light, dark and accent',
  theme: 'Theme',
  accent: 'Accent',
  accentHint: 'For focus, links and the main action on this device. Your profile has its own.',
  themeLabels: { system: 'As the device', light: 'Light', dark: 'Dark' } satisfies Record<
    ThemeChoice,
    string
  >,

  relay: 'Relay',
  relayHint: 'Where your profile meets others',
  relayIntro:
    'The relay passes on and keeps what you publish. It cannot change it: every reader checks that it comes from you.',
  relayField: 'Relay address',
  relayFieldHint: 'Empty means none: everything stays on this device.',
  relaySave: 'Use this relay',
  relaySaving: 'Saving',
  relaySaved: 'Saved. The chip above shows when it answers.',
  relayNone: 'None',

  storage: 'Storage',
  storageHint: 'Room on this device',
  used: 'Used by Gesso',
  usedOf: (used: number, quota: number | null) =>
    quota === null ? formatBytes(used) : `${formatBytes(used)} of ${formatBytes(quota)} this browser allows`,
  usedUnknown: 'This browser does not say.',
  documents: 'Profiles and identities held',
  documentCount: (count: number) => formatNumber(count),
  kept: 'Kept by the browser',
  keptYes: 'Yes. The browser will not clear it by itself.',
  keptNo: 'Not promised. When room runs out the browser may clear it.',
  keptUnknown: 'This browser does not say.',
  askKeep: 'Ask the browser to keep it',
  asking: 'Asking',
  keepRefused:
    'The browser said no for now. Installing Gesso, or using it for some days, often changes that.',

  about: 'About',
  aboutHint: 'Version, installing, licence',
  version: 'Version',
  licence: 'Licence',
  licenceText: 'MIT. Free to use, study, change and share.',
  install: 'Install Gesso',
  installHint: 'Opens in its own window, and the browser keeps its data better.',
  installByMenu: 'To install it, use your browser’s menu: “Install” or “Add to Home Screen”.',
  installed: 'Gesso is installed on this device.',
}

export const accentLabels: Record<AccentName, string> = {
  graphite: 'Graphite',
  ochre: 'Ochre',
  vermilion: 'Vermilion',
  rose: 'Rose',
  violet: 'Violet',
  cobalt: 'Cobalt',
  teal: 'Teal',
  moss: 'Moss',
}

/** What removing the profile from this device would lose, worst first. */
export const removalLosses = (preview: RemovalPreview): readonly string[] => [
  ...(preview.isLastDevice && !preview.recoveryProved
    ? [
        'This is your only device, and you have not proved that you kept your recovery words. Your profile would be lost for good.',
      ]
    : []),
  ...(preview.isLastDevice && preview.recoveryProved
    ? ['This is your only device. You will need your recovery words to come back.']
    : []),
  ...(preview.unsentDocuments > 0
    ? [
        plural(preview.unsentDocuments, {
          one: '# change has not reached the relay and would be lost.',
          other: '# changes have not reached the relay and would be lost.',
        }),
      ]
    : []),
  ...(preview.isLastDevice ? [] : ['Your other devices keep everything they hold.']),
]
