import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover, personPage } from '../../src/ui/strings/profiles.ts'
import {
  follow,
  go,
  openEditor,
  ownAccount,
  press,
  signUp,
  untilHeading,
  untilOnRelay,
  untilText,
  write,
} from './support/app.ts'
import { setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

test('Bob follows a link to Alice, sees her write, and keeps what he saw when the line is cut', async () => {
  const alice = await stage.enter()
  const bob = await stage.enter({ width: 390, height: 844 })
  await signUp(alice, 'Alice Moreau')
  const account = await ownAccount(alice.page)
  await untilOnRelay(alice.page)

  await go(bob, `/people/${account}`)
  await signUp(bob, 'Bob', undefined, 'Alice Moreau')
  await openEditor(alice.page)
  await write(alice.page, 'Place', 'Marseille')
  await untilText(bob.page, 'Marseille')
  await write(alice.page, 'Name', 'Alice Moreau-Diaz')
  await untilHeading(bob.page, 'Alice Moreau-Diaz')

  await untilOfflineReady(bob.page)
  bob.line.cut()
  await untilText(bob.page, personPage.held)
  await bob.page.reload()
  await untilHeading(bob.page, 'Alice Moreau-Diaz')
  await untilText(bob.page, 'Marseille')
  await untilText(bob.page, personPage.held)

  await write(alice.page, 'Place', 'Toulon')
  bob.line.mend()
  await untilText(bob.page, 'Toulon')
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('an id pasted into Discover leads to its person; a cut one says how much is missing', async () => {
  const alice = await stage.enter()
  const bob = await stage.enter()
  await signUp(alice, 'Alice')
  const account = await ownAccount(alice.page)
  await untilOnRelay(alice.page)
  await signUp(bob, 'Bob')
  await follow(bob.page, 'Discover')
  const field = bob.page.getByLabel(discover.label, { exact: true })
  await field.fill(account.slice(0, 40))
  await press(bob.page, discover.open)
  await untilText(bob.page, discover.errors.wrongLength(40))
  await field.fill(` ${alice.origin}/people/${account} `)
  await press(bob.page, discover.open)
  await untilHeading(bob.page, 'Alice')
  expect(new URL(bob.page.url()).pathname).toBe(`/people/${account}`)
})

test('somebody whom nobody has seen is said to be unknown, not broken', async () => {
  const bob = await stage.enter()
  await signUp(bob, 'Bob')
  await go(bob, `/people/${'A'.repeat(43)}`)
  await untilHeading(bob.page, personPage.unknownTitle)
  await go(bob, '/people/not-an-id')
  await untilHeading(bob.page, personPage.badTitle)
  expect(bob.complaints).toEqual([])
})
