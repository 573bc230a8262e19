import { formatNumber, plural } from './format.ts'

export const onboardingStrings = {
  welcomeTitle: 'A place for your work',
  welcome:
    'Gesso is a portfolio and a network for artists and film people. What you make lives on your own devices, opens without a signal, and belongs to you.',
  label: ['Gesso', 'primer on linen, before the first stroke'] as const,
  make: 'Make my place',
  bring: 'I already have one',
  noMail: 'No e-mail, no phone number.',

  nameTitle: 'What are you called?',
  nameHint: 'As you want to be credited. You can change it at any time.',
  name: 'Name',
  nameEmpty: 'Type a name. Spaces alone cannot be seen.',
  nameTooLong: (max: number) => `That is longer than ${formatNumber(max)} characters. Shorten it a little.`,
  addPassphrase: 'Protect it with a passphrase',
  passphraseOptional: 'optional',
  passphraseMeaning: 'Without a passphrase, anyone who can open this browser can open your profile.',
  passphraseForgotten: 'Nobody can reset it for you. Your recovery words bring you back if you forget it.',
  back: 'Back',
  finish: 'Make my place',
  finishing: 'Making your place',

  passphrase: 'Passphrase',
  newPassphrase: 'New passphrase',
  currentPassphrase: 'Current passphrase',
  showPassphrase: 'Show passphrase',
  strengthRough: 'A rough estimate from length, variety and common patterns.',

  recoverTitle: 'Bring your profile here',
  recover: 'Type the 12 recovery words you wrote down, or paste them all at once.',
  words: 'Recovery words',
  wordsHint: 'In their order. Capitals and extra spaces do not matter.',
  suggestionsNow: 'Suggestions for this word',
  wordsFilled: (count: number) => plural(count, { one: '# of 12 words', other: '# of 12 words' }),
  relay: 'Relay address',
  relayHint: 'Where your profile was kept. Usually the address of this page.',
  deviceName: 'Name of this device',
  deviceNameHint: 'Shown in your list of devices.',
  bringFinish: 'Bring my profile',
  bringing: 'Looking for your profile',
  bringingNow: 'Asking the relay for your profile and adding this device to it.',
  bringingSlow: 'Still asking the relay. On a slow connection this can take a minute.',

  lockedTitle: (name: string) => (name === '' ? 'Welcome back' : name),
  locked: 'Locked on this device.',
  open: 'Open',
  opening: 'Opening',
  unlock: 'Unlock',
  unlocking: 'Unlocking. This takes a moment, so that guessing takes long.',
  forgot: 'I forgot my passphrase',
  forgotTitle: 'If the passphrase is lost',
  forgotWords:
    'Nobody can reset it. On a new browser, or after you remove the profile from this one, your 12 recovery words bring it back.',
}

export type StrengthWord = 'very weak' | 'weak' | 'fair' | 'good' | 'strong'

export const strengthText = (strength: StrengthWord): string => `Strength: ${strength}`
