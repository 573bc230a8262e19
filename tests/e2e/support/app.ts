/** The app as a person uses it: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { editProfile, savedWords } from '../../../src/ui/strings/profiles.ts'
import { onboardingStrings } from '../../../src/ui/strings/onboarding.ts'
import { recoveryWords } from '../../../src/ui/strings/settings.ts'
import { syncChipText } from '../../../src/ui/strings/shell.ts'
import type { Person } from './stage.ts'

export const onRelay = syncChipText({
  state: 'on-relay',
  waiting: 0,
  sent: 0,
  relay: null,
  problem: null,
  lastAcknowledgedMs: null,
  queue: [],
  images: { waiting: 0, sent: 0, bytesWaiting: 0 },
})

export const go = async ({ page, origin }: Person, path: string): Promise<void> => {
  await page.goto(`${origin}${path}`)
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).first().click()

/** The one heading of the screen, once it says this. */
export const untilHeading = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor()
}

export const untilText = async (page: Page, text: string | RegExp): Promise<void> => {
  await page.getByText(text).first().waitFor()
}

/** From nothing to one's own profile, or to the address that was opened, as the first visit goes. */
export const signUp = async (
  person: Person,
  name: string,
  passphrase?: string,
  thenHeading = name,
): Promise<void> => {
  const { page } = person
  if (page.url() === 'about:blank') await go(person, '/')
  await press(page, onboardingStrings.make)
  await page.getByLabel(onboardingStrings.name, { exact: true }).fill(name)
  if (passphrase !== undefined) {
    await page.getByRole('button', { name: onboardingStrings.addPassphrase }).click()
    await page.getByLabel(onboardingStrings.newPassphrase, { exact: true }).fill(passphrase)
  }
  await press(page, onboardingStrings.finish)
  await untilHeading(page, thenHeading)
}

export const chip = (page: Page): Locator => page.locator('.sync-chip')

export const untilChip = async (page: Page, text: string | RegExp): Promise<void> => {
  await chip(page).filter({ hasText: text }).waitFor()
}

export const untilOnRelay = (page: Page): Promise<void> => untilChip(page, onRelay)

export const openEditor = async (page: Page): Promise<void> => {
  await follow(page, 'Edit')
  await untilHeading(page, editProfile.title)
}

const fieldOf = (page: Page, label: string): Locator =>
  page.locator('.field', { has: page.getByLabel(label, { exact: true }) })

/** Types into a field that saves itself, and waits for the words that say it did. */
export const write = async (page: Page, label: string, text: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).fill(text)
  await fieldOf(page, label).getByRole('status').filter({ hasText: savedWords.saved }).waitFor()
}

export const untilField = async (page: Page, label: string, text: string): Promise<void> => {
  await expect
    .poll(() => page.getByLabel(label, { exact: true }).inputValue(), { timeout: 20_000 })
    .toBe(text)
}

/** The id at the end of one's own link, read from the page as another screen shows it. */
export const ownAccount = async (page: Page): Promise<string> => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await press(page, 'Copy id')
  await untilText(page, 'Id copied')
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Everything the sync chip says from now on, across reloads. */
export const listenToChip = async ({ context }: Person): Promise<readonly string[]> => {
  const said: string[] = []
  await context.exposeFunction('gessoChipSaid', (text: string) => {
    if (said.at(-1) !== text) said.push(text)
  })
  await context.addInitScript(() => {
    const listen = (): void => {
      const text = document.querySelector('.sync-chip')?.textContent
      if (text) (window as unknown as { gessoChipSaid(text: string): void }).gessoChipSaid(text)
    }
    new MutationObserver(listen).observe(document, { subtree: true, childList: true, characterData: true })
  })
  return said
}

/** The twelve words, as the settings show them. */
export const recoveryWordsOf = async (person: Person): Promise<readonly string[]> => {
  const { page } = person
  await go(person, '/settings/recovery')
  await press(page, recoveryWords.show)
  const items = page.getByRole('list', { name: recoveryWords.listLabel }).getByRole('listitem')
  await items.first().waitFor()
  return items.evaluateAll(found => found.map(item => item.lastElementChild?.textContent ?? ''))
}

/** On a browser that has nothing: the way back by words. */
export const bringByWords = async (person: Person, words: string, deviceName: string): Promise<void> => {
  await go(person, '/')
  await press(person.page, onboardingStrings.bring)
  await typeRecovery(person.page, words, deviceName)
}

export const typeRecovery = async (page: Page, words: string, deviceName: string): Promise<void> => {
  await page.getByLabel(onboardingStrings.words, { exact: true }).fill(words)
  await page.getByLabel(onboardingStrings.deviceName, { exact: true }).fill(deviceName)
  await press(page, onboardingStrings.bringFinish)
}
