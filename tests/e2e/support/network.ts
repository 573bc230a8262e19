/** Posts and comments as people have them: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { feedWords, postMenuWords, postWords } from '../../../src/ui/strings/network.ts'
import { commentMenuWords, talkWords } from '../../../src/ui/strings/network-talk.ts'
import { composerPageWords } from '../../../src/ui/strings/network-writing.ts'
import { follow, press, untilHeading } from './app.ts'

export const openHome = async (page: Page): Promise<void> => {
  await follow(page, feedWords.title)
  await untilHeading(page, feedWords.title)
}

export const openComposer = async (page: Page): Promise<void> => {
  await openHome(page)
  await page.getByRole('link', { name: feedWords.door }).click()
  await untilHeading(page, composerPageWords.title)
}

export const textOf = (page: Page): Locator => page.getByLabel(composerPageWords.text, { exact: true })

/** Published to connections, and there on Home. */
export const publish = async (page: Page, text: string): Promise<void> => {
  await openComposer(page)
  await textOf(page).fill(text)
  await press(page, composerPageWords.publish)
  await untilHeading(page, feedWords.title)
  await post(page, text).waitFor()
}

/** The post in a list that says this. */
export const post = (page: Page, text: string): Locator =>
  page.getByRole('list', { name: feedWords.list }).getByRole('article').filter({ hasText: text }).first()

/** What came while one looked, brought in. */
export const bringIn = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^[\d,]+ new posts?$/ }).click()

/** On Home, whether it comes at once or as something newer. */
export const untilPost = async (page: Page, text: string): Promise<void> => {
  await expect
    .poll(
      async () => {
        if (await page.getByRole('button', { name: /^[\d,]+ new posts?$/ }).isVisible()) await bringIn(page)
        return post(page, text).count()
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
}

/** The page of a post that is in the list. */
export const openPost = async (page: Page, text: string): Promise<void> => {
  await post(page, text)
    .getByRole('link', { name: /^Comment on/ })
    .click()
  await page.getByRole('heading', { level: 2, name: talkWords.title }).waitFor()
}

export const openPostMenu = async (page: Page, text: string): Promise<void> => {
  await post(page, text)
    .getByRole('button', { name: /^More about the post/ })
    .click()
  await page.getByRole('dialog', { name: postMenuWords.title }).waitFor()
}

export const comment = (page: Page, text: string): Locator =>
  page.getByRole('list', { name: talkWords.list }).getByRole('article').filter({ hasText: text }).last()

export const sayUnder = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel(talkWords.box, { exact: true }).fill(text)
  await press(page, talkWords.send)
  await comment(page, text).waitFor()
}

export const openCommentMenu = async (page: Page, text: string): Promise<void> => {
  await comment(page, text)
    .getByRole('button', { name: /^More about the comment/ })
    .click()
  await page.getByRole('dialog', { name: commentMenuWords.title }).waitFor()
}

export const untilCopied = (within: Locator): Promise<void> =>
  within.getByText(postWords.copies['on-relay'], { exact: true }).waitFor({ timeout: 60_000 })

/** Every picture of it is drawn. */
export const untilPicturesDrawn = async (within: Locator, count: number): Promise<void> => {
  await expect
    .poll(
      () => within.getByRole('list', { name: postWords.pictures }).locator('[data-state=drawn]').count(),
      { timeout: 60_000 },
    )
    .toBe(count)
}
