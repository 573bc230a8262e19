import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { getAllChanges } from '../../../../../src/core/documents/automerge.ts'
import { everything } from '../../../../support/hostile-relay.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type LineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit } from './talker.ts'

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

const knows = (device: LineDevice, person: Person, devices: number): boolean =>
  [...(device.book.entryOf(person.account)?.state.devices.values() ?? [])].filter(
    one => one.status === 'active',
  ).length === devices

describe('a new device', () => {
  test('is shown before anything is sealed to it, and reads from then on', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await one.say('before')
    await other.untilTexts('before')
    const phone = await bob.addDevice('Bob 2')
    const third = await sit(phone, seating)
    await until(() => knows(alice.first, bob, 2))
    await one.say('after')
    await third.untilTexts('before', 'after')
    const order = one.news.flatMap(item =>
      item.kind === 'devices'
        ? ['devices']
        : item.kind === 'arrived'
          ? item.arrivals.map(() => 'message')
          : [],
    )
    expect(order).toEqual(['message', 'devices', 'message'])
    expect(one.devices()).toEqual([{ account: bob.account, kind: 'recovered', device: 'Bob 2' }])
  })

  test('gets what was said before from its siblings, by the keychain', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    for (const said of ['one', 'two', 'three']) {
      await one.say(said)
      alice.first.clock.moveOn(25 * 60 * 60_000)
    }
    await other.untilTexts('one', 'two', 'three')
    const phone = await bob.addDevice('Bob 2')
    const third = await sit(phone, seating)
    await third.untilTexts('one', 'two', 'three')
    expect(third.reasons()).toEqual([])
  })

  test('is told what it cannot read while nobody has handed it the key', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    await one.say('to the first device only')
    await until(() => one.onRelay.size === 1)
    const phone = await bob.addDevice('Bob 2')
    const third = await sit(phone, seating)
    await until(() => third.reasons().join() === 'no-key')
    const other = await sit(bob.first, seating)
    await other.untilTexts('to the first device only')
    await third.untilTexts('to the first device only')
    expect(third.reasons()).toEqual([])
    expect(third.shown.size).toBe(1)
  })
})

describe('a device that was taken out', () => {
  test('is shown as gone, and reads nothing that is said after', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const phone = await bob.addDevice('Bob 2')
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    const third = await sit(phone, seating)
    await until(() => knows(alice.first, bob, 2))
    await one.say('to both')
    await third.untilTexts('to both')
    await bob.revoke(phone)
    await until(() => knows(alice.first, bob, 1))
    await one.say('to one')
    await other.untilTexts('to both', 'to one')
    for (const { doc } of alice.first.lines.segmentDocs(seating.conversation)) {
      const replica = alice.first.store.replica(doc)
      if (replica !== null)
        await phone.store.replica(doc)?.receive('copy', everything(getAllChanges(replica.doc())))
    }
    await until(() => third.shown.size === 2)
    expect(third.texts()).toEqual(['to both'])
    expect(third.reasons()).toEqual(['no-key'])
    expect(one.devices().at(-1)).toEqual({ account: bob.account, kind: 'removed-device', device: 'Bob 2' })
  })

  test('takes with it what it had written and nobody had covered', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const phone = await bob.addDevice('Bob 2')
    const one = await sit(alice.first, seating)
    const third = await sit(phone, seating)
    const [id] = await third.say('from the thief')
    await one.untilTexts('from the thief')
    expect(await one.storedTexts()).toEqual(['from the thief'])
    await bob.revoke(phone)
    await one.untilTexts()
    expect(await one.storedTexts()).toEqual([])
    expect(
      one.news.some(item => item.kind === 'gone' && item.ids.some(gone => bytesToHex(gone) === id)),
    ).toBe(true)
  })
})

describe('three devices each', () => {
  test('all have the same conversation, whoever wrote offline', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const devices = [alice.first, bob.first]
    for (const person of [alice, bob]) {
      for (const name of ['second', 'third']) devices.push(await person.addDevice(name))
    }
    const talkers = await Promise.all(devices.map(device => sit(device, seating)))
    await until(() => devices.every(device => knows(device, alice, 3) && knows(device, bob, 3)))
    const said: string[] = []
    for (const [index, talker] of talkers.entries()) {
      if (index % 2 === 0) talker.device.network.cut()
      said.push(`from ${index}`)
      await talker.say(`from ${index}`)
    }
    for (const { network, engine } of devices) {
      network.mend()
      engine.retry()
    }
    for (const talker of talkers) await talker.untilTexts(...said)
    for (const talker of talkers) expect(talker.reasons()).toEqual([])
  })
})
