/** Every sentence about people: asking, being connected, being sure of somebody. */
import type { ConnectionState, TrustChange, Verified } from '../../core/api.ts'
import { formatDate, formatNumber, plural } from './format.ts'

/** A name inside a sentence, kept in its own direction; "this person" when it is not known. */
export const named = (name: string): string => (name.trim() === '' ? 'this person' : `\u2068${name}\u2069`)

const atStart = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)

const Named = (name: string): string => atStart(named(name))

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────

export const listWords = {
  title: 'Connections',
  connections: 'Connections',
  received: 'They ask to connect',
  sent: 'You asked',
  blocked: 'Blocked',
  count: (count: number): string => formatNumber(count),
  search: 'Search by name',
  found: (count: number): string =>
    plural(count, { one: '# person found on this device', other: '# people found on this device' }),
  nothingFound: 'Nobody here goes by that name.',
  showAll: 'Show everybody',
  empty: 'You see the people this device knows, and it knows nobody yet.',
  emptyAction: 'Show your code',
  noConnections: 'No connections yet.',
  meet: 'Connect face to face',
  blockedText: 'They cannot reach you, and they are not told.',
  looking: 'Opening the people this device knows.',
} as const

export const verifiedNames: { readonly [How in Verified]: string } = {
  no: 'Not verified yet',
  'in-person': 'Verified in person',
  compared: 'Verified by number',
}

/** How one stands with somebody, in a few words for a list. */
export const standingText = (state: ConnectionState): string => {
  switch (state.kind) {
    case 'self':
      return 'You'
    case 'none':
      return 'Not connected'
    case 'sent':
      return state.delivered ? 'Request delivered' : 'Request waiting to be delivered'
    case 'received':
      return state.via === 'code' ? 'Scanned your code' : 'Asks to connect'
    case 'connected':
      return state.confirmed ? 'Connected' : 'Connected here, their device has not answered yet'
    case 'blocked':
      return 'Blocked'
  }
}

// ── One person ───────────────────────────────────────────────────────────────────────────────────

export const personActions = {
  label: 'You and this person',
  connect: 'Connect',
  message: 'Message',
  more: 'More',
  moreTitle: (name: string): string => `More about ${named(name)}`,
  cancel: 'Cancel request',
  canceling: 'Taking it back',
  accept: 'Accept',
  accepting: 'Accepting',
  decline: 'Decline',
  block: 'Block',
  unblock: 'Unblock',
  unblocking: 'Unblocking',
  noteLabel: 'Their note',
  ownNoteLabel: 'Your note',
  sentWaiting: 'Request sent. It waits to be delivered.',
  sentDelivered: 'Request delivered. They have not answered.',
  asks: (name: string): string => `${Named(name)} asks to connect.`,
  scanned: (name: string): string => `${Named(name)} scanned your code and asks to connect.`,
  connectedSince: (ms: number): string => `Connected since ${formatDate(ms)}`,
  unconfirmed: (name: string): string =>
    `Connected on this device. ${Named(name)} is asked once both of you reach a relay, or scans your code.`,
  blockedSince: (ms: number): string => `You blocked them on ${formatDate(ms)}. They are not told.`,
  unreachable: 'This device does not know enough about them yet to ask them. It asks the relay for it.',
  lookalike: (names: string): string =>
    `This name looks like that of somebody you are connected with: ${names}. It may be another person: compare their ids, or ask the one you know.`,
  lookalikeShort: 'Looks like somebody you know. May be another person.',
  canceled: (name: string): string => `The request to ${named(name)} is taken back.`,
  accepted: (name: string): string => `You and ${named(name)} are connected.`,
  declined: (name: string): string => `Declined. ${Named(name)} is not told.`,
  removed: (name: string): string => `You and ${named(name)} are no longer connected.`,
  blocked: (name: string): string => `${Named(name)} is blocked.`,
  unblocked: (name: string): string => `${Named(name)} is no longer blocked.`,
  changed: 'Something changed about their devices',
  notHere: 'Their page has not reached this device yet. It appears by itself once a relay has it.',
} as const

export const requestDialog = {
  title: (name: string): string => `Ask ${named(name)} to connect`,
  text: 'They get one request with your name and this note. Until they answer, you can send nothing else, and no answer is an answer too.',
  note: 'Note',
  noteHint: (limit: number): string => `Optional. Up to ${formatNumber(limit)} characters.`,
  tooLong: (over: number): string =>
    plural(over, {
      one: 'The note is # character too long. Shorten it; nothing you typed is lost.',
      other: 'The note is # characters too long. Shorten it; nothing you typed is lost.',
    }),
  send: 'Send request',
  sending: 'Sending',
  cancel: 'Not now',
} as const

export const declineDialog = {
  title: (name: string): string => `Decline the request of ${named(name)}?`,
  effects: [
    'They are not told. To them it looks as if you had not answered.',
    'Another request of theirs is not shown to you for 30 days. You can still ask them.',
  ],
  confirm: 'Decline',
  working: 'Declining',
  keep: 'Keep it',
} as const

export const removeDialog = {
  title: (name: string): string => `Remove ${named(name)} from your connections?`,
  effects: [
    'Their device is told, and neither of you can write to the other any more.',
    'What you wrote to each other stays on both your devices.',
    'To talk again, one of you has to ask to connect.',
  ],
  open: 'Remove connection',
  hint: 'Neither of you can write to the other any more',
  confirm: 'Remove',
  working: 'Removing',
  keep: 'Keep',
} as const

export const blockDialog = {
  title: (name: string): string => `Block ${named(name)}?`,
  effects: [
    'At once, on all your devices, also without a connection.',
    'They cannot ask you or write to you. They are not told.',
    'What you wrote to each other stays on this device to be read.',
  ],
  /** Said when there is a connection to lose. */
  connection: 'Your connection ends. If you unblock them later, one of you has to ask again.',
  confirm: 'Block',
  working: 'Blocking',
  keep: 'Not now',
} as const

// ── Being sure ───────────────────────────────────────────────────────────────────────────────────

export const safetyWords = {
  title: 'Safety number',
  open: 'Safety number',
  of: (name: string): string => `Safety number with ${named(name)}`,
  explained: (name: string): string =>
    `You and ${named(name)} see the same twelve groups, in the same order. Read them to each other when you meet, or on a call in which you know each other’s voice.`,
  groups: 'Twelve groups of five digits',
  picture: 'The same digits as a code, for their device to scan',
  scan: 'Scan it from their device',
  stopScan: 'Stop the camera',
  same: 'They are the same',
  differ: 'They differ',
  working: 'Saving',
  notYet: 'This device does not know enough about them yet. The number appears once a relay has answered.',
  verified: {
    no: 'You have not compared it yet.',
    'in-person': 'You scanned each other’s codes face to face.',
    compared: 'You compared it, and it was the same.',
  } satisfies { readonly [How in Verified]: string },
  nowSame: (name: string): string => `The same. You can be sure that you talk with ${named(name)}.`,
  differTitle: 'Be careful now',
  differText: (name: string): string =>
    `You may be looking at the page of somebody else, or somebody stands between you and ${named(name)}. Gesso no longer calls them verified.`,
  differSteps: [
    'Make sure that both of you opened this number on each other’s page.',
    'If it still differs, write nothing private here.',
    'Meet, and scan each other’s codes. If that fails too, block this person.',
  ],
  meet: 'Scan codes face to face',
  compareAgain: 'Compare again',
  notANumber: 'This code is no safety number. Ask them to open the safety number on your page.',
} as const

export const trustWords = {
  /** Of devices that have no name. */
  unnamed: 'a device without a name',
  title: (name: string): string => `Something changed about ${named(name)}`,
  compare: 'Compare safety number',
  understand: 'I understand',
  working: 'Saving',
} as const

/** Once and in plain words; a new device and a return by recovery words must never read alike. */
export const trustChangeText = (name: string, change: Pick<TrustChange, 'kind' | 'device'>): string => {
  const device = change.device.trim() === '' ? trustWords.unnamed : `“${named(change.device)}”`
  switch (change.kind) {
    case 'new-device':
      return `${Named(name)} added ${device} from one of their devices. What you write from now on can be read on it too.`
    case 'recovered':
      return `Somebody used the recovery words of ${named(name)} to add ${device}. If it was not them, it is somebody who found the words. Ask ${named(name)} in person or on a call before you write anything private.`
    case 'removed-device':
      return `${Named(name)} removed ${device}. What you write from now on cannot be read on it.`
    case 'code-was-false':
      return `The code you scanned was not made by ${named(name)}, although it said so. They are no longer verified. Scan each other’s codes again, on their own screen.`
  }
}

// ── Privacy ──────────────────────────────────────────────────────────────────────────────────────

export const privacyWords = {
  typing: 'Show that I am typing',
  typingHint: 'Whoever you write to sees it while you type, not what you type.',
  receipts: 'Show what I have read',
  receiptsHint: 'Whoever wrote to you sees that their message was shown.',
  allDevices: 'These two are the same on all your devices.',
  notices: 'Tell me about new messages',
  noticesHint:
    'On this device, while Gesso is open and out of sight. The words of a message are never shown.',
  noticesDenied:
    'This browser does not let Gesso show notices, so nothing has changed. To allow them, look beside the address in your browser.',
  noticesUnknown: 'This browser cannot show notices.',
  peopleTitle: 'Blocked people',
  blocked: (count: number): string =>
    count === 0
      ? 'You have blocked nobody.'
      : plural(count, { one: '# person is blocked.', other: '# people are blocked.' }),
  toBlocked: 'See blocked people',
} as const
