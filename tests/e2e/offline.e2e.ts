import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  go,
  listenToChip,
  onRelay,
  openEditor,
  signUp,
  untilChip,
  untilField,
  untilHeading,
  untilOnRelay,
  untilText,
  write,
} from './support/app.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const cut = async ({ line, context }: Person): Promise<void> => {
  line.cut()
  await context.setOffline(true)
}
const mend = async ({ line, context }: Person): Promise<void> => {
  line.mend()
  await context.setOffline(false)
}

test('after one visit, a profile is made, written and reloaded on deep links without a network', async () => {
  const ana = await stage.enter()
  const said = await listenToChip(ana)
  await go(ana, '/')
  await untilOfflineReady(ana.page)
  await cut(ana)
  await ana.page.reload()

  await signUp(ana, 'Ana Ferreira')
  await untilChip(ana.page, /waiting|all saved here|connecting/)
  await openEditor(ana.page)
  await write(ana.page, 'Place', 'Lisbon')
  await write(ana.page, 'About you', 'I carry a camera where there is little light.')

  await go(ana, '/me/edit')
  await untilField(ana.page, 'Place', 'Lisbon')
  await go(ana, '/settings/relay')
  await untilHeading(ana.page, 'Relay')
  await go(ana, '/me')
  await untilHeading(ana.page, 'Ana Ferreira')
  await untilText(ana.page, 'I carry a camera where there is little light.')
  await untilText(ana.page, 'Only on this device')
  await untilChip(ana.page, 'Saved here, 2 waiting')
  expect(said).not.toContain(onRelay)

  await mend(ana)
  await untilOnRelay(ana.page)
  await untilText(ana.page, 'On the relay')
  expect(ana.complaints).toEqual([])
})

test('a line that breaks later is said, and so is its return', async () => {
  const ben = await stage.enter()
  await signUp(ben, 'Ben')
  await untilOfflineReady(ben.page)
  await untilOnRelay(ben.page)
  ben.line.cut()
  await untilChip(ben.page, 'Offline, all saved here')
  await openEditor(ben.page)
  await write(ben.page, 'Place', 'Porto')
  await untilChip(ben.page, 'Saved here, 1 waiting')
  ben.line.mend()
  await untilOnRelay(ben.page)
  expect(ben.complaints).toEqual([])
})
