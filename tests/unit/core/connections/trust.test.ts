import { beforeEach, describe, expect, test } from 'vitest'
import { itemToEntry } from '../../../../src/core/connections/contact-codec.ts'
import { done, errorOf } from './outcomes.ts'
import type { PeopleDevice } from './people-device.ts'
import { createPeopleWorld, type PeopleWorld, type Person } from './people-world.ts'

let world: PeopleWorld
let alice: Person
let bob: Person

const shown = async (device: PeopleDevice): Promise<string> => (await done(device.people.showCode(null))).text
const kindsOf = async (): Promise<readonly string[]> =>
  (await alice.first.person(bob)).changes.map(({ kind, device }) => `${kind} ${device}`.trim())

beforeEach(async () => {
  world = await createPeopleWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
  await done(alice.first.people.scanCode(await shown(bob.first)))
  await world.settle()
})

describe('the safety number', () => {
  test('is the same on both sides, and another with everybody else', async () => {
    const { safetyNumber } = await alice.first.person(bob)
    expect(safetyNumber).toHaveLength(12)
    expect((await bob.first.person(alice)).safetyNumber).toEqual(safetyNumber)
    const carol = await world.person('Carol')
    expect((await alice.first.person(carol)).safetyNumber).not.toEqual(safetyNumber)
    expect((await alice.first.person(alice)).safetyNumber).toEqual([])
  })

  test('compares however it is grouped or written', async () => {
    await done(alice.first.people.compare(bob.text, null))
    expect((await alice.first.person(bob)).verified).toBe('no')
    const { safetyNumber } = await bob.first.person(alice)
    const spellings = [
      safetyNumber.join(' '),
      safetyNumber.join(''),
      `  ${safetyNumber.join('-\n')} `,
      safetyNumber.join('').replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit))),
    ]
    for (const spelling of spellings) {
      expect(await done(alice.first.people.compare(bob.text, spelling))).toEqual({ same: true })
      expect((await alice.first.person(bob)).verified).toBe('compared')
      await done(alice.first.people.compare(bob.text, null))
    }
  })

  test('that differs by a digit is not the same, and changes nothing', async () => {
    const digits = (await bob.first.person(alice)).safetyNumber.join('')
    const other = digits.startsWith('0') ? `1${digits.slice(1)}` : `0${digits.slice(1)}`
    for (const wrong of [other, digits.slice(1), `${digits} 1`.slice(2)]) {
      expect(await done(alice.first.people.compare(bob.text, wrong))).toEqual({ same: false })
    }
    expect((await alice.first.person(bob)).verified).toBe('in-person')
    expect(await errorOf(alice.first.people.compare(bob.text, ' — '))).toMatchObject({
      field: 'digits',
      reason: 'empty',
    })
    expect(await errorOf(alice.first.people.compare(bob.text, '1'.repeat(61)))).toMatchObject({
      field: 'digits',
      reason: 'too-long',
    })
    expect(await errorOf(alice.first.people.compare(alice.text, digits))).toEqual({
      type: 'cannot-connect',
      reason: 'self',
    })
  })

  test('is taken as compared on a person’s word, and having met is worth more', async () => {
    await done(alice.first.people.confirm(bob.text))
    expect((await alice.first.person(bob)).verified).toBe('in-person')
    await done(alice.first.people.compare(bob.text, null))
    await done(alice.first.people.confirm(bob.text))
    expect((await alice.first.person(bob)).verified).toBe('compared')
  })
})

describe('a change', () => {
  test('is none while everything is as one knew it', async () => {
    expect(await kindsOf()).toEqual([])
    expect(alice.first.people.changesOf(bob.account)).toEqual([])
  })

  test('of a device that the words added is said until one acknowledged it', async () => {
    await bob.addDevice('Tablet')
    await world.settle()
    expect(await kindsOf()).toEqual(['recovered Tablet'])
    expect((await alice.first.people.people()).connections).toMatchObject([{ hasChanges: true }])
    await done(alice.first.people.acknowledge(bob.text))
    expect(await kindsOf()).toEqual([])
    expect((await alice.first.person(bob)).verified).toBe('in-person')
  })

  test('of a device that is gone is said', async () => {
    const tablet = await bob.addDevice('Tablet')
    await done(alice.first.people.acknowledge(bob.text))
    await bob.revoke(tablet)
    await world.settle()
    expect(await kindsOf()).toEqual(['removed-device Tablet'])
  })

  test('of a device that another device added is a new device', async () => {
    await bob.addDeviceByFirst('Laptop')
    await world.settle()
    expect(await kindsOf()).toEqual(['new-device Laptop'])
  })

  test('of their whole identity takes back that they were verified, for good', async () => {
    await bob.reset()
    await world.settle()
    expect(await kindsOf()).toEqual(["recovered Bob's first"])
    expect((await alice.first.person(bob)).verified).toBe('no')
    // Also for a device of hers that does not have his chain yet.
    const kept = [...alice.first.deps.people.entries().values()].map(itemToEntry)
    expect(kept).toMatchObject([{ trust: { verified: 'no' } }])
    await done(alice.first.people.acknowledge(bob.text))
    expect((await alice.first.person(bob)).verified).toBe('no')
    await done(alice.first.people.confirm(bob.text))
    expect((await alice.first.person(bob)).verified).toBe('compared')
  })

  test('made after a code was shown is said, though the chain was never here before', async () => {
    const carol = await world.person('Carol', false)
    await done(alice.first.people.scanCode(await shown(carol.first)))
    await carol.addDevice('Tablet')
    await carol.first.line.goOnline()
    await world.settle()
    expect((await alice.first.person(carol)).changes).toMatchObject([{ kind: 'recovered', device: 'Tablet' }])
    expect((await alice.first.person(carol)).verified).toBe('in-person')
  })

  test('is acknowledged on all of one’s devices', async () => {
    const second = await alice.addDevice('Second')
    await bob.addDevice('Tablet')
    await world.settle()
    expect((await second.person(bob)).changes).toHaveLength(1)
    await done(alice.first.people.acknowledge(bob.text))
    await world.settle()
    expect((await second.person(bob)).changes).toEqual([])
    expect((await second.person(bob)).verified).toBe('in-person')
  })
})

describe('an older chain than was seen', () => {
  test('is not current, so that nothing new is encrypted to them', async () => {
    await bob.addDevice('Tablet')
    await world.settle()
    const second = await alice.addDevice('Second')
    await world.settle()
    expect(second.people.isChainCurrent(bob.account)).toBe(true)
    const older = await bob.first.deps.book.evaluate(
      bob.account,
      (bob.first.deps.book.entryOf(bob.account)?.records ?? []).slice(0, 4),
    )
    if (older === null) throw new Error('the older chain cannot be read')
    await second.deps.book.learn(bob.account, older.records)
    expect(second.people.isChainCurrent(bob.account)).toBe(false)
    expect(await second.person(bob)).toMatchObject({ reachable: false, changes: [] })
    expect(await errorOf(second.people.request(bob.text, ''))).toEqual({
      type: 'cannot-connect',
      reason: 'already',
    })
    await done(second.people.remove(bob.text))
    expect(await errorOf(second.people.request(bob.text, ''))).toEqual({
      type: 'cannot-connect',
      reason: 'unknown-keys',
    })
  })
})

describe('names', () => {
  test('follow the profile, and stay when it is not here', async () => {
    await bob.first.rename('Robert')
    await world.settle()
    expect((await alice.first.person(bob)).name).toBe('Robert')
    const again = await alice.first.restart()
    expect(again.people.contactOf(bob.account)?.name).toBe('Robert')
  })

  test('that look like a connection’s are pointed out', async () => {
    const twin = await world.person('Воb')
    await errorOf(twin.first.people.request(alice.text, ''))
    await world.settle()
    await done(twin.first.people.request(alice.text, ''))
    await world.settle()
    expect((await alice.first.person(twin)).lookalikes).toEqual([{ account: bob.text, name: 'Bob' }])
    const { received, connections } = await alice.first.people.people()
    expect(received).toMatchObject([{ isLookalike: true }])
    expect(connections).toMatchObject([{ isLookalike: false }])
    await done(alice.first.people.accept(twin.text))
    expect((await alice.first.people.people()).connections).toMatchObject([
      { isLookalike: true },
      { isLookalike: true },
    ])
  })
})
