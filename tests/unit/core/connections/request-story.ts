import { expect } from 'vitest'
import { done, errorOf } from './outcomes.ts'
import { createPeopleWorld, type Person } from './people-world.ts'

/** Alice and Bob, online, who have not met. */
export const createRequestStory = async () => {
  const world = await createPeopleWorld()
  const alice = await world.person('Alice')
  const bob = await world.person('Bob')
  await world.settle()

  /** Alice looks at Bob's page first, as people do: that brings his chain. */
  const meet = async (): Promise<void> => {
    await errorOf(alice.first.people.request(bob.text, ''))
    await world.settle()
  }

  const askBob = async (note = 'We met at the opening.'): Promise<void> => {
    await meet()
    await done(alice.first.people.request(bob.text, note))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
  }

  return { world, alice, bob, meet, askBob }
}

export type RequestStory = Awaited<ReturnType<typeof createRequestStory>>

export const kindOf = async (device: Person['first'], of: Person): Promise<string> =>
  (await device.person(of)).connection.kind
