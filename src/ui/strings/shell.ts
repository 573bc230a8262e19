import type { QueueRow, SyncRow } from '../../core/api.ts'
import { formatBytes, formatMoment, formatNumber, plural } from './format.ts'

export const shellStrings = {
  appName: 'Gesso',
  home: 'Gesso: to the start',
  homePlace: 'Home',
  titleOf: (screen: string, unread: number): string =>
    `${unread > 0 ? `(${formatNumber(unread)}) ` : ''}${screen} · Gesso`,
  skip: 'Skip to content',
  places: 'Main',
  me: 'Me',
  discover: 'Discover',
  connections: 'Connections',
  settings: 'Settings',
  add: 'Add',
  addTitle: 'Add something',
  addWorks: 'Add works',
  addWorksHint: 'One image or many, also without a connection',
  newPost: 'New post',
  newPostHint: 'Words, pictures or works, for whom you choose',
  newAlbum: 'New album',
  newAlbumHint: 'An empty wall, or a project with your role in it',
  back: (to: string) => `Back to ${to}`,
  close: 'Close',
  cancel: 'Cancel',
  starting: 'Opening Gesso',
  opening: 'Opening this place. The first time takes a little longer.',
  startingSlow: 'Opening what is saved on this device. The first start takes a little longer.',
  insecureTitle: 'Gesso needs a secure address',
  insecure:
    'Browsers keep keys safe only at addresses that begin with https, and at localhost on the machine itself. At this address they do not, so Gesso does not start here.',
  insecureNext:
    'On the machine that runs the relay, open localhost. For other devices, put the relay behind https.',
  elsewhereTitle: 'Open in another window',
  elsewhere:
    'Another window of this browser has your profile open. Close that window and this one continues by itself.',
  brokenTitle: 'Gesso could not open',
  bringBack: 'Bring it back with words',
  bringBackTitle: 'Clear this device first?',
  bringBackMeaning:
    'What is damaged is removed from this device, with changes that never reached the relay. Then your 12 recovery words bring your profile back. Without them it cannot be brought back here.',
  bringBackConfirm: 'Clear and bring back',
  removing: 'Clearing',
  reload: 'Reload',
  stoppedTitle: 'Gesso has stopped',
  stopped: 'The part that keeps your things stopped working. What was saved is safe. Reload to go on.',
  crashedTitle: 'This screen could not be shown',
  crashed:
    'Something went wrong here. What was saved is safe, and what you typed is kept. Try again, or reload.',
  tryAgain: 'Try again',
  copyDetails: 'Copy details',
  copied: 'Copied',
  copyFailed: 'Copying is not allowed here. Select the text instead.',
  notFoundTitle: 'Nothing hangs here',
  notFound: 'This address does not lead to a place in Gesso.',
  goToMe: 'Go to my profile',
  updateReady: 'A new version is ready. What you typed is kept.',
  update: 'Update now',
  later: 'Later',
  offlineReady: 'Gesso now opens without a connection too.',
  gotIt: 'Got it',
  revoked:
    'This device was removed from your devices. You can read what it holds; changes made here reach nobody.',
  revokedAction: 'See devices',
}

export const syncStrings = {
  title: 'Saving and sending',
  chipLabel: (state: string) => `Sync: ${state}`,
  relay: 'Relay',
  noRelay: 'None. Everything stays on this device.',
  lastAcknowledged: 'Everything confirmed',
  moment: formatMoment,
  queue: 'Waiting',
  images: 'Images',
  queueEmpty: 'Nothing is waiting. The relay has confirmed everything you saved.',
  queueEmptyHere: 'Everything is saved on this device.',
  retry: 'Try again now',
  retrying: 'Trying',
  changeRelay: 'Relay settings',
}

/** The chip tells only what was acknowledged. */
export const syncChipText = (row: SyncRow): string => {
  switch (row.state) {
    case 'needs-you':
      return 'Needs you'
    case 'on-relay':
      return row.images.waiting > 0 ? waitingText(row) : 'Saved here · On relay'
    case 'sending':
      return sendingText(row)
    case 'offline':
      return isWaiting(row) ? waitingText(row) : 'Offline, all saved here'
    case 'connecting':
      return isWaiting(row) ? waitingText(row) : 'Saved here, connecting'
    case 'off':
      return 'Saved here, no relay'
  }
}

const isWaiting = (row: SyncRow): boolean => row.waiting + row.images.waiting > 0

/** Words go before images, so the images are counted once nothing else waits. */
const sendingText = (row: SyncRow): string => {
  if (row.waiting === 0 && row.images.waiting > 0)
    return plural(row.images.waiting, { one: 'Sending # image', other: 'Sending # images' })
  const total = row.sent + row.waiting
  return `Sending ${formatNumber(Math.min(row.sent + 1, total))} of ${formatNumber(total)}`
}

const waitingText = (row: SyncRow): string =>
  row.waiting === 0
    ? plural(row.images.waiting, {
        one: 'Saved here, # image waiting',
        other: 'Saved here, # images waiting',
      })
    : `Saved here, ${formatNumber(row.waiting + row.images.waiting)} waiting`

/** For the sheet: how many images of one's own works the relay has not confirmed, and how large they are. */
export const imagesWaitingText = ({ waiting, bytesWaiting }: SyncRow['images']): string =>
  plural(waiting, {
    one: `# image, ${formatBytes(bytesWaiting)}`,
    other: `# images, ${formatBytes(bytesWaiting)}`,
  })

/** Of those on the way: how many the relay has confirmed since it began. */
export const imagesSentText = ({ waiting, sent }: SyncRow['images']): string =>
  `${formatNumber(sent)} of ${formatNumber(sent + waiting)} confirmed`

/** What the state means, in one sentence, for the sheet. */
export const syncMeaning = (row: SyncRow): string => {
  switch (row.state) {
    case 'needs-you':
      return 'Something needs you before sending can go on.'
    case 'on-relay':
      return row.images.waiting > 0
        ? 'Everything is saved on this device. Your words are on the relay; images are still on their way.'
        : 'Everything is saved on this device, and the relay has confirmed it.'
    case 'sending':
      return 'Everything is saved on this device. The relay is taking it now.'
    case 'offline':
      return isWaiting(row)
        ? 'Everything is saved on this device. It goes to the relay once there is a connection.'
        : 'There is no connection to the relay. Go on working; everything is saved on this device.'
    case 'connecting':
      return 'Everything is saved on this device. Calling the relay.'
    case 'off':
      return 'Everything is saved on this device. Without a relay, nobody else can see it.'
  }
}

const queueNames: { readonly [Kind in QueueRow['kind']]: string } = {
  identity: 'Your devices',
  profile: 'Your profile',
  album: 'An album',
  journal: 'What you posted',
  audience: 'What your connections may open',
  private: 'What only you see',
  feed: 'Messages',
  letter: 'Requests',
}

export const queueText = (row: QueueRow): string => {
  const thing = queueNames[row.kind]
  switch (row.state) {
    case 'waiting':
      return `${thing}: waiting`
    case 'sending':
      return `${thing}: being sent`
    case 'refused':
      return `${thing}: refused by the relay`
  }
}

/** The tray: what goes on for long, from whichever screen. */
export const trayWords = {
  label: 'Adding works',
  open: 'See them',
  keeping: (done: number, total: number): string =>
    `Saving ${formatNumber(done)} of ${formatNumber(total)} on this device. Keep Gesso open until then.`,
  preparing: (done: number, total: number): string =>
    `Preparing ${formatNumber(done)} of ${formatNumber(total)}`,
  paused: (left: number): string =>
    plural(left, { one: 'Paused, # work to go', other: 'Paused, # works to go' }),
  asleep: (left: number): string =>
    plural(left, {
      one: '# work waits. It goes on while a window of Gesso is open.',
      other: '# works wait. They go on while a window of Gesso is open.',
    }),
  problems: (count: number): string =>
    plural(count, { one: '# image needs a look', other: '# images need a look' }),
  stop: 'Stop',
  stopTitle: 'Stop adding?',
  stopMeaning: (done: number, left: number): string =>
    `${plural(done, { one: '# work is done and stays.', other: '# works are done and stay.' })} ${plural(
      left,
      {
        one: '# image that is not prepared yet is let go. The file you chose it from stays where it is.',
        other:
          '# images that are not prepared yet are let go. The files you chose them from stay where they are.',
      },
    )}`,
  stopConfirm: 'Stop and let go',
  goOn: 'Keep going',
} as const

/** Asked once, after the first work of one's own was saved. */
export const undoWords = {
  label: 'Just done',
  undo: 'Undo',
  undoing: 'Bringing back',
  dismiss: 'Close',
} as const
