/** Every sentence of conversations: the list, the thread, what is written and what happened. */
import type {
  CannotWrite,
  ConversationCard,
  ConversationNotice,
  DeliveryState,
  MessageRow,
  UnreadableReason,
} from '../../core/api.ts'
import { formatList, formatNumber, plural } from './format.ts'

const nameless = 'Somebody without a name'
const named = (name: string): string => name || nameless

export const chatWords = {
  title: 'Messages',
  placeName: (unread: number): string =>
    unread === 0 ? 'Messages' : `Messages, ${formatNumber(unread)} unread`,
  back: 'All messages',
  list: 'Conversations',
  new: 'New conversation',
  search: 'Search messages',
  empty: 'Messages are end-to-end encrypted. Choose a connection.',
  choose: 'Choose a conversation, or begin one.',
  requests: 'Requests and invitations',
  requestsWaiting: (count: number): string =>
    plural(count, { one: '# waits for an answer', other: '# wait for an answer' }),
  unread: (count: number): string => plural(count, { one: '# unread', other: '# unread' }),
  draft: 'Draft:',
  you: 'You:',
  looking: 'Opening the conversation',
  unknownTitle: 'No such conversation',
  unknown: 'This device does not know a conversation under this address.',
  hasChanges: 'Something about their devices changed',
  invited: 'Invitation to a room',
  named,
} as const

export const invitationWords = {
  accept: 'Join',
  decline: 'Decline',
  accepting: 'Joining',
  declining: 'Declining',
  text: (by: string): string => `${named(by)} invites you into this room.`,
  someone: 'You are invited into this room.',
} as const

/** The newest message in a few words, for the list and for replies. */
export const previewWords = (card: Pick<ConversationCard, 'preview' | 'previewKind'>): string => {
  switch (card.previewKind) {
    case 'text':
    case 'notice':
      return card.preview
    case 'image':
      return card.preview === '' ? 'Image' : `Image: ${card.preview}`
    case 'work':
      return card.preview === '' ? 'Work' : `Work: ${card.preview}`
    case 'deleted':
      return 'Message deleted'
    case 'unreadable':
      return 'A message that cannot be shown'
    case 'none':
      return 'No messages yet'
  }
}

export const typingWords = (names: readonly string[]): string => {
  if (names.length === 0) return ''
  if (names.length > 3) return 'Several people are typing'
  return `${formatList(names.map(named))} ${names.length === 1 ? 'is' : 'are'} typing`
}

export const threadWords = {
  log: (title: string): string => `Messages with ${named(title)}`,
  members: (count: number): string => plural(count, { one: '# member', other: '# members' }),
  onlyYouTwo: 'Only you two can read this.',
  noneYet: 'No messages yet. Write the first one.',
  none: 'No messages here.',
  info: 'About this conversation',
  searchHere: 'Search in this conversation',
  newMessages: 'New messages',
  jump: 'Jump to newest',
  jumpNew: (count: number): string => `Jump to newest (${formatNumber(count)} new)`,
  missing: (count: number): string =>
    plural(count, {
      one: '# message has not arrived yet',
      other: '# messages have not arrived yet',
    }),
  fetching: (done: number, of: number): string =>
    `Fetching earlier messages: ${formatNumber(done)} of ${formatNumber(of)}`,
  notHere: 'That message is not on this device.',
  beginning: 'This is where the conversation begins.',
  today: 'Today',
  yesterday: 'Yesterday',
  edited: 'Edited',
  showReplied: (name: string, excerpt: string): string => `Show what ${named(name)} wrote: ${excerpt}`,
  ownDeleted: 'You deleted this message. Whoever saw or copied it before may still have it.',
  deleted: (name: string): string => `${named(name)} deleted this message.`,
  openImage: 'Open the image',
  image: 'Image',
  imageTitle: (name: string): string => `Image from ${named(name)}`,
  ownImageTitle: 'Image from you',
  untitledWork: 'Untitled work',
  askAgain: (name: string): string => `Ask ${named(name)} to send it again`,
  asked: (name: string): string => `You asked ${named(name)} to send it again.`,
  sendAgain: 'Send again',
  couldNotRead: (names: readonly string[]): string =>
    `${formatList(names.map(named))} could not read this. Send it again?`,
  you: 'You',
  actionsFor: (name: string, time: string): string => `Actions for the message of ${name}, ${time}`,
} as const

export const deliveryWords: { readonly [State in DeliveryState]: string } = {
  waiting: 'Waiting',
  'on-relay': 'On the relay',
  delivered: 'Delivered',
  read: 'Read',
}

/** What is known of one's own message, in words: `Delivered to 2 of 5`. */
export const deliveryText = (
  message: Pick<MessageRow, 'delivery' | 'reach' | 'waitsFor'>,
  others: readonly string[],
): string => {
  const { delivery, reach } = message
  if (delivery === null) return ''
  if (delivery === 'waiting' && message.waitsFor !== null) return waitsWords(message.waitsFor, others)
  if (reach === null || delivery === 'waiting' || delivery === 'read') return deliveryWords[delivery]
  if (reach.read > 0) return `Read by ${formatNumber(reach.read)} of ${formatNumber(reach.of)}`
  if (reach.delivered > 0 && reach.delivered < reach.of)
    return `Delivered to ${formatNumber(reach.delivered)} of ${formatNumber(reach.of)}`
  return deliveryWords[delivery]
}

const waitsWords = (why: NonNullable<MessageRow['waitsFor']>, others: readonly string[]): string => {
  const who = others.length === 1 ? named(others[0] ?? '') : 'a member'
  return why === 'their-devices'
    ? `Waiting until ${who} has a device that can read it`
    : `Waiting for word of ${who}’s devices`
}

export const unreadableWords: { readonly [Reason in UnreadableReason]: string } = {
  'no-key': 'This message was not made readable for this device.',
  broken: 'This message arrived damaged.',
  'newer-version': 'This message was written with a newer version of Gesso. Update to read it.',
  'wrong-sender': 'This message claims to be from somebody else than who wrote it, so it is not shown.',
  repeated: 'This is an older message, sent a second time. It is not shown again.',
  'old-key': 'This message was closed in an outdated way, so it is not shown.',
  'not-certified': 'This message came from a device that does not belong to them, so it is not shown.',
  'too-large': 'This message is larger than messages may be, so it was not opened.',
}

/** What happened, as a sentence of its own. Names are as people wrote them. */
export const noticeWords = (notice: ConversationNotice): string => {
  switch (notice.kind) {
    case 'connected':
      return 'You are connected. Only the two of you can read what is written here.'
    case 'disconnected':
      return 'You are no longer connected.'
    case 'created':
      return `${named(notice.who)} made this room.`
    case 'joined':
      return `${named(notice.who)} joined.`
    case 'left':
      return `${named(notice.who)} left.`
    case 'added':
      return `${named(notice.by)} invited ${named(notice.who)}.`
    case 'removed':
      return `${named(notice.by)} removed ${named(notice.who)}. What is written from now on, they cannot read.`
    case 'made-admin':
      return `${named(notice.by)} made ${named(notice.who)} an admin.`
    case 'renamed':
      return `${named(notice.by)} named the room “${notice.name}”.`
    case 'new-device':
      return `${named(notice.who)} added a device${ofDevice(notice.device)}. It can read what is written from now on.`
    case 'recovered':
      return `${named(notice.who)} came back with recovery words${ofDevice(notice.device)}. If you did not expect that, ask them.`
    case 'removed-device':
      return `${named(notice.who)} removed a device${ofDevice(notice.device)}. It can read nothing new.`
    case 'copied-device':
      return `Two copies of one device of ${named(notice.who)} are at work. Ask them about it.`
    case 'fork':
      return `The relay showed different things of ${named(notice.who)} at different times. Ask them about it.`
  }
}

const ofDevice = (device: string): string => (device === '' ? '' : `: ${device}`)

export const cannotWriteWords = (
  reason: CannotWrite,
  name: string,
): { readonly what: string; readonly action: string | null } => {
  switch (reason) {
    case 'not-connected':
      return {
        what: `You and ${named(name)} are not connected, so neither can write to the other.`,
        action: 'Go to their page',
      }
    case 'blocked':
      return {
        what: `You blocked ${named(name)}. Nothing they send reaches you.`,
        action: 'Go to their page',
      }
    case 'left':
      return { what: 'You left this room. What was written before stays here.', action: null }
    case 'removed':
      return {
        what: 'You are no longer a member of this room. What was written before stays here.',
        action: null,
      }
    case 'invited':
      return { what: 'Join to read and write here.', action: null }
    case 'device-revoked':
      return { what: 'This device was removed from your devices, so it cannot write.', action: 'See devices' }
  }
}
