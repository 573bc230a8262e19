import type { QueueRow, SyncRow } from '../../core/api.ts'
import { formatMoment, formatNumber, plural } from './format.ts'

export const shellStrings = {
  appName: 'Gesso',
  home: 'Gesso: my profile',
  titleOf: (screen: string) => `${screen} · Gesso`,
  skip: 'Skip to content',
  places: 'Main',
  me: 'Me',
  discover: 'Discover',
  settings: 'Settings',
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
  queueEmpty: 'Nothing is waiting. The relay has confirmed everything you saved.',
  queueEmptyHere: 'Everything is saved on this device.',
  retry: 'Try again now',
  retrying: 'Trying',
  changeRelay: 'Relay settings',
}

/** The chip tells only what was acknowledged. */
export const syncChipText = (row: SyncRow): string => {
  const waiting = plural(row.waiting, { one: 'Saved here, # waiting', other: 'Saved here, # waiting' })
  switch (row.state) {
    case 'needs-you':
      return 'Needs you'
    case 'on-relay':
      return 'Saved here · On relay'
    case 'sending': {
      const total = row.sent + row.waiting
      return `Sending ${formatNumber(Math.min(row.sent + 1, total))} of ${formatNumber(total)}`
    }
    case 'offline':
      return row.waiting > 0 ? waiting : 'Offline, all saved here'
    case 'connecting':
      return row.waiting > 0 ? waiting : 'Saved here, connecting'
    case 'off':
      return 'Saved here, no relay'
  }
}

/** What the state means, in one sentence, for the sheet. */
export const syncMeaning = (row: SyncRow): string => {
  switch (row.state) {
    case 'needs-you':
      return 'Something needs you before sending can go on.'
    case 'on-relay':
      return 'Everything is saved on this device, and the relay has confirmed it.'
    case 'sending':
      return 'Everything is saved on this device. The relay is taking it now.'
    case 'offline':
      return row.waiting > 0
        ? 'Everything is saved on this device. It goes to the relay once there is a connection.'
        : 'There is no connection to the relay. Go on working; everything is saved on this device.'
    case 'connecting':
      return 'Everything is saved on this device. Calling the relay.'
    case 'off':
      return 'Everything is saved on this device. Without a relay, nobody else can see it.'
  }
}

export const queueText = (row: QueueRow): string => {
  const thing = row.kind === 'identity' ? 'Your devices' : 'Your profile'
  switch (row.state) {
    case 'waiting':
      return `${thing}: waiting`
    case 'sending':
      return `${thing}: being sent`
    case 'refused':
      return `${thing}: refused by the relay`
  }
}
