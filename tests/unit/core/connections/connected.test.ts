import { beforeEach, describe, expect, test } from 'vitest'
import { done } from './outcomes.ts'
import { createRequestStory, kindOf, type RequestStory } from './request-story.ts'

let story: RequestStory
beforeEach(async () => {
  story = await createRequestStory()
})

describe('a connection', () => {
  beforeEach(async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    await done(bob.first.people.accept(alice.text))
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs())
    await world.settle()
  })

  test('is taken back on both sides', async () => {
    const { world, alice, bob } = story
    world.clock.advance(1_000)
    await done(alice.first.people.remove(bob.text))
    expect(alice.first.people.contactOf(bob.account)).toMatchObject({ state: 'removed' })
    await bob.first.people.noteAnswer(alice.account, 'goodbye', world.clock.nowMs())
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect((await bob.first.people.people()).connections).toEqual([])
  })

  test('is made anew by a new request, and old words do not count for it', async () => {
    const { world, alice, bob } = story
    const accepted = world.clock.nowMs()
    world.clock.advance(1_000)
    await done(alice.first.people.remove(bob.text))
    const left = world.clock.nowMs()
    await bob.first.people.noteAnswer(alice.account, 'goodbye', left)
    world.clock.advance(1_000)
    await done(alice.first.people.request(bob.text, 'Sorry'))
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', note: 'Sorry' })
    await alice.first.people.noteAnswer(bob.account, 'accept', accepted)
    expect(await kindOf(alice.first, bob)).toBe('sent')
    world.clock.advance(1_000)
    await done(bob.first.people.accept(alice.text))
    await bob.first.people.noteAnswer(alice.account, 'goodbye', left)
    expect(await kindOf(bob.first, alice)).toBe('connected')
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs())
    expect(await kindOf(alice.first, bob)).toBe('connected')
  })

  test('starts anew for who never heard that it had ended', async () => {
    const { world, alice, bob } = story
    const before = bob.first.people.contactOf(alice.account)?.sinceMs ?? 0
    world.clock.advance(1_000)
    await done(alice.first.people.remove(bob.text))
    world.clock.advance(1_000)
    await done(alice.first.people.request(bob.text, ''))
    await world.settle()
    expect(bob.first.people.contactOf(alice.account)).toMatchObject({ state: 'connected', confirmed: true })
    expect(bob.first.people.contactOf(alice.account)?.sinceMs).toBeGreaterThan(before)
  })

  test('hears an answer as often as it comes', async () => {
    const { world, alice, bob } = story
    const heard = alice.first.people.contactOf(bob.account)
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs())
    await alice.first.people.noteAnswer(bob.account, 'accept')
    expect(alice.first.people.contactOf(bob.account)).toBe(heard)
  })

  test('is the same on a second device', async () => {
    const { world, alice, bob } = story
    const second = await alice.addDevice('Second')
    await world.settle()
    expect((await second.person(bob)).connection).toEqual((await alice.first.person(bob)).connection)
    expect((await second.person(bob)).name).toBe('Bob')
    await done(second.people.remove(bob.text))
    await world.settle()
    expect(await kindOf(alice.first, bob)).toBe('none')
  })

  test('is still there after a restart', async () => {
    const { alice, bob } = story
    const again = await alice.first.restart()
    expect((await again.person(bob)).connection).toEqual((await alice.first.person(bob)).connection)
  })
})

describe('two devices of one person', () => {
  test('see a request wherever it was answered', async () => {
    const { world, alice, bob, askBob } = story
    const second = await bob.addDevice('Second')
    await askBob()
    expect(await kindOf(second, alice)).toBe('received')
    await done(second.people.accept(alice.text))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('connected')
  })

  test('that answered differently while they were apart agree afterwards', async () => {
    const { world, alice, bob, askBob } = story
    const second = await bob.addDevice('Second')
    await askBob()
    bob.first.line.goOffline()
    second.line.goOffline()
    await done(bob.first.people.reject(alice.text))
    await done(second.people.block(alice.text))
    await bob.first.line.goOnline()
    await second.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('blocked')
    expect(await kindOf(second, alice)).toBe('blocked')
  })

  test('that both met somebody are left with one contact', async () => {
    const { world, alice, bob } = story
    const second = await bob.addDevice('Second')
    await world.settle()
    bob.first.line.goOffline()
    second.line.goOffline()
    await done(bob.first.people.block(alice.text))
    await done(second.people.block(alice.text))
    await bob.first.line.goOnline()
    await second.line.goOnline()
    await world.settle()
    for (const device of [bob.first, second]) {
      expect((await device.people.people()).blocked).toHaveLength(1)
    }
    await done(second.people.unblock(alice.text))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect([...bob.first.deps.people.entries().keys()].filter(field => field.startsWith('c:'))).toHaveLength(
      1,
    )
  })
})
