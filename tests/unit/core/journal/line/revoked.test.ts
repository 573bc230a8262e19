/** What a device wrote that was taken out since. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { until } from '../../chat/line/outcomes.ts'
import { createJournalWorld, type JournalWorld } from './journal-world.ts'

let world: JournalWorld
beforeEach(async () => {
  world = await createJournalWorld()
})
afterEach(() => world.close())

test('is gone for readers too who had read it and keep nothing of it open', async () => {
  const [alice, bob] = [await world.writer('Alice'), await world.writer('Bob')]
  const laptop = await world.anotherDevice(alice, 'Laptop')
  const stolen = await laptop.post('by a thief')
  await laptop.untilOnRelay()
  bob.line.keep([alice.account])
  await bob.untilHeard('by a thief')
  await until(() => !bob.isOpen(alice.account, 0))
  await alice.person.revoke(laptop.device)
  const gone = () => bob.news.flatMap(news => news.gone.map(bytesToHex))
  await until(() => gone().length > 0)
  expect(gone()).toEqual([bytesToHex(stolen.id)])
})
