/** Finding people as one does it: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import type { Audience } from '../../../src/core/api.ts'
import { directoryWords, discoverWords, findPeopleWords } from '../../../src/ui/strings/discovery.ts'
import { noticesWords } from '../../../src/ui/strings/notices.ts'
import { audienceChoice, composerPageWords } from '../../../src/ui/strings/network-writing.ts'
import { copyNames, editProfile, rolesEditor } from '../../../src/ui/strings/profiles.ts'
import { shellStrings } from '../../../src/ui/strings/shell.ts'
import { follow, go, openEditor, press, signUp, untilHeading, untilOnRelay, write } from './app.ts'
import type { Person } from './stage.ts'

interface Describing {
  readonly name: string
  readonly role: string
  readonly place: string
}

/** An account with a role and a place, as the relay has it. */
export const signUpAs = async (person: Person, { name, role, place }: Describing): Promise<void> => {
  const { page } = person
  await signUp(person, name)
  await openEditor(page)
  await write(page, editProfile.place, place)
  await page.getByLabel(rolesEditor.label, { exact: true }).fill(role)
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: rolesEditor.chosen }).getByText(role).waitFor()
  await follow(page, shellStrings.me)
  await untilHeading(page, name)
  await untilOnRelay(page)
}

/** The relay has one's profile as it stands here, whatever the chip said before. */
export const untilProfileOnRelay = async ({ page }: Person): Promise<void> => {
  await follow(page, shellStrings.me)
  await page.locator('main').getByText(copyNames['on-relay'], { exact: true }).waitFor()
}

/** By links alone, as no address can be fetched on a train. */
export const openPeople = async (page: Page): Promise<void> => {
  await follow(page, shellStrings.discover)
  await untilHeading(page, discoverWords.title)
  await follow(page, discoverWords.partNames.people)
  await page.getByLabel(findPeopleWords.text, { exact: true }).waitFor()
}

interface Wanted {
  readonly text?: string
  readonly role?: string
  readonly place?: string
}

/** Whatever is not named is emptied. */
export const lookFor = async (page: Page, { text = '', role = '', place = '' }: Wanted): Promise<void> => {
  await page.getByLabel(findPeopleWords.text, { exact: true }).fill(text)
  await page.getByRole('combobox', { name: findPeopleWords.role }).fill(role)
  await page.keyboard.press('Escape')
  await page.getByLabel(findPeopleWords.place, { exact: true }).fill(place)
}

const inList = (page: Page, list: string, name: string): Locator =>
  page
    .getByRole('list', { name: list })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name, exact: true }) })

/** Somebody found on this device. */
export const found = (page: Page, name: string): Locator => inList(page, findPeopleWords.list, name)

/** Somebody whom the relay named. */
export const foundAtRelay = (page: Page, name: string): Locator => inList(page, directoryWords.list, name)

export const askRelay = (page: Page): Promise<void> => press(page, directoryWords.ask)

export const post = async (person: Person, text: string, audience: Audience): Promise<void> => {
  await go(person, '/post/new')
  await untilHeading(person.page, composerPageWords.title)
  await person.page.getByLabel(composerPageWords.text, { exact: true }).fill(text)
  await person.page.getByRole('radio', { name: audienceChoice.names[audience] }).check()
  await press(person.page, composerPageWords.publish)
  await person.page.locator('main').getByText(text).first().waitFor()
}

/** The way to notifications, once it says how many are new. */
export const noticesDoor = (page: Page, unread: number): Locator =>
  page.getByRole('link', { name: noticesWords.door(unread), exact: true })

/** One line among the notifications. */
export const notice = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('list', { name: noticesWords.list }).getByRole('listitem').filter({ hasText: text })
