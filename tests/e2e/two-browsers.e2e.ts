import { afterAll, beforeAll, expect, test } from 'vitest'
import { alternativeWords } from '../../src/ui/strings/profiles.ts'
import { identityWords } from '../../src/ui/strings/settings.ts'
import { shellStrings } from '../../src/ui/strings/shell.ts'
import {
  bringByWords,
  go,
  openEditor,
  recoveryWordsOf,
  signUp,
  untilChip,
  untilField,
  untilHeading,
  untilOnRelay,
  untilText,
  write,
} from './support/app.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

/** As people type from paper: capitals, stray spaces, line breaks. */
const asTyped = (words: readonly string[]): string =>
  `  ${words.map((word, at) => (at % 2 === 0 ? word.toUpperCase() : word)).join(' \n ')} `

test('one account in two browsers, by its words: both write, both read, and one is revoked', async () => {
  const desk = await stage.enter()
  const laptop = await stage.enter()
  await signUp(desk, 'Ana Ferreira')
  await untilOnRelay(desk.page)
  const words = await recoveryWordsOf(desk)
  expect(words).toHaveLength(12)

  await bringByWords(laptop, asTyped(words), 'Studio laptop')
  await untilHeading(laptop.page, 'Ana Ferreira')

  await go(desk, '/me')
  await openEditor(desk.page)
  await openEditor(laptop.page)
  await write(desk.page, 'Place', 'Lisbon')
  await write(laptop.page, 'About you', 'Documentary camera.')
  await untilField(laptop.page, 'Place', 'Lisbon')
  await untilField(desk.page, 'About you', 'Documentary camera.')

  await go(desk, '/settings/devices')
  const devices = desk.page.getByRole('listitem').filter({ hasText: 'Added' })
  await expect.poll(() => devices.count()).toBe(2)
  await devices.filter({ hasText: 'Studio laptop' }).getByRole('button').click()
  await desk.page.getByRole('button', { name: identityWords.dialogConfirm }).click()
  await devices.filter({ hasText: 'Studio laptop' }).filter({ hasText: identityWords.revokedState }).waitFor()

  await untilText(laptop.page, shellStrings.revoked)
  await untilChip(laptop.page, 'Needs you')
  await go(laptop, '/settings/devices')
  await untilText(laptop.page, identityWords.thisIsRevoked)
  expect([...desk.complaints, ...laptop.complaints]).toEqual([])
})

const otherValue = new RegExp(['Lagos', 'Accra'].map(alternativeWords.wrote).join('|').replaceAll('.', '\\.'))

test('the same short field written on both while apart keeps one value and offers the other', async () => {
  const desk = await stage.enter()
  const laptop = await stage.enter()
  await signUp(desk, 'Ben Okafor')
  await untilOnRelay(desk.page)
  await bringByWords(laptop, (await recoveryWordsOf(desk)).join(' '), 'Laptop')
  await untilHeading(laptop.page, 'Ben Okafor')
  await go(desk, '/me/edit')
  await openEditor(laptop.page)
  await untilOnRelay(laptop.page)

  for (const { line } of [desk, laptop]) line.cut()
  await write(desk.page, 'Place', 'Lagos')
  await write(laptop.page, 'Place', 'Accra')
  for (const { line } of [desk, laptop]) line.mend()

  for (const { page } of [desk, laptop]) {
    // While the cursor is in a field, nothing that arrives replaces its text.
    await page.getByLabel('Place', { exact: true }).blur()
    await untilOnRelay(page)
    await untilText(page, otherValue)
  }
  const kept = await desk.page.getByLabel('Place', { exact: true }).inputValue()
  await untilField(laptop.page, 'Place', kept)
  const other = kept === 'Lagos' ? 'Accra' : 'Lagos'
  await desk.page.getByRole('button', { name: alternativeWords.use, exact: true }).click()
  await untilField(laptop.page, 'Place', other)
  await untilField(desk.page, 'Place', other)
  expect([...desk.complaints, ...laptop.complaints]).toEqual([])
})
