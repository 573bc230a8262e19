import { beforeEach, describe, expect, test } from 'vitest'
import { done, errorOf } from './outcomes.ts'
import { createRequestStory, kindOf, type RequestStory } from './request-story.ts'

let story: RequestStory
beforeEach(async () => {
  story = await createRequestStory()
})

describe('somebody blocked', () => {
  test('is not heard, and is told nothing', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    await done(bob.first.people.block(alice.text))
    await done(alice.first.people.request(bob.text, 'Hello?'))
    await world.settle()
    expect((await bob.first.people.people()).received).toEqual([])
    expect((await bob.first.person(alice)).connection.kind).toBe('blocked')
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: false })
  })

  test('loses the request that was waiting', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    await done(bob.first.people.block(alice.text))
    await world.settle()
    expect((await bob.first.people.people()).blocked.map(({ name }) => name)).toEqual(['Alice'])
    expect((await bob.first.people.people()).received).toEqual([])
    expect(await errorOf(bob.first.people.request(alice.text, ''))).toEqual({
      type: 'cannot-connect',
      reason: 'blocked',
    })
    expect(bob.first.store.opened().filter(({ genesis }) => genesis.kind === 'letter')).toEqual([])
  })

  test('is heard again once that is taken back, even where it was offline', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    await done(bob.first.people.block(alice.text))
    await world.settle()
    bob.first.line.goOffline()
    await done(bob.first.people.unblock(alice.text))
    await bob.first.line.goOnline()
    await world.settle()
    await done(alice.first.people.request(bob.text, 'Hello?'))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
  })

  test('does not hear of it by an answer', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    await done(alice.first.people.block(bob.text))
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs())
    expect(await kindOf(alice.first, bob)).toBe('blocked')
  })

  test('can be blocked and unblocked twice', async () => {
    const { alice, bob } = story
    await done(bob.first.people.block(alice.text))
    await done(bob.first.people.block(alice.text))
    await done(bob.first.people.unblock(alice.text))
    await done(bob.first.people.unblock(alice.text))
    expect(await kindOf(bob.first, alice)).toBe('none')
  })
})
