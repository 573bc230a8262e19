/** The screens of finding, following and muting, between being connected and parting, in an order in which one browser can go. */
import {
  directoryWords,
  discoverWords,
  findPeopleWords,
  listingWords,
} from '../../../src/ui/strings/discovery.ts'
import { followLists, followWords, muteWords } from '../../../src/ui/strings/follows.ts'
import { noticesWords } from '../../../src/ui/strings/notices.ts'
import { go, press, untilHeading, untilOnRelay, untilText } from './app.ts'
import { askRelay, found, lookFor } from './finding.ts'
import type { Person } from './stage.ts'

interface FindingScreen {
  readonly name: string
  open(person: Person): Promise<void>
}

/** `account` is a connection's, who is called `name`. */
export const findingScreens = (account: string, name: string): readonly FindingScreen[] => [
  ...finding(name),
  ...following(account, name),
  {
    name: 'notifications',
    async open(person) {
      await go(person, '/notifications')
      await person.page.getByRole('list', { name: noticesWords.list }).waitFor()
    },
  },
  {
    name: 'settings-privacy-muted',
    async open(person) {
      await go(person, '/settings/privacy')
      await person.page.getByLabel(muteWords.word, { exact: true }).fill('spoilers')
      await press(person.page, muteWords.add)
      await person.page.getByRole('list', { name: muteWords.words }).getByText('spoilers').waitFor()
    },
  },
]

const finding = (name: string): readonly FindingScreen[] => [
  {
    name: 'discover-people',
    async open(person) {
      await go(person, '/discover?part=people')
      await untilOnRelay(person.page)
      await untilText(person.page, listingWords.question)
      await found(person.page, name).waitFor()
    },
  },
  {
    name: 'discover-roles',
    async open({ page }) {
      await page.getByRole('combobox', { name: findPeopleWords.role }).fill('camera')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'discover-relay',
    async open({ page }) {
      await lookFor(page, { text: 'nobody of this name' })
      await askRelay(page)
      await untilText(page, directoryWords.answered(0))
    },
  },
  {
    name: 'discover-everything',
    async open(person) {
      await go(person, '/discover?part=all')
      await found(person.page, name).waitFor()
      await untilHeading(person.page, discoverWords.title)
    },
  },
]

const following = (account: string, name: string): readonly FindingScreen[] => [
  {
    name: 'follow-dialog',
    async open(person) {
      await go(person, `/people/${account}`)
      await press(person.page, followWords.follow)
      await untilText(person.page, followWords.meanings.private)
    },
  },
  {
    name: 'person-followed',
    async open({ page }) {
      await page.getByRole('dialog').getByRole('button', { name: followWords.confirm, exact: true }).click()
      await untilText(page, followWords.state.private)
    },
  },
  {
    name: 'following',
    async open(person) {
      await go(person, '/me/following')
      await person.page.getByRole('list', { name: followLists.following }).getByText(name).waitFor()
    },
  },
  {
    name: 'followers-empty',
    async open(person) {
      await go(person, '/me/following?show=followers')
      await untilText(person.page, followLists.noFollowers)
    },
  },
]
