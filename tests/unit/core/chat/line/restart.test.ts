import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type LineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit, text } from './talker.ts'

beforeAll(loadAutomerge)

let world: LineWorld
let alice: Person & { readonly first: LineDevice }
let bob: Person & { readonly first: LineDevice }
beforeEach(async () => {
  world = await createLineWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
})
afterEach(() => world.close())

describe('a program that starts again', () => {
  test('tells nothing twice, and goes on under the same epoch in a chain of its own', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await other.untilTexts('hello')
    await other.say('hi')
    await one.untilTexts('hello', 'hi')
    const again = await sit(await alice.first.restart(), seating)
    await again.say('still here')
    await other.untilTexts('hello', 'hi', 'still here')
    expect(again.texts()).toEqual(['still here'])
    expect(await again.storedTexts()).toEqual(['hello', 'hi', 'still here'])
    const headers = [...other.shown.values()].map(({ header }) => header)
    const [first, , last] = headers
    expect(last?.epoch).toEqual(first?.epoch)
    expect(last?.chain).not.toEqual(first?.chain)
    expect(last?.n).toBe(0)
  })

  test('finds what was in the document and not in its rows', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await other.untilTexts('hello')
    bob.first.rowStorage.failWith('full')
    await one.say('while the disk was full')
    const segment = bob.first.lines
      .segmentDocs(seating.conversation)
      .find(({ owner }) => owner !== bob.account)
    const replica = bob.first.store.replica(segment?.doc ?? '')
    await until(
      () =>
        replica?.heads().join() ===
        alice.first.store
          .replica(segment?.doc ?? '')
          ?.heads()
          .join(),
    )
    expect(other.texts()).toEqual(['hello'])
    bob.first.rowStorage.failWith(null)
    const again = await sit(await bob.first.restart(), seating)
    await until(async () => (await again.storedTexts()).length === 2)
    expect(again.texts()).toEqual(['while the disk was full'])
  })

  test('tells of it by itself once there is room again', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await other.untilTexts('hello')
    bob.first.rowStorage.failWith('full')
    await one.say('while the disk was full')
    await other.line.send([text('into a full disk')])
    bob.first.rowStorage.failWith(null)
    const said = ['hello', 'into a full disk', 'while the disk was full']
    await other.untilTexts(...said)
    expect(await other.storedTexts()).toEqual(said)
  })

  test('makes rows that were lost again from the documents', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await other.untilTexts('hello')
    await bob.first.rowStorage.clear()
    const again = await sit(await bob.first.restart(), seating)
    await again.untilTexts('hello')
    expect(again.reasons()).toEqual([])
  })
})

describe('a device that was copied, with all it held', () => {
  test('shows by its numbers only where both copies took the same ones', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await other.untilTexts('hello')
    const copy = await sit(await alice.first.restart(), seating)
    await copy.say('from the copy')
    await one.say('from the first')
    await until(() => other.shown.size === 2)
    expect(other.reasons()).toEqual([])
  })
})
