/** Every sentence about meeting face to face: codes shown, scanned, pasted. */
import { formatNumber } from './format.ts'
import { named } from './people.ts'

export const connectWords = {
  menu: 'Scan code',
  menuHint: 'Connect with somebody beside you, also without a connection',
  title: 'Connect face to face',
  lead: 'Show your code and scan theirs. It works without a connection.',
  mine: 'Your code',
  picture: (name: string): string => `Code of ${named(name)}, for another device to scan`,
  making: 'Making your code.',
  /** How long it is good for, in minutes and seconds. */
  timer: (seconds: number): string =>
    `Good for ${formatNumber(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}, then a new one appears`,
  again: 'Try again',
  copy: 'Copy as text',
  copied: 'Copied, good for ten minutes',
  copyFailed: 'This browser did not let Gesso copy. Select this and copy it yourself:',
  scan: 'Scan their code',
  scanHint: 'Uses the camera. What it sees is only searched for a code, never kept and never sent.',
  showMine: 'Show my code',
  others: 'Without the camera',
} as const

export const cameraWords = {
  view: 'What the camera sees',
  asking: 'Your browser asks whether Gesso may use the camera. Nothing happens before you say yes.',
  looking: 'Hold their code inside the frame.',
  lookingLong:
    'No code yet. Go closer until it fills the frame, wipe the lens, or make the other screen brighter.',
  taking: 'Reading the code.',
  again: 'Try the camera again',
} as const

export type CameraProblem = 'denied' | 'none' | 'busy' | 'insecure' | 'stopped' | 'failed'

interface WhatAndNext {
  readonly what: string
  readonly next: string
}

export const cameraProblems: { readonly [Problem in CameraProblem]: WhatAndNext } = {
  denied: {
    what: 'The camera stays off, as you or this device decided.',
    next: 'Read a photo of the code, or paste it. To allow the camera, look beside the address in your browser.',
  },
  none: { what: 'This device has no camera.', next: 'Paste the code, or let the other person scan yours.' },
  busy: {
    what: 'The camera is used by something else.',
    next: 'Close the other app or window that uses it, then try again.',
  },
  insecure: {
    what: 'Browsers lend the camera only to secure addresses.',
    next: 'Read a photo of the code, or paste it. Or open Gesso at an address that begins with https.',
  },
  stopped: {
    what: 'The camera was taken away.',
    next: 'Try again, or read a photo of the code.',
  },
  failed: {
    what: 'The camera did not start.',
    next: 'Try again. If it stays so, read a photo of the code, or paste it.',
  },
}

export const photoWords = {
  label: 'Read a photo of it',
  hint: 'A photo or a screenshot in which the whole code can be seen.',
  choose: 'Choose a photo',
  reading: 'Looking for a code',
  problems: {
    'no-code': 'No code was found in this photo. Take it again from straight on, with the whole code in it.',
    'not-a-photo': 'This file cannot be opened as a photo. Choose a JPEG or a PNG.',
    'too-large': 'This photo is larger than Gesso can read. Choose a smaller one, or a screenshot.',
    failed: 'The part of Gesso that reads codes did not start. Reload, or paste the code.',
  },
} as const

export const pasteWords = {
  label: 'Paste it',
  hint: 'A code copied as text. It begins with gesso1 and is good for ten minutes.',
  use: 'Use this code',
  using: 'Reading',
  empty: 'Paste a code first.',
} as const

export const metWords = {
  connectedTitle: (name: string): string => `You and ${named(name)} are connected`,
  connected: (name: string): string => `You met and scanned, so you can be sure that this is ${named(name)}.`,
  write: (name: string): string => `Write to ${named(name)}`,
  toPage: 'See their page',
  another: 'Scan somebody else',
  answerTitle: (name: string): string => `Now let ${named(name)} scan your code`,
  answer: (name: string): string =>
    `This device is connected with ${named(name)} now. Once they have scanned your code, so is theirs with you.`,
  answerLater: 'If their device cannot scan now, they are asked there as soon as both of you reach a relay.',
} as const
