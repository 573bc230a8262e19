/** Conversations as people have them: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { threadWords } from '../../../src/ui/strings/chat.ts'
import { actionWords, composerWords } from '../../../src/ui/strings/chat-writing.ts'
import { metWords, pasteWords } from '../../../src/ui/strings/meeting.ts'
import { press, untilHeading } from './app.ts'
import { copiedCode, openConnect } from './meeting.ts'
import type { Person } from './stage.ts'

/** Each takes the other's code; `one` ends in the conversation with `other`. */
export const meet = async (one: Person, oneName: string, other: Person, otherName: string): Promise<void> => {
  await openConnect(one)
  await openConnect(other)
  await takeCode(other, await copiedCode(one))
  await untilHeading(other.page, metWords.answerTitle(oneName))
  await takeCode(one, await copiedCode(other))
  await untilHeading(one.page, metWords.connectedTitle(otherName))
  await one.page.getByRole('link', { name: metWords.write(otherName) }).click()
  await untilHeading(one.page, otherName)
}

const takeCode = async ({ page }: Person, code: string): Promise<void> => {
  await page.getByLabel(pasteWords.label, { exact: true }).fill(code)
  await press(page, pasteWords.use)
}

export const openConversation = async (page: Page, title: string): Promise<void> => {
  await page
    .getByRole('link', { name: /^Messages/ })
    .first()
    .click()
  await page.locator('main').getByRole('link', { name: title }).first().click()
  await untilHeading(page, title)
}

export const log = (page: Page): Locator => page.getByRole('log')

/** The message that says this, on screen. */
export const message = (page: Page, text: string): Locator =>
  log(page).getByRole('article').filter({ hasText: text }).last()

export const untilSaid = (page: Page, text: string): Promise<void> => message(page, text).waitFor()

/** One's own, once this is known of it. */
export const untilDelivery = (page: Page, text: string, words: string): Promise<void> =>
  message(page, text).filter({ hasText: words }).waitFor()

export const field = (page: Page, title: string): Locator =>
  page.getByLabel(composerWords.label(title), { exact: true })

export const say = async (page: Page, title: string, text: string): Promise<void> => {
  await field(page, title).fill(text)
  await field(page, title).press('Enter')
  await untilSaid(page, text)
}

/** What can be done with a message, opened by keyboard. */
export const openActions = async (page: Page, text: string): Promise<void> => {
  await message(page, text).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: actionWords.title }).waitFor()
}

export const act = async (page: Page, text: string, action: string): Promise<void> => {
  await openActions(page, text)
  await press(page, action)
}

export const unreadLine = (page: Page): Locator =>
  log(page).getByText(threadWords.newMessages, { exact: true })
