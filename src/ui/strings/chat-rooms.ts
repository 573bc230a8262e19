/** Every sentence of new conversations, rooms, requests, search and local notices. */
import { formatNumber, plural } from './format.ts'
import { chatWords } from './chat.ts'

export const newConversationWords = {
  title: 'New conversation',
  lead: 'Choose one person to write to, or several to make a room.',
  filter: 'Find a connection',
  people: 'Your connections',
  none: 'You can write to people once you are connected.',
  connect: 'Connect with somebody',
  noneFits: 'No connection has this name.',
  chosen: (count: number): string => plural(count, { one: '# person chosen', other: '# people chosen' }),
  write: (name: string): string => `Write to ${chatWords.named(name)}`,
  roomTitle: 'The room',
  room: 'Name of the room',
  roomHint: 'Its members see it, and nobody else',
  roomNeeded: 'Give the room a name.',
  roomTooLong: (over: number): string =>
    plural(over, { one: 'Too long by # character.', other: 'Too long by # characters.' }),
  mode: 'Those who join later',
  keep: 'See what is written from then on',
  open: 'See earlier messages too',
  make: 'Make the room',
  making: 'Making',
  asRoom: 'Make a room of two',
} as const

export const infoWords = {
  title: 'About this conversation',
  back: 'Back to the conversation',
  members: 'Members',
  you: 'You',
  admin: 'Admin',
  member: 'Member',
  invited: 'Invited, not here yet',
  safety: 'Safety number',
  safetyText: 'Compare it with theirs, side by side or in a call, to be sure that nobody stands between you.',
  check: 'Compare on their page',
  modeKeep: 'Those who join see what is written from then on.',
  modeOpen: 'Those who join see earlier messages too.',
  encrypted: 'End-to-end encrypted. The relay carries it and cannot read it.',
  invite: 'Invite',
  inviteTitle: 'Invite into the room',
  inviteNobody: 'All your connections are in this room.',
  inviteConfirm: (count: number): string =>
    plural(count, { one: 'Invite # person', other: 'Invite # people' }),
  inviting: 'Inviting',
  more: (name: string): string => `What to do about ${chatWords.named(name)}`,
  makeAdmin: 'Make admin',
  makeAdminTitle: (name: string): string => `Make ${chatWords.named(name)} an admin?`,
  makeAdminMeaning:
    'Admins invite and remove members, and name the room. Somebody who was made an admin stays one until they leave or are removed.',
  making: 'Working',
  remove: 'Remove',
  removeTitle: (name: string): string => `Remove ${chatWords.named(name)}?`,
  removeMeaning:
    'They keep what they could read so far. What is written from now on, they cannot read. Everybody in the room sees that you removed them.',
  removing: 'Removing',
  rename: 'Name of the room',
  renameHint: 'Everybody in the room sees who named it',
  renameSave: 'Save the name',
  renaming: 'Saving',
  renamed: 'Saved. The members see it as it reaches them.',
  leave: 'Leave the room',
  leaveTitle: 'Leave this room?',
  leaveMeaning:
    'You read and write nothing here any more. What was written before stays on your devices. To come back, somebody has to invite you again.',
  leaveAsLastAdmin:
    'You are its only admin. When you leave, nobody can invite, remove or rename any more. You can make somebody else an admin first.',
  leaving: 'Leaving',
  cancel: 'Cancel',
  stay: 'Stay',
} as const

export const requestsWords = {
  title: 'Requests and invitations',
  people: 'People who want to connect',
  noPeople: 'Nobody waits for an answer.',
  rooms: 'Rooms you are invited into',
  noRooms: 'No invitations.',
  all: 'All connections and requests',
} as const

export const searchWords = {
  title: 'Search messages',
  titleIn: (title: string): string => `Search in ${chatWords.named(title)}`,
  field: 'Words to look for',
  back: 'Back to the conversation',
  everywhere: 'Search in all conversations',
  onDevice: 'Everything is searched on this device. Nobody learns what you look for.',
  progress: (searched: number, of: number): string =>
    `Looked at ${formatNumber(searched)} of ${formatNumber(of)} messages`,
  found: (count: number): string => plural(count, { one: '# message found', other: '# messages found' }),
  limited: (limit: number): string => `The newest ${formatNumber(limit)} messages that have these words`,
  none: 'No message on this device has these words.',
  results: 'Messages found',
  by: (name: string, title: string): string => `${name} in ${title}`,
  byOwn: (title: string): string => `You in ${title}`,
} as const

export const localNoticeWords = {
  offer: 'Notices for new messages while Gesso is open and out of sight?',
  yes: 'Turn on notices',
  no: 'No',
  on: 'Notices are on. They say who wrote, and nothing of what was written.',
  refused:
    'This browser does not allow notices for Gesso. Everything else works; unread messages are counted in the tab. To change it, look at the site settings of your browser.',
  title: (title: string): string => chatWords.named(title),
  body: (unread: number): string => plural(unread, { one: 'New message', other: '# new messages' }),
} as const
