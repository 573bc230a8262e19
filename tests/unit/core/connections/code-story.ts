import { codeToText, signCode } from '../../../../src/protocol/rooms/code.ts'
import type { ContactCode } from '../../../../src/protocol/rooms/first-contact-types.ts'
import { done, errorOf } from './outcomes.ts'
import type { PeopleDevice } from './people-device.ts'
import { createPeopleWorld, type Person } from './people-world.ts'

/** Alice and Bob, offline, who show each other codes; and Mallory, who forges them. */
export const createCodeStory = async () => {
  const world = await createPeopleWorld()
  const alice = await world.person('Alice', false)
  const bob = await world.person('Bob', false)
  const problemOf = async (text: string): Promise<string> => {
    const error = await errorOf(alice.first.people.scanCode(text))
    return error.type === 'code-refused' ? error.problem : error.type
  }

  /** A code that says it is Bob's; `changes` makes it say something else. */
  const forged = async (
    changes: Partial<Omit<ContactCode, 'record'>> = {},
    sign = bob.first.signer.sign,
  ): Promise<string> => {
    const state = bob.first.deps.book.entryOf(bob.account)?.state
    if (state === undefined || state.secret === null) throw new Error('Bob has no chain')
    const record = await signCode(sign, {
      account: bob.account,
      device: bob.first.signer.publicKey,
      heads: state.heads,
      key: state.secret,
      name: 'Bob',
      nonce: new Uint8Array(16).fill(1),
      atMs: world.clock.nowMs(),
      answers: null,
      ...changes,
    })
    return codeToText(record)
  }

  const bobsKey = (): ContactCode['key'] => {
    const key = bob.first.deps.book.entryOf(bob.account)?.state.secret ?? null
    if (key === null) throw new Error('Bob has no chain')
    return key
  }

  /** With a chain of its own, which is not Bob's. */
  const mallorysCode = async (changes: Partial<Omit<ContactCode, 'record'>> = {}): Promise<string> => {
    const mallory = await world.person('Mallory', false)
    const key = mallory.first.deps.book.entryOf(mallory.account)?.state.secret ?? null
    if (key === null) throw new Error('Mallory has no chain')
    return forged({ device: mallory.first.signer.publicKey, key, ...changes }, mallory.first.signer.sign)
  }

  return { world, alice, bob, problemOf, forged, bobsKey, mallorysCode }
}

export type CodeStory = Awaited<ReturnType<typeof createCodeStory>>

export const shown = async (device: PeopleDevice, answers: Person | null = null): Promise<string> =>
  (await done(device.people.showCode(answers?.text ?? null))).text
