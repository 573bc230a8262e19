import { beforeEach, describe, expect, test } from 'vitest'
import { type CodeStory, createCodeStory, shown } from './code-story.ts'
import { done } from './outcomes.ts'

let story: CodeStory
beforeEach(async () => {
  story = await createCodeStory()
})

describe('a false code', () => {
  const scanThenLearn = async (text: string): Promise<void> => {
    const { world, alice, bob } = story
    await done(alice.first.people.scanCode(text))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'in-person',
      connection: { kind: 'connected' },
    })
    await bob.first.line.goOnline()
    await alice.first.line.goOnline()
    await world.settle()
  }

  test('of a device that is not the account’s is found out by the chain, and the connection taken back', async () => {
    const { alice, bob, mallorysCode } = story
    await scanThenLearn(await mallorysCode())
    const row = await alice.first.person(bob)
    expect(row).toMatchObject({
      verified: 'no',
      connection: { kind: 'none' },
      changes: [{ kind: 'code-was-false' }],
    })
    expect(alice.first.people.contactOf(bob.account)?.room).toBeNull()
    expect((await alice.first.people.people()).connections).toMatchObject([
      { account: bob.text, hasChanges: true },
    ])
    expect((await bob.first.people.people()).received).toEqual([])
    await done(alice.first.people.acknowledge(bob.text))
    expect((await alice.first.people.people()).connections).toEqual([])
    expect((await alice.first.person(bob)).changes).toEqual([])
  })

  test('of such a device that names the account’s own key is found out as well', async () => {
    const { alice, bob, bobsKey, mallorysCode } = story
    await scanThenLearn(await mallorysCode({ key: bobsKey() }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      changes: [{ kind: 'code-was-false' }],
    })
  })

  test('with a key that the account never published is found out too', async () => {
    const { alice, bob, forged } = story
    await scanThenLearn(await forged({ key: { generation: 1, akX: new Uint8Array(32).fill(9) } }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      changes: [{ kind: 'code-was-false' }],
    })
  })

  test('that names ends of a chain which nobody has is not believed, and after a day is false', async () => {
    const { world, alice, bob, mallorysCode } = story
    await scanThenLearn(await mallorysCode({ heads: [new Uint8Array(32).fill(5)] }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      reachable: false,
      connection: { kind: 'connected' },
    })
    expect(alice.first.people.isChainCurrent(bob.account)).toBe(false)
    world.clock.advance(25 * 3_600_000)
    const again = await alice.first.restart()
    await again.line.goOnline()
    // People are looked at once the first screen is there.
    world.clock.advance(2_000)
    await world.settle()
    expect(await again.person(bob)).toMatchObject({ verified: 'no', changes: [{ kind: 'code-was-false' }] })
    expect(again.people.isChainCurrent(bob.account)).toBe(true)
    await done(again.people.request(bob.text, 'Is this really you?'))
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({
      kind: 'received',
      note: 'Is this really you?',
    })
  })

  test('takes nothing away from a connection that was there before', async () => {
    const { world, alice, bob, mallorysCode } = story
    await done(alice.first.people.scanCode(await shown(bob.first)))
    await done(bob.first.people.scanCode(await shown(alice.first, bob)))
    const room = alice.first.people.contactOf(bob.account)?.room
    await done(alice.first.people.scanCode(await mallorysCode()))
    await bob.first.line.goOnline()
    await alice.first.line.goOnline()
    await world.settle()
    expect(alice.first.people.contactOf(bob.account)).toMatchObject({
      state: 'connected',
      room,
      verified: 'no',
    })
    expect((await alice.first.person(bob)).changes).toMatchObject([{ kind: 'code-was-false' }])
  })
})
