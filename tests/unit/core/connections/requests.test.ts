import { beforeEach, describe, expect, test } from 'vitest'
import { done, errorOf } from './outcomes.ts'
import { createRequestStory, kindOf, type RequestStory } from './request-story.ts'

let story: RequestStory
beforeEach(async () => {
  story = await createRequestStory()
})

describe('a request', () => {
  test('reaches the other with its note and name, and the sender hears that it did', async () => {
    const { alice, bob, askBob } = story
    await askBob()
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: true })
    const row = await bob.first.person(alice)
    expect(row).toMatchObject({
      name: 'Alice',
      connection: { kind: 'received', note: 'We met at the opening.', via: 'request' },
    })
    const { received } = await bob.first.people.people()
    expect(received.map(({ name }) => name)).toEqual(['Alice'])
  })

  test('waits while the other is away for days, and is delivered when they come', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    bob.first.line.goOffline()
    await done(alice.first.people.request(bob.text, ''))
    await world.settle()
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: false })
    alice.first.line.goOffline()
    world.clock.advance(3 * 86_400_000)
    await bob.first.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
    await alice.first.line.goOnline()
    await world.settle()
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: true })
  })

  test('made offline goes out with the next line', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    alice.first.line.goOffline()
    await done(alice.first.people.request(bob.text, ''))
    expect(alice.first.line.said.some(({ type }) => type === 'intro')).toBe(false)
    await alice.first.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
  })

  test('is not made twice, nor to oneself, nor to nobody, nor with a note without end', async () => {
    const { alice, bob, askBob } = story
    await askBob()
    const { people } = alice.first
    expect(await errorOf(people.request(bob.text, ''))).toEqual({ type: 'cannot-connect', reason: 'already' })
    expect(await errorOf(people.request(alice.text, ''))).toEqual({ type: 'cannot-connect', reason: 'self' })
    expect(await errorOf(people.request('nobody', ''))).toMatchObject({
      type: 'invalid-input',
      field: 'account',
    })
    expect(await errorOf(people.request(bob.text, 'x'.repeat(501)))).toMatchObject({
      field: 'note',
      reason: 'too-long',
    })
    expect(await errorOf(people.request('A'.repeat(43), ''))).toEqual({
      type: 'cannot-connect',
      reason: 'unknown-keys',
    })
  })

  test('is accepted, and both are in the same conversation', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    const { conversation } = await done(bob.first.people.accept(alice.text))
    expect((await bob.first.person(alice)).connection).toMatchObject({
      kind: 'connected',
      confirmed: true,
      conversation,
    })
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs())
    expect((await alice.first.person(bob)).connection).toMatchObject({
      kind: 'connected',
      confirmed: true,
      conversation,
    })
    expect(alice.first.people.contactOf(bob.account)?.room).toEqual(
      bob.first.people.contactOf(alice.account)?.room,
    )
  })

  test('is known where one talks while it waits', async () => {
    const { alice, bob, askBob } = story
    await askBob()
    expect(alice.first.people.contactOf(bob.account)?.room).toHaveLength(32)
    expect(alice.first.people.contactOf(bob.account)?.room).toEqual(
      bob.first.people.contactOf(alice.account)?.room,
    )
  })

  test('that is turned down says nothing to its sender, and does not come again for thirty days', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    await done(bob.first.people.reject(alice.text))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: true })
    await done(alice.first.people.cancel(bob.text))
    world.clock.advance(29 * 86_400_000)
    await done(alice.first.people.request(bob.text, 'Again?'))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: true })
    await done(alice.first.people.cancel(bob.text))
    world.clock.advance(2 * 86_400_000)
    await done(alice.first.people.request(bob.text, 'And now?'))
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', note: 'And now?' })
  })

  test('that is withdrawn is gone on the other side, and says nothing any more', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    await done(alice.first.people.cancel(bob.text))
    expect(await kindOf(alice.first, bob)).toBe('none')
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect((await bob.first.people.people()).received).toEqual([])
    const letters = [alice, bob].flatMap(({ first }) =>
      first.store.opened().filter(({ genesis }) => genesis.kind === 'letter'),
    )
    expect(letters).toEqual([])
  })

  test('that is withdrawn before it arrived never shows', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    bob.first.line.goOffline()
    await done(alice.first.people.request(bob.text, 'Oh no'))
    await world.settle()
    await done(alice.first.people.cancel(bob.text))
    await world.settle()
    await bob.first.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect(bob.first.people.contactOf(alice.account)).toBeNull()
  })

  test('withdrawn offline is withdrawn with the next line, also after a restart', async () => {
    const { world, alice, bob, askBob } = story
    await askBob()
    alice.first.line.goOffline()
    await done(alice.first.people.cancel(bob.text))
    const again = await alice.first.restart()
    await again.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('none')
    expect(again.line.said.some(({ type }) => type === 'intro-withdrawn')).toBe(true)
  })

  test('comes once more after it was withdrawn', async () => {
    const { world, alice, bob, askBob } = story
    await askBob('One')
    await done(alice.first.people.cancel(bob.text))
    await world.settle()
    world.clock.advance(1_000)
    await done(alice.first.people.request(bob.text, 'Two'))
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', note: 'Two' })
  })

  test('cannot be cancelled, accepted or turned down where there is none', async () => {
    const { alice, bob } = story
    const { people } = alice.first
    for (const outcome of [
      people.cancel(bob.text),
      people.accept(bob.text),
      people.reject(bob.text),
      people.remove(bob.text),
    ]) {
      expect(await errorOf(outcome)).toEqual({ type: 'cannot-connect', reason: 'no-request' })
    }
  })
})

describe('requests that cross', () => {
  test('connect both, in one conversation', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    await errorOf(bob.first.people.request(alice.text, ''))
    await world.settle()
    alice.first.line.goOffline()
    bob.first.line.goOffline()
    await done(alice.first.people.request(bob.text, 'Hello'))
    await done(bob.first.people.request(alice.text, 'Hello too'))
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await world.settle()
    const [hers, his] = [
      (await alice.first.person(bob)).connection,
      (await bob.first.person(alice)).connection,
    ]
    expect(hers).toMatchObject({ kind: 'connected', confirmed: true })
    expect(his).toMatchObject({ kind: 'connected', confirmed: true })
    expect(alice.first.people.contactOf(bob.account)?.room).toEqual(
      bob.first.people.contactOf(alice.account)?.room,
    )
  })

  test('connect also when one answers a request by making one', async () => {
    const { alice, bob, askBob } = story
    await askBob()
    await done(bob.first.people.request(alice.text, ''))
    expect(await kindOf(bob.first, alice)).toBe('connected')
  })
})

describe('trouble', () => {
  test('a full disk is an answer, and nothing was sent', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    alice.first.documents.failWith('full')
    expect(await errorOf(alice.first.people.request(bob.text, ''))).toEqual({
      type: 'storage',
      problem: 'disk-full',
    })
    alice.first.documents.failWith(null)
    await world.settle()
    expect(await kindOf(alice.first, bob)).toBe('none')
    expect(await kindOf(bob.first, alice)).toBe('none')
    await done(alice.first.people.request(bob.text, ''))
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
  })

  test('a request that the disk had no room for comes again, and was not called delivered', async () => {
    const { world, alice, bob, meet } = story
    await meet()
    bob.first.documents.failWith('full')
    await done(alice.first.people.request(bob.text, ''))
    await world.settle()
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: false })
    bob.first.documents.failWith(null)
    bob.first.line.goOffline()
    await bob.first.line.goOnline()
    await world.settle()
    expect(await kindOf(bob.first, alice)).toBe('received')
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'sent', delivered: true })
  })

  test('a revoked device changes nothing', async () => {
    const { world, alice, bob, askBob } = story
    const second = await bob.addDevice('Second')
    await askBob()
    await bob.revoke(second)
    await world.settle()
    expect(await errorOf(second.people.accept(alice.text))).toEqual({
      type: 'not-allowed',
      reason: 'device-revoked',
    })
    expect(await errorOf(second.people.showCode(null))).toEqual({
      type: 'not-allowed',
      reason: 'device-revoked',
    })
  })
})
