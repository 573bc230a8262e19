import { beforeEach, describe, expect, test } from 'vitest'
import { audienceGenesis } from '../../../../src/protocol/journal/journal-genesis.ts'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import { done, errorOf } from '../connections/outcomes.ts'
import type { Person } from '../connections/people-world.ts'
import {
  type AudienceWorld,
  audiencesOn,
  createAudienceWorld,
  currentOf,
  foundBy,
  hexOf,
  type Reading,
} from './audience-world.ts'

let world: AudienceWorld
let alice: Person
let bob: Person
let cleo: Person
let alices: Reading
let bobs: Reading
let cleos: Reading

beforeEach(async () => {
  world = await createAudienceWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
  cleo = await world.person('Cleo')
  await world.settle()
  alices = await audiencesOn(alice.first)
  bobs = await audiencesOn(bob.first)
  cleos = await audiencesOn(cleo.first)
})

/** As if they were, to whoever looks only at their own list. */
const connectedWith = (one: Person, other: Person): ReturnType<Reading['deps']['people']> => ({
  ...one.first.people,
  contactOf: () => ({
    account: other.account,
    state: 'connected',
    sinceMs: 0,
    name: '',
    verified: 'no',
    confirmed: true,
    room: null,
  }),
})

describe('a secret', () => {
  test('is held by whom one is connected to, and by nobody else', async () => {
    await world.connect(alice, bob)
    const key = await currentOf(alices)
    await world.settle()
    expect(key.generation).toBe(1)
    expect(hexOf(await foundBy(world, bobs, alice.account, key))).toBe(hexOf(key))
    const prying = await audiencesOn(cleo.first, { people: () => connectedWith(cleo, alice) })
    for (const stranger of [cleos, prying]) {
      expect(await foundBy(world, stranger, alice.account, key)).toBeNull()
      expect(stranger.audiences.held(alice.account)).toEqual([])
    }
    expect(cleo.first.store.opened().some(({ genesis }) => genesis.kind === 'audience')).toBe(true)
    expect(bobs.news).toEqual([alice.account])
  })

  test('stays the same while nobody comes and nobody goes', async () => {
    await world.connect(alice, bob)
    const first = await currentOf(alices)
    const again = await currentOf(alices)
    expect([again.generation, again.id]).toEqual([first.generation, first.id])
    const document = alice.first.store.replica(docIdOf(audienceGenesis(alice.account, 1)))
    const heads = document?.heads()
    await world.tend()
    await currentOf(alices)
    expect(document?.heads()).toEqual(heads)
  })

  test('is let known to who is connected later, without anything new being said, and so are those before it', async () => {
    await world.connect(alice, bob)
    const first = await currentOf(alices)
    await done(alice.first.people.remove(bob.text))
    const second = await currentOf(alices)
    await world.settle()
    expect(second.generation).toBe(2)
    await world.connect(alice, cleo)
    await world.tend()
    expect(hexOf(await foundBy(world, cleos, alice.account, second))).toBe(hexOf(second))
    expect(hexOf(await foundBy(world, cleos, alice.account, first))).toBe(hexOf(first))
  })

  test('is renewed when somebody was removed, who keeps what they had and gets nothing new', async () => {
    await world.connect(alice, bob)
    await world.connect(alice, cleo)
    const first = await currentOf(alices)
    await world.settle()
    await foundBy(world, bobs, alice.account, first)
    await done(alice.first.people.remove(bob.text))
    const second = await currentOf(alices)
    await world.tend()
    expect(second.generation).toBe(2)
    expect(await foundBy(world, bobs, alice.account, second)).toBeNull()
    expect(bobs.audiences.held(alice.account).map(hexOf)).toEqual([hexOf(first)])
    expect(hexOf(await foundBy(world, cleos, alice.account, second))).toBe(hexOf(second))
  })

  test('is renewed once for a removal, not again at every word', async () => {
    await world.connect(alice, bob)
    await currentOf(alices)
    await done(alice.first.people.block(bob.text))
    const generations = [await currentOf(alices), await currentOf(alices)].map(({ generation }) => generation)
    expect(generations).toEqual([2, 2])
  })

  test('is renewed when a reader has a new account key, which the old one does not open', async () => {
    await world.connect(alice, bob)
    const second = await bob.addDevice('lost phone')
    await currentOf(alices)
    await bob.revoke(second)
    await world.settle()
    const renewed = await currentOf(alices)
    await world.settle()
    expect(renewed.generation).toBe(2)
    expect(hexOf(await foundBy(world, bobs, alice.account, renewed))).toBe(hexOf(renewed))
    const lost = await audiencesOn(second)
    expect(await foundBy(world, lost, alice.account, renewed)).toBeNull()
  })

  test('is kept on the device, and there after a restart without a line', async () => {
    await world.connect(alice, bob)
    const key = await currentOf(alices)
    await world.settle()
    await foundBy(world, bobs, alice.account, key)
    bobs.audiences.close()
    const again = await audiencesOn(await bob.first.restart())
    expect(hexOf(again.audiences.find(alice.account, key.generation, key.id))).toBe(hexOf(key))
  })

  test('is the newest that somebody has, before one says something about what is theirs', async () => {
    await world.connect(alice, bob)
    await currentOf(alices)
    await world.connect(alice, cleo)
    await done(alice.first.people.remove(cleo.text))
    const newest = await currentOf(alices)
    await world.settle()
    await bobs.profiles.state(alice.text)
    await world.settle()
    const asked = bobs.audiences.newest(alice.account)
    await world.settle()
    expect(hexOf(await asked)).toBe(hexOf(newest))
    const byCleo = cleos.audiences.newest(alice.account)
    await world.settle()
    expect((await byCleo)?.generation).not.toBe(newest.generation)
  })

  test('is not made while a device that was taken out still has the newest account secret', async () => {
    await world.connect(alice, bob)
    await alice.addDevice('old phone')
    await alice.reset()
    expect(await errorOf(alices.audiences.current())).toEqual({
      type: 'not-allowed',
      reason: 'history-arriving',
    })
  })

  test('is not made by a device that was taken out, nor read by it', async () => {
    await world.connect(alice, bob)
    const phone = await alice.addDevice('old phone')
    const phones = await audiencesOn(phone)
    const before = await currentOf(alices)
    await world.settle()
    expect(hexOf(await foundBy(world, phones, alice.account, before))).toBe(hexOf(before))
    await alice.revoke(phone)
    const after = await currentOf(alices)
    await world.settle()
    expect(after.generation).toBe(before.generation + 1)
    expect(await foundBy(world, phones, alice.account, after)).toBeNull()
    expect(await errorOf(phones.audiences.current())).toEqual({
      type: 'not-allowed',
      reason: 'device-revoked',
    })
    expect(hexOf(await foundBy(world, bobs, alice.account, after))).toBe(hexOf(after))
  })
})

test('one’s own secrets go to a relay that has none of them, also those from before a restart', async () => {
  await world.connect(alice, bob)
  await world.connect(alice, cleo)
  alice.first.line.goOffline()
  const first = await currentOf(alices)
  await done(alice.first.people.remove(bob.text))
  const second = await currentOf(alices)
  alices.audiences.close()
  const restarted = await alice.first.restart()
  await audiencesOn(restarted)
  await world.tend()
  await restarted.line.goOnline()
  await world.tend()
  expect(hexOf(await foundBy(world, cleos, alice.account, first))).toBe(hexOf(first))
  expect(hexOf(await foundBy(world, cleos, alice.account, second))).toBe(hexOf(second))
  const documents = [1, 2].map(generation => docIdOf(audienceGenesis(alice.account, generation)))
  expect(documents.map(id => restarted.line.engine.isAcknowledged(id))).toEqual([true, true])
})

describe('two devices of one person', () => {
  test('hold each other’s secrets, and go on with the same', async () => {
    await world.connect(alice, bob)
    const laptop = await audiencesOn(await alice.addDevice('laptop'))
    await world.settle()
    const key = await currentOf(alices)
    await world.settle()
    const asked = currentOf(laptop)
    await world.settle()
    const same = await asked
    expect([same.generation, hexOf(same)]).toEqual([1, hexOf(key)])
  })

  test('that make the same generation at once hold both, and so do their readers, early and late', async () => {
    await world.connect(alice, bob)
    const laptop = await audiencesOn(await alice.addDevice('laptop'))
    await world.tend()
    alice.first.line.goOffline()
    laptop.device.line.goOffline()
    const [one, other] = [await currentOf(alices), await currentOf(laptop)]
    expect([one.generation, other.generation]).toEqual([1, 1])
    expect(one.id).not.toBe(other.id)
    await alice.first.line.goOnline()
    await laptop.device.line.goOnline()
    await world.tend()
    for (const key of [one, other]) {
      for (const reading of [alices, laptop, bobs]) {
        expect(hexOf(await foundBy(world, reading, alice.account, key))).toBe(hexOf(key))
      }
    }
    expect((await currentOf(alices)).id).toBe((await currentOf(laptop)).id)
    await world.connect(alice, cleo)
    await world.tend()
    for (const key of [one, other]) {
      expect(hexOf(await foundBy(world, cleos, alice.account, key))).toBe(hexOf(key))
    }
    await done(alice.first.people.remove(bob.text))
    const next = await currentOf(alices)
    await world.settle()
    expect(next.generation).toBe(2)
    expect(hexOf(await foundBy(world, cleos, alice.account, next))).toBe(hexOf(next))
    expect(await foundBy(world, bobs, alice.account, next)).toBeNull()
  })

  test('of which one made a secret late lose none of it for who comes later', async () => {
    const laptop = await audiencesOn(await alice.addDevice('laptop'))
    await world.connect(alice, bob)
    await world.tend()
    laptop.device.line.goOffline()
    const late = await currentOf(laptop)
    await currentOf(alices)
    await done(alice.first.people.remove(bob.text))
    const newest = await currentOf(alices)
    await world.settle()
    expect([late.generation, newest.generation]).toEqual([1, 2])
    await laptop.device.line.goOnline()
    await world.tend()
    await world.tend()
    await world.connect(alice, cleo)
    await world.tend()
    expect(hexOf(await foundBy(world, cleos, alice.account, newest))).toBe(hexOf(newest))
    expect(hexOf(await foundBy(world, cleos, alice.account, late))).toBe(hexOf(late))
  })
})
