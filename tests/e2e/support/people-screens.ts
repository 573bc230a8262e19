/** The screens of meeting people, from nobody to somebody who is blocked, in an order in which one browser can go. */
import { connectWords, pasteWords } from '../../../src/ui/strings/meeting.ts'
import {
  blockDialog,
  declineDialog,
  listWords,
  personActions,
  removeDialog,
  requestDialog,
  safetyWords,
} from '../../../src/ui/strings/people.ts'
import { coreErrorWords, oneSentence } from '../../../src/ui/strings/errors.ts'
import { go, press, untilHeading, untilText } from './app.ts'
import { pressStarting } from './meeting.ts'
import type { Person } from './stage.ts'

interface PeopleScreen {
  readonly name: string
  open(person: Person): Promise<void>
}

/** Until `account` is a connection: `other` is whose it is. */
export const meetingScreens = (other: Person, account: string): readonly PeopleScreen[] => [
  ...connecting,
  {
    name: 'connections-empty',
    async open(person) {
      await go(person, '/connections')
      await untilText(person.page, listWords.empty)
    },
  },
  {
    name: 'request-dialog',
    async open(person) {
      await go(person, `/people/${account}`)
      await press(person.page, personActions.connect)
      await person.page.getByLabel(requestDialog.note, { exact: true }).fill('We met on the ferry.')
    },
  },
  {
    name: 'person-asked',
    async open({ page }) {
      await press(page, requestDialog.send)
      await untilText(page, personActions.sentDelivered)
    },
  },
  {
    name: 'person-connected',
    async open({ page }) {
      await go(other, '/connections')
      await pressStarting(other, personActions.decline)
      await other.page.getByRole('dialog').waitFor()
      await press(other.page, declineDialog.keep)
      await pressStarting(other, personActions.accept)
      await untilText(page, /^Connected since/)
    },
  },
  {
    name: 'person-more',
    async open({ page }) {
      await press(page, personActions.more)
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'safety-number',
    async open({ page }) {
      await page.getByRole('button', { name: new RegExp(`^${safetyWords.open}`) }).click()
      await page.getByRole('list', { name: safetyWords.groups }).waitFor()
    },
  },
  {
    name: 'safety-differs',
    async open({ page }) {
      await press(page, safetyWords.differ)
      await untilText(page, safetyWords.differTitle)
    },
  },
  {
    name: 'connections',
    async open(person) {
      await go(person, '/connections')
      await person.page.getByRole('searchbox').fill('o')
      await untilText(person.page, listWords.found(1))
    },
  },
]

const connecting: readonly PeopleScreen[] = [
  {
    name: 'connect',
    async open(person) {
      await go(person, '/connect')
      await untilHeading(person.page, connectWords.title)
      await person.page.getByRole('img', { name: /^Code of/ }).waitFor()
    },
  },
  {
    name: 'connect-without-camera',
    async open({ page }) {
      await press(page, connectWords.scan)
      await page.getByRole('main').getByRole('alert').waitFor()
    },
  },
  {
    name: 'connect-refused',
    async open({ page }) {
      await page.getByLabel(pasteWords.label, { exact: true }).fill('something else')
      await press(page, pasteWords.use)
      await untilText(page, oneSentence(coreErrorWords({ type: 'code-refused', problem: 'not-a-code' })))
    },
  },
]

/** From a connection to nothing again. */
export const partingScreens = (account: string): readonly PeopleScreen[] => [
  {
    name: 'remove-dialog-person',
    async open(person) {
      await go(person, `/people/${account}`)
      await press(person.page, personActions.more)
      await pressStarting(person, removeDialog.open)
      await person.page.getByRole('button', { name: removeDialog.confirm, exact: true }).waitFor()
    },
  },
  {
    name: 'block-dialog',
    async open({ page }) {
      await press(page, removeDialog.keep)
      await press(page, personActions.block)
      await page.getByRole('button', { name: blockDialog.confirm, exact: true }).last().waitFor()
    },
  },
  {
    name: 'person-blocked',
    async open({ page }) {
      await page.getByRole('dialog').getByRole('button', { name: blockDialog.confirm, exact: true }).click()
      await page.getByRole('button', { name: new RegExp(`^${personActions.unblock}`) }).waitFor()
    },
  },
  {
    name: 'connections-blocked',
    async open(person) {
      await go(person, '/connections?show=blocked')
      await person.page.getByRole('button', { name: new RegExp(`^${personActions.unblock}`) }).waitFor()
    },
  },
]
