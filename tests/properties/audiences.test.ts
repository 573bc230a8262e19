/** Whoever comes and goes in whatever order: what is said opens for exactly those who are connected then, or later. */
import { describe, expect, it } from 'vitest'
import type { AudienceKey } from '../../src/core/audiences/audience-types.ts'
import {
  audiencesOn,
  createAudienceWorld,
  currentOf,
  foundBy,
  hexOf,
  type Reading,
} from '../unit/core/audiences/audience-world.ts'
import { done } from '../unit/core/connections/outcomes.ts'
import type { Person } from '../unit/core/connections/people-world.ts'
import { diceFrom } from '../unit/protocol/changes/random-history.ts'
import { pick } from './gate-histories.ts'

const isSlow = process.env['SLOW'] === '1'
const histories = isSlow ? 40 : 2
const steps = 14

interface Reader {
  readonly person: Person
  /** Looks for whatever it is asked for, connected or not. */
  readonly reading: Reading
  isConnected: boolean
}

interface Said {
  readonly key: AudienceKey
  /** Those who may read it. */
  readonly readers: Set<Reader>
}

const expectRightReaders = async (seed: number): Promise<void> => {
  const dice = diceFrom(seed)
  const world = await createAudienceWorld()
  const alice = await world.person('Alice')
  const readers: Reader[] = []
  for (const name of ['Bob', 'Cleo', 'Dan']) {
    const person = await world.person(name)
    await world.settle()
    const contact = {
      account: alice.account,
      state: 'connected',
      sinceMs: 0,
      name: '',
      verified: 'no',
      confirmed: true,
      room: null,
    } as const
    const people = { ...person.first.people, contactOf: () => contact }
    readers.push({
      person,
      reading: await audiencesOn(person.first, { people: () => people }),
      isConnected: false,
    })
  }
  const devices = [
    await audiencesOn(alice.first),
    await audiencesOn(await alice.addDevice('laptop')),
  ] as const
  await world.tend()
  const said: Said[] = []

  const change = async (reader: Reader): Promise<void> => {
    if (reader.isConnected) {
      await done(alice.first.people.remove(reader.person.text))
      await done(reader.person.first.people.remove(alice.text))
    } else {
      await world.connect(alice, reader.person)
      // Who comes reads what was said before.
      for (const one of said) one.readers.add(reader)
    }
    reader.isConnected = !reader.isConnected
    await world.tend()
  }
  const say = async (): Promise<void> => {
    const asked = currentOf(pick(dice, devices))
    await world.settle()
    said.push({ key: await asked, readers: new Set(readers.filter(({ isConnected }) => isConnected)) })
    await world.tend()
  }
  for (let step = 0; step < steps; step++) await (dice(2) === 0 ? say() : change(pick(dice, readers)))
  await say()
  for (const { key, readers: those } of said) {
    for (const reader of readers) {
      const found = hexOf(await foundBy(world, reader.reading, alice.account, key))
      expect([seed, key.generation, reader.person.text, found]).toEqual([
        seed,
        key.generation,
        reader.person.text,
        those.has(reader) ? hexOf(key) : null,
      ])
    }
  }
}

describe('an audience', () => {
  it(
    'opens for those who are connected when something is said or come later, and for nobody else',
    async () => {
      const first = isSlow ? Date.now() % 2 ** 31 : 1
      for (let seed = first; seed < first + histories; seed++) await expectRightReaders(seed)
    },
    isSlow ? 3_600_000 : 120_000,
  )
})
