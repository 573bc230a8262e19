/** Every screen of the app, in an order in which one browser can visit them all. */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { onboardingStrings } from '../../../src/ui/strings/onboarding.ts'
import { asOthers, discover, editProfile, personPage } from '../../../src/ui/strings/profiles.ts'
import {
  identityWords,
  passphraseWords,
  removalWords,
  sectionNames,
} from '../../../src/ui/strings/settings.ts'
import { shellStrings, syncStrings } from '../../../src/ui/strings/shell.ts'
import { sectionsInOrder } from '../../../src/ui/settings/sections.ts'
import {
  chip,
  go,
  openEditor,
  press,
  recoveryWordsOf,
  typeRecovery,
  untilHeading,
  untilOnRelay,
  write,
} from './app.ts'
import { artScreens } from './art-screens.ts'
import { chatScreens } from './chat-screens.ts'
import { findingScreens } from './finding-screens.ts'
import { beforePosts, networkScreens } from './network-screens.ts'
import { meetingScreens, partingScreens } from './people-screens.ts'
import type { Person } from './stage.ts'

export interface Screen {
  readonly name: string
  open(person: Person): Promise<void>
}

/**
 * `owner` has an account, of which whoever looks at the screens becomes the second device; `other` has another one, which
 * is met.
 */
export const screens = (owner: Person, other: Person, account: string): readonly Screen[] => [
  ...beforeAnAccount(owner),
  ...profiles(account),
  ...artScreens(),
  beforePosts,
  ...meetingScreens(other, account),
  ...networkScreens({ other, otherName: 'Bob Okafor', account }),
  ...findingScreens(account, 'Bob Okafor'),
  ...chatScreens({ other, otherName: 'Bob Okafor', ownName: 'Alice Moreau' }),
  ...partingScreens(account),
  ...settings(),
  ...overlays(),
  locked,
]

const beforeAnAccount = (owner: Person): readonly Screen[] => [
  {
    name: 'welcome',
    async open(person) {
      await go(person, '/')
      await untilHeading(person.page, onboardingStrings.welcomeTitle)
    },
  },
  {
    name: 'name',
    async open({ page }) {
      await press(page, onboardingStrings.make)
      await page.getByRole('button', { name: onboardingStrings.addPassphrase }).click()
      await page.getByLabel(onboardingStrings.newPassphrase, { exact: true }).fill('ochre umber')
    },
  },
  {
    name: 'bring',
    async open({ page }) {
      await press(page, onboardingStrings.back)
      await press(page, onboardingStrings.bring)
      await page.getByLabel(onboardingStrings.words, { exact: true }).pressSequentially('abandon qwerty ab')
      await page.getByRole('group', { name: onboardingStrings.suggestionsNow }).waitFor()
    },
  },
  {
    name: 'me',
    async open(person) {
      await typeRecovery(person.page, (await recoveryWordsOf(owner)).join(' '), 'The second')
      await untilOnRelay(person.page)
    },
  },
]

const profiles = (account: string): readonly Screen[] => [
  {
    name: 'edit',
    async open({ page }) {
      await openEditor(page)
      await write(page, editProfile.place, 'Marseille')
      await write(
        page,
        editProfile.bio,
        'I carry a camera where there is little light.\n\nTwelve years on sets.',
      )
      await page.getByLabel('Add a role', { exact: true }).fill('camera op')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await press(page, 'Add a link')
    },
  },
  at('me-written', '/me', 'Twelve years on sets.'),
  at('as-others', '/me/as-others', asOthers.back),
  at('person', `/people/${account}`, 'Bob Okafor'),
  at('person-unknown', `/people/${'A'.repeat(43)}`, personPage.unknownTitle),
  at('discover', '/discover', discover.label),
  at('not-found', '/nowhere', shellStrings.notFoundTitle),
]

const settings = (): readonly Screen[] => [
  {
    name: 'settings',
    async open(person) {
      await go(person, '/settings')
      await person.page.getByRole('link', { name: sectionNames.about }).waitFor()
    },
  },
  ...sectionsInOrder.map(section => at(`settings-${section}`, `/settings/${section}`, sectionNames[section])),
]

const overlays = (): readonly Screen[] => [
  {
    name: 'sync-sheet',
    async open(person) {
      await go(person, '/me')
      await untilOnRelay(person.page)
      await chip(person.page).click()
      await person.page.getByRole('dialog', { name: syncStrings.title }).waitFor()
    },
  },
  {
    name: 'revoke-dialog',
    async open(person) {
      await go(person, '/settings/devices')
      await person.page
        .getByRole('button', { name: new RegExp(`^${identityWords.revoke}`) })
        .first()
        .click()
      await press(person.page, identityWords.cancel)
      await person.page
        .getByRole('button', { name: new RegExp(`^${identityWords.revoke}`) })
        .first()
        .click()
      await person.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'remove-dialog',
    async open(person) {
      await go(person, '/settings/remove')
      await press(person.page, removalWords.open)
      await person.page.getByRole('dialog').waitFor()
    },
  },
]

const locked: Screen = {
  name: 'locked',
  async open(person) {
    await go(person, '/settings/passphrase')
    await press(person.page, passphraseWords.lock)
    await person.page.getByText(onboardingStrings.locked).waitFor()
  },
}

const at = (name: string, path: string, words: string): Screen => ({
  name,
  async open(person) {
    await go(person, path)
    await untilOnRelay(person.page)
    await person.page.locator('main').getByText(words).first().waitFor()
  },
})

const folder = fileURLToPath(new URL('../.artifacts/', import.meta.url))

/** For people to look at after a run. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true })
}
