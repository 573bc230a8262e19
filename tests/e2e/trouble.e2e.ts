import { afterAll, beforeAll, expect, test } from 'vitest'
import { coreErrorWords, storageWords } from '../../src/ui/strings/errors.ts'
import { onboardingStrings } from '../../src/ui/strings/onboarding.ts'
import { passphraseWords, sectionNames } from '../../src/ui/strings/settings.ts'
import { shellStrings } from '../../src/ui/strings/shell.ts'
import {
  bringByWords,
  follow,
  go,
  press,
  recoveryWordsOf,
  signUp,
  untilHeading,
  untilOnRelay,
  untilText,
} from './support/app.ts'
import { type Person, setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

/** What no screen may show: names of errors, stacks, codes, objects turned into text. */
const raw = /\b(?:Error|Exception|undefined|NaN|null)\b|\[object|at \w+ \(|\bwasm\b|vault-corrupt/

const expectNothingRaw = async ({ page }: Person): Promise<void> => {
  expect(await page.evaluate(() => document.body.innerText)).not.toMatch(raw)
}

/** Overwrites everything the app keeps under its values, the vault among them. */
const spoilVault = ({ page }: Person): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('gesso-values')
        opening.onerror = () => reject(new Error('the database did not open'))
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('entries', 'readwrite')
          const entries = transaction.objectStore('entries')
          const listing = entries.getAllKeys()
          listing.onsuccess = () => {
            for (const key of listing.result) entries.put(new Uint8Array(64).fill(7), key)
          }
          transaction.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )

test('a damaged vault is said calmly, and the words bring the profile back', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana')
  await untilOnRelay(ana.page)
  const words = await recoveryWordsOf(ana)
  await spoilVault(ana)
  // The last tab takes the shared core with it, so the next one reads from the disk.
  await ana.page.goto('about:blank')
  await go(ana, '/me')
  await untilHeading(ana.page, shellStrings.brokenTitle)
  await untilText(ana.page, storageWords('vault-corrupt').what)
  await expectNothingRaw(ana)

  await press(ana.page, shellStrings.bringBack)
  await press(ana.page, shellStrings.bringBackConfirm)
  await untilHeading(ana.page, onboardingStrings.welcomeTitle)
  await bringByWords(ana, words.join(' '), 'The same browser')
  await untilHeading(ana.page, 'Ana')
})

test('a wrong passphrase says so, and the right one opens', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana', 'ochre umber sienna 44')
  await follow(ana.page, 'Settings')
  await follow(ana.page, sectionNames.passphrase)
  await press(ana.page, passphraseWords.lock)
  await untilHeading(ana.page, 'Ana')
  const field = ana.page.getByLabel(onboardingStrings.passphrase, { exact: true })
  await field.fill('ochre umber sienna 45')
  await press(ana.page, onboardingStrings.unlock)
  await untilText(ana.page, coreErrorWords({ type: 'wrong-passphrase' }).what)
  await expectNothingRaw(ana)
  await field.fill('ochre umber sienna 44')
  await press(ana.page, onboardingStrings.unlock)
  await untilHeading(ana.page, sectionNames.passphrase)
  expect(ana.complaints).toEqual([])
})

test('recovery words that are none are named by their place, before anything is asked of the relay', async () => {
  const ana = await stage.enter()
  const typed = 'abandon ability qwerty about above absent absorb abstract absurd abuse acess accident'
  await bringByWords(ana, typed, 'Anything')
  await untilText(ana.page, coreErrorWords({ type: 'words-unknown', positions: [3, 11] }).what)
  const field = ana.page.getByLabel(onboardingStrings.words, { exact: true })
  await field.fill('abandon ability able')
  await press(ana.page, onboardingStrings.bringFinish)
  await untilText(ana.page, coreErrorWords({ type: 'words-count', count: 3 }).what)
  await field.fill('abandon '.repeat(12))
  await press(ana.page, onboardingStrings.bringFinish)
  await untilText(ana.page, coreErrorWords({ type: 'words-checksum' }).what)
  await field.fill(`${'abandon '.repeat(11)}about`)
  await press(ana.page, onboardingStrings.bringFinish)
  await untilText(ana.page, coreErrorWords({ type: 'account-unknown-to-relay' }).what)
  ana.line.cut()
  await press(ana.page, onboardingStrings.bringFinish)
  // The relay is given twenty seconds to answer.
  await ana.page.getByText(coreErrorWords({ type: 'relay-unreachable' }).what).waitFor({ timeout: 60_000 })
  await expectNothingRaw(ana)
  expect(ana.complaints).toEqual([])
})

test.each([
  ['of one letter', 'X'],
  ['of signs', '🎬🎨'],
  ['from right to left', 'ليلى حداد'],
  ['of 200 characters', 'Ñ'.repeat(200)],
])('a name %s is a name; spaces alone are not', async (_kind, name) => {
  const someone = await stage.enter({ width: 390, height: 844 })
  await go(someone, '/')
  await press(someone.page, onboardingStrings.make)
  const field = someone.page.getByLabel(onboardingStrings.name, { exact: true })
  await field.fill('   ')
  await press(someone.page, onboardingStrings.finish)
  await untilText(someone.page, 'The name is empty')
  await field.fill(name)
  await someone.page.reload()
  expect(await field.inputValue()).toBe(name)
  await press(someone.page, onboardingStrings.finish)
  await untilHeading(someone.page, name)
  await expectNothingRaw(someone)
  expect(someone.complaints).toEqual([])
})
