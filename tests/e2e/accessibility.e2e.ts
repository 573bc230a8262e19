import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sectionNames } from '../../src/ui/strings/settings.ts'
import { accessibilityProblems, headingProblems, targetProblems } from './support/accessibility.ts'
import { ownAccount, signUp, untilOnRelay } from './support/app.ts'
import { keepPicture, type Screen, screens } from './support/screens.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const screensOfAnOwner = async (): Promise<readonly Screen[]> => {
  const alice = await stage.enter()
  await signUp(alice, 'Alice Moreau')
  const bob = await stage.enter()
  await signUp(bob, 'Bob Okafor')
  await untilOnRelay(bob.page)
  return screens(alice, bob, await ownAccount(bob.page))
}

/** Every screen of the app, one after another. */
const visitMs = 400_000

const looks = [
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 1280, height: 860, colorScheme: 'dark' },
] as const

describe.each(looks)('at $width px, $colorScheme', look => {
  test(
    'every screen is free of what axe can find, with one heading and targets one can hit',
    async () => {
      const ana = await stage.enter(look)
      const problems: string[] = []
      for (const { name, open } of await screensOfAnOwner()) {
        await open(ana)
        await keepPicture(ana.page, `${name}-${look.width}-${look.colorScheme}`)
        problems.push(
          ...(await accessibilityProblems(ana.page, name)),
          ...(await headingProblems(ana.page, name)),
          ...(await targetProblems(ana.page, name)),
        )
      }
      expect(problems).toEqual([])
      expect(ana.complaints).toEqual([])
    },
    visitMs,
  )
})

test(
  'nothing scrolls sideways at 320 px',
  async () => {
    const ana = await stage.enter({ width: 320, height: 640 })
    const tooWide: string[] = []
    for (const { name, open } of await screensOfAnOwner()) {
      await open(ana)
      const width = await ana.page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 320) tooWide.push(`${name}: ${width} px`)
    }
    expect(tooWide).toEqual([])
  },
  visitMs,
)

test('going somewhere names the tab and moves the focus to the new heading', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana')
  const { page } = ana
  for (const [link, heading] of [
    ['Discover', 'Discover'],
    ['Settings', sectionNames.devices],
    ['Me', 'Ana'],
    ['Edit', 'Edit my profile'],
  ] as const) {
    await page.getByRole('link', { name: link, exact: true }).first().click()
    await page.locator('h1:focus').filter({ hasText: heading }).waitFor()
    expect(await page.title()).toMatch(/ · Gesso$/)
  }
})
