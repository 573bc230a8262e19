/**
 * For everything that can go wrong: what happened, then what to do. Nothing raw reaches the screen. One long switch, so that
 * the compiler names whatever has no words yet.
 */
import type { CodeProblem, CoreError, InputProblem, StorageProblem, SyncProblem } from '../../core/api.ts'
import { formatList, formatNumber, plural } from './format.ts'
import { problemWords } from './intake.ts'

export interface Words {
  readonly what: string
  readonly next: string
}

export const oneSentence = (words: Words): string => `${words.what} ${words.next}`

export const coreErrorWords = (error: CoreError): Words => {
  switch (error.type) {
    case 'invalid-input':
      return inputWords(error.field, error.reason)
    case 'locked':
      return { what: 'Gesso is locked.', next: 'Unlock it, then try again.' }
    case 'no-account':
      return { what: 'There is no profile on this device.', next: 'Make one, or bring yours.' }
    case 'account-exists':
      return { what: 'This device already has a profile.', next: 'Open it, or remove it in Settings first.' }
    case 'wrong-passphrase':
      return {
        what: 'That is not the passphrase.',
        next: 'Check capitals and keyboard language, then try again.',
      }
    case 'words-unknown':
      return {
        what: `${positions(error.positions)} ${error.positions.length === 1 ? 'is' : 'are'} not on the list of words.`,
        next: 'Choose one of the suggestions there.',
      }
    case 'words-count':
      return {
        what: plural(error.count, { one: 'There is only # word.', other: 'There are # words.' }),
        next: 'Recovery words are always 12.',
      }
    case 'words-checksum':
      return {
        what: 'Each word exists, but together they are not recovery words.',
        next: 'Look for a swapped pair or one similar word.',
      }
    case 'words-mismatch':
      return {
        what: `${positions(error.positions)} ${error.positions.length === 1 ? 'does' : 'do'} not match.`,
        next: 'Look at what you wrote down and try again.',
      }
    case 'words-of-another':
      return {
        what: 'These are the recovery words of another profile.',
        next: 'Look for the note you made for this one.',
      }
    case 'words-erased':
      return {
        what: 'The recovery words are no longer on this device.',
        next: 'You proved that you kept them, so they were erased here.',
      }
    case 'relay-unreachable':
      return {
        what: 'The relay did not answer.',
        next: 'Check the address and your connection, then try again.',
      }
    case 'account-unknown-to-relay':
      return {
        what: 'This relay does not know a profile for these words.',
        next: 'Check the relay address, or try another relay you used.',
      }
    case 'not-allowed':
      return notAllowedWords(error.reason)
    case 'storage':
      return storageWords(error.problem)
    case 'not-found':
      return notFoundWords(error.what)
    case 'image-not-here':
      return imageWords(error.reason)
    case 'image-refused':
      return problemWords[error.problem]
    case 'code-refused':
      return codeWords(error.problem)
    case 'cannot-connect':
      return cannotConnectWords(error.reason)
    case 'cannot-write':
      return cannotWriteWords(error.reason)
    case 'internal':
      return {
        what: 'Something went wrong inside Gesso.',
        next: 'What was saved is safe. Reload and try again.',
      }
  }
}

/** "Word 3", "Words 3 and 7". */
const positions = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? 'Word' : 'Words'} ${formatList(numbers.map(formatNumber))}`

const fieldNames = new Map([
  ['name', 'name'],
  ['deviceName', 'device name'],
  ['passphrase', 'passphrase'],
  ['place', 'place'],
  ['bio', 'text'],
  ['roles', 'list of roles'],
  ['link', 'link'],
  ['label', 'link’s name'],
  ['url', 'link’s address'],
  ['relay', 'relay address'],
  ['title', 'title'],
  ['fullTitle', 'full title'],
  ['statement', 'statement'],
  ['about', 'text'],
  ['role', 'role'],
  ['year', 'year'],
  ['collaborators', 'list of collaborators'],
  ['video', 'video link'],
  ['medium', 'medium'],
  ['dimensions', 'size'],
  ['alt', 'description'],
  ['tag', 'tag'],
  ['tags', 'list of tags'],
  ['credit', 'credit'],
  ['credits', 'list of credits'],
  ['source', 'file'],
  ['works', 'album'],
  ['note', 'note'],
  ['text', 'message'],
  ['emoji', 'reaction'],
  ['digits', 'number'],
  ['members', 'list of people'],
  ['accounts', 'list of people'],
  ['images', 'list of images'],
  ['mentions', 'list of people'],
  ['word', 'word'],
])

const inputWords = (field: string, reason: InputProblem): Words => {
  const named = fieldNames.get(field) ?? 'entry'
  switch (reason) {
    case 'empty':
      return { what: `The ${named} is empty.`, next: 'Type at least one letter or sign.' }
    case 'too-long':
      return { what: `The ${named} is too long.`, next: 'Shorten it; nothing you typed is lost.' }
    case 'not-a-link':
      return {
        what: 'This is not an address people can follow.',
        next: 'It should start with https://, http:// or mailto:.',
      }
    case 'not-an-address':
      return { what: 'This is not an address.', next: 'It should look like wss://relay.example/sync.' }
    case 'too-many':
      return { what: `The ${named} cannot hold more.`, next: 'Remove one first.' }
    case 'unknown-value':
      return { what: `The ${named} has a value Gesso does not know.`, next: 'Choose one from the list.' }
  }
}

const notAllowedWords = (reason: Extract<CoreError, { type: 'not-allowed' }>['reason']): Words => {
  switch (reason) {
    case 'device-is-older':
      return {
        what: 'That device was here before this one.',
        next: 'Remove it from an older device, or with your recovery words.',
      }
    case 'history-arriving':
      return {
        what: 'Earlier messages that you wrote on that device have not all arrived here yet. Removed now, those are lost.',
        next: 'Wait until they are here, or remove it all the same if it is in wrong hands.',
      }
    case 'device-unknown':
      return { what: 'That device is not in your list any more.', next: 'Nothing needs to be done.' }
    case 'device-revoked':
      return {
        what: 'This device was removed from your devices.',
        next: 'It can show what it holds, and change nothing.',
      }
    case 'read-only':
      return { what: 'Only its owner can change this.', next: 'You can still read it.' }
  }
}

const notFoundWords = (what: Extract<CoreError, { type: 'not-found' }>['what']): Words => {
  switch (what) {
    case 'album':
      return { what: 'This album is no longer here.', next: 'Look in the bin, or choose another album.' }
    case 'work':
      return {
        what: 'This work is no longer in the album.',
        next: 'Look in the bin, or in your other albums.',
      }
    case 'image':
      return { what: 'This image is no longer part of the work.', next: 'Choose one of its other versions.' }
    case 'item':
      return { what: 'This is no longer in the list.', next: 'Nothing needs to be done.' }
    case 'person':
      return {
        what: 'This device does not know this person.',
        next: 'Open them by their link, or scan their code.',
      }
    case 'conversation':
      return { what: 'This conversation is not on this device.', next: 'Choose another one under Messages.' }
    case 'message':
      return { what: 'This message is no longer here.', next: 'Nothing needs to be done.' }
    case 'post':
      return { what: 'This post is no longer here.', next: 'Perhaps its author took it back.' }
    case 'comment':
      return { what: 'This comment is no longer here.', next: 'Perhaps its author took it back.' }
  }
}

const codeWords = (problem: CodeProblem): Words => {
  switch (problem) {
    case 'not-a-code':
      return {
        what: 'This is not a code that people show in Gesso.',
        next: 'Ask them to open “Scan code” and show you theirs.',
      }
    case 'other-version':
      return {
        what: 'This code was made by another version of Gesso.',
        next: 'Update Gesso on both devices, then scan again.',
      }
    case 'too-old':
      return {
        what: 'This code is more than ten minutes old.',
        next: 'Ask them to show or copy a new one. If it was just made, compare the clocks of both devices.',
      }
    case 'from-the-future':
      return {
        what: 'This code says that it was made later than now.',
        next: 'One of the two clocks is wrong: set date and time on both devices, then scan again.',
      }
    case 'own':
      return { what: 'This is your own code.', next: 'Take the one that the other person shows you.' }
    case 'forged':
      return {
        what: 'This code was changed after it was made, so it is not taken.',
        next: 'Ask them to show theirs on their own screen.',
      }
    case 'blocked':
      return { what: 'You blocked this person.', next: 'Unblock them under Connections first.' }
  }
}

const cannotConnectWords = (reason: Extract<CoreError, { type: 'cannot-connect' }>['reason']): Words => {
  switch (reason) {
    case 'self':
      return { what: 'This is you.', next: 'Nobody has to connect with themselves.' }
    case 'already':
      return { what: 'You are connected already.', next: 'You can write to each other.' }
    case 'blocked':
      return { what: 'You blocked this person.', next: 'Unblock them first.' }
    case 'unknown-keys':
      return {
        what: 'This device does not know enough about this person yet.',
        next: 'It asks the relay for it. Try again in a moment, or scan their code when you meet.',
      }
    case 'no-request':
      return {
        what: 'This request is no longer there.',
        next: 'Perhaps it was taken back. You can ask them yourself.',
      }
  }
}

const cannotWriteWords = (reason: Extract<CoreError, { type: 'cannot-write' }>['reason']): Words => {
  switch (reason) {
    case 'not-connected':
      return { what: 'You are not connected with this person.', next: 'Ask to connect on their page.' }
    case 'blocked':
      return { what: 'You blocked this person.', next: 'Unblock them on their page to write again.' }
    case 'left':
      return { what: 'You left this room.', next: 'Somebody in it can invite you again.' }
    case 'removed':
      return {
        what: 'You are no longer in this room.',
        next: 'What you received until then stays here to be read.',
      }
    case 'invited':
      return { what: 'You have not accepted this invitation yet.', next: 'Accept it, then write.' }
    case 'device-revoked':
      return {
        what: 'This device was removed from your devices.',
        next: 'Write from another of your devices.',
      }
    case 'not-admin':
      return { what: 'Only an admin of the room can do this.', next: 'Ask one of them.' }
    case 'not-author':
      return { what: 'Only whoever wrote it can change this.', next: 'You can answer it instead.' }
    case 'too-many-members':
      return { what: 'The room has no place for more people.', next: 'Make a second room.' }
  }
}

const imageWords = (reason: Extract<CoreError, { type: 'image-not-here' }>['reason']): Words => {
  switch (reason) {
    case 'offline':
      return {
        what: 'This image is not on this device yet.',
        next: 'It comes by itself once the relay is in reach.',
      }
    case 'not-on-relay':
      return {
        what: 'The relay does not have this image.',
        next: 'It comes once a device of its artist has sent it.',
      }
    case 'altered':
      return {
        what: 'The relay gave another image than the artist hung, so it is not shown.',
        next: 'Ask the artist to connect to the relay again.',
      }
    case 'unreadable':
      return {
        what: 'This image cannot be read.',
        next: 'Ask its artist to replace it, or look for an update.',
      }
  }
}

export const storageWords = (problem: StorageProblem): Words => {
  switch (problem) {
    case 'no-storage':
      return {
        what: 'This browser does not let Gesso keep anything on this device.',
        next: 'Private windows often refuse. Open Gesso in a normal window, or allow storage for this site.',
      }
    case 'disk-full':
      return {
        what: 'There is no room left on this device.',
        next: 'Free some space, then reload. What was saved is still here.',
      }
    case 'vault-corrupt':
      return {
        what: 'The part of this device that holds your keys is damaged.',
        next: 'Your profile may be whole on the relay and your other devices. Bring it back with your recovery words.',
      }
    case 'newer-version':
      return {
        what: 'What is stored here was written by a newer version of Gesso.',
        next: 'Reload to get the newest version. Nothing has been changed.',
      }
  }
}

export const syncWords = (problem: SyncProblem): Words => {
  switch (problem) {
    case 'relay-refused-device':
      return {
        what: 'The relay does not accept this device.',
        next: 'Ask whoever runs it to let you in, or choose another relay in Settings.',
      }
    case 'relay-full':
      return {
        what: 'The relay has no room for more.',
        next: 'Everything stays saved here. Ask whoever runs it, or choose another relay.',
      }
    case 'relay-wrong-origin':
      return {
        what: 'Something else answered at the relay’s address.',
        next: 'Check the address in Settings. Nothing was sent to it.',
      }
    case 'relay-speaks-other-version':
      return {
        what: 'The relay and this app are of different versions.',
        next: 'Reload to update. If it stays, the relay has to be updated.',
      }
    case 'clock-wrong':
      return {
        what: 'The clock of this device differs too much from the relay’s.',
        next: 'Set date and time in the device’s settings, then try again.',
      }
    case 'device-revoked':
      return {
        what: 'This device was removed from your devices.',
        next: 'If that was not you, open Devices on another of your devices.',
      }
    case 'document-refused':
      return {
        what: 'The relay refused something you saved.',
        next: 'It stays saved here. Try again, or choose another relay.',
      }
  }
}
