import { afterAll, beforeAll, expect, test } from 'vitest'
import { shellStrings } from '../../src/ui/strings/shell.ts'
import { openEditor, signUp, untilField, untilHeading, untilText, write } from './support/app.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

test('two tabs share one core: what is written in one stands in the other', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana')
  const second = await ana.context.newPage()
  await second.goto(`${ana.origin}/me/edit`)
  await openEditor(ana.page)
  await write(ana.page, 'Place', 'Braga')
  await untilField(second, 'Place', 'Braga')
  await write(second, 'About you', 'Written in the second tab.')
  await untilField(ana.page, 'About you', 'Written in the second tab.')
  expect(ana.complaints).toEqual([])
})

test('a tab closed as soon as it says saved has lost nothing', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana')
  let page = ana.page
  for (const place of ['Faro', 'Évora', 'Sintra', 'Coimbra', 'Aveiro']) {
    await page.goto(`${ana.origin}/me/edit`)
    await write(page, 'Place', place)
    await page.close()
    page = await ana.context.newPage()
    await page.goto(`${ana.origin}/me`)
    await untilText(page, place)
  }
  expect(ana.complaints).toEqual([])
})

test('where workers cannot be shared one tab works, and the next waits until the first is closed', async () => {
  const ana = await stage.enter()
  await ana.context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'))
  await signUp(ana, 'Ana')
  await openEditor(ana.page)
  await write(ana.page, 'Place', 'Braga')

  const second = await ana.context.newPage()
  await second.goto(`${ana.origin}/me`)
  await untilHeading(second, shellStrings.elsewhereTitle)
  await ana.page.close()
  await untilHeading(second, 'Ana')
  await untilText(second, 'Braga')
  expect(ana.complaints).toEqual([])
})
