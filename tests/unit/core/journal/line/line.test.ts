import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { accountKey } from '../../../../../src/core/journal/line/row-keys.ts'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import { addedTexts, commentOf, createTwoWriters, type TwoWriters } from './journal-world.ts'

let story: TwoWriters
beforeEach(async () => {
  story = await createTwoWriters()
})
afterEach(() => story.world.close())

describe('what somebody writes', () => {
  test('is told on their own device, and once to whoever keeps their journal', async () => {
    const { alice, bob } = story
    const own = await alice.post('Dawn at the harbour')
    expect(own).toMatchObject({
      account: alice.account,
      segment: 0,
      index: 0,
      audience: 'public',
      problem: null,
    })
    expect(alice.profiles.held(alice.account)?.journal).toBe(1)
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    expect(await bob.untilHeard('Dawn at the harbour')).toEqual(own)
    await alice.post('And dusk')
    await bob.untilHeard('And dusk')
    expect(addedTexts(bob)).toEqual(['Dawn at the harbour', 'And dusk'])
    expect(bob.news.every(({ changed, gone }) => changed.length === 0 && gone.length === 0)).toBe(true)
    expect(bob.line.reach(alice.account)).toEqual({ segments: 1, read: 1, state: 'held' })
  })

  test('is not kept in memory by others, and not opened again when they start', async () => {
    const { alice, bob } = story
    await alice.post('Dawn')
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    await bob.untilHeard('Dawn')
    await until(() => !bob.isOpen(alice.account, 0))
    expect(alice.isOpen(alice.account, 0)).toBe(true)
    bob.device.network.cut()
    const again = await bob.restart()
    again.line.keep([alice.account])
    expect(again.line.reach(alice.account)).toEqual({ segments: 1, read: 1, state: 'held' })
    expect(again.isOpen(alice.account, 0)).toBe(false)
    await alice.post('Dusk')
    await again.untilHeard('Dusk')
    expect(addedTexts(again)).toEqual(['Dusk'])
  })

  test('is told again until it was heard', async () => {
    const { alice, bob } = story
    bob.isDeaf = true
    await alice.post('Dawn')
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    await until(() => bob.unheard > 0 && !bob.isOpen(alice.account, 0))
    const again = await bob.restart()
    again.line.keep([alice.account])
    await again.untilHeard('Dawn')
    expect(addedTexts(again)).toEqual(['Dawn'])
  })

  test('is let go of when nobody keeps it, and heard of again later', async () => {
    const { alice, bob } = story
    await alice.post('Dawn')
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    await bob.untilHeard('Dawn')
    bob.line.keep([])
    await alice.post('Dusk')
    await alice.untilOnRelay()
    expect(bob.heard.has('Dusk')).toBe(false)
    bob.line.keep([alice.account])
    await bob.untilHeard('Dusk')
    expect(addedTexts(bob)).toEqual(['Dawn', 'Dusk'])
  })
})

describe('a look', () => {
  test('reads the journal of somebody who is not kept', async () => {
    const { alice, bob } = story
    await alice.post('Dawn')
    await alice.untilOnRelay()
    expect(await bob.line.look(alice.account, null)).toEqual({ segments: 1, read: 1, state: 'held' })
    expect(addedTexts(bob)).toEqual(['Dawn'])
    await alice.post('Dusk')
    await alice.untilOnRelay()
    await bob.line.look(alice.account, null)
    await bob.untilHeard('Dusk')
  })

  test('says why there is nothing to read', async () => {
    const { alice, bob } = story
    expect(await bob.line.look(alice.account, null)).toMatchObject({ segments: 0, read: 0, state: 'nothing' })
    expect(await bob.line.look(alice.account, 7)).toMatchObject({ read: 0, state: 'unavailable' })
    bob.device.network.cut()
    await until(() => bob.device.engine.status().line !== 'ready')
    expect(await bob.line.look(alice.account, 3)).toMatchObject({ state: 'offline' })
  })
})

describe('what is for connections', () => {
  test('is read by whoever has the secret, and by nobody else', async () => {
    const { world, alice, bob } = story
    world.audiences.renew(alice.account, [bob.account])
    const eve = await world.writer('Eve')
    const own = await alice.post('For friends', 'connections')
    expect(own).toMatchObject({ audience: 'connections', problem: null })
    expect(own.threadTag).toHaveLength(16)
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    expect(await bob.untilHeard('For friends')).toEqual(own)
    await eve.line.look(alice.account, null)
    expect(eve.news.flatMap(({ added }) => added)).toMatchObject([
      { id: own.id, audience: 'connections', plain: null, problem: 'not-for-you', threadTag: null },
    ])
  })

  test('is read as soon as the secret comes, also after a restart', async () => {
    const { world, alice, bob } = story
    world.audiences.renew(alice.account, [])
    await alice.post('For friends', 'connections')
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    await until(() => bob.line.reach(alice.account).state === 'held')
    expect(bob.heard.has('For friends')).toBe(false)
    world.audiences.admit(alice.account, bob.account)
    await bob.untilHeard('For friends')
    expect(bob.news.at(-1)).toMatchObject({ added: [], changed: [{ problem: null }], gone: [] })
    const eve = await world.writer('Eve')
    eve.line.keep([alice.account])
    await until(() => eve.line.reach(alice.account).state === 'held')
    await eve.line.close()
    world.audiences.admit(alice.account, eve.account)
    const again = await eve.restart()
    again.line.keep([alice.account])
    await again.untilHeard('For friends')
  })

  test('is read when the secret comes just as its segment is closed', async () => {
    const { world, alice, bob } = story
    world.audiences.renew(alice.account, [])
    await alice.post('For friends', 'connections')
    await alice.untilOnRelay()
    const { store } = bob.device
    const release = store.release.bind(store)
    const closing = vi.spyOn(store, 'release').mockImplementation(async id => {
      await release(id)
      world.audiences.admit(alice.account, bob.account)
    })
    bob.line.keep([alice.account])
    await bob.untilHeard('For friends')
    expect(closing).toHaveBeenCalled()
  })

  test('a comment on it is for the same readers, whichever journal is read first', async () => {
    const { world, alice, bob } = story
    const eve = await world.writer('Eve')
    const carol = await world.writer('Carol')
    world.audiences.renew(alice.account, [bob.account, carol.account])
    await alice.post('For friends', 'connections')
    await alice.untilOnRelay()
    bob.line.keep([alice.account])
    const about = await bob.untilHeard('For friends')
    valueOf(await bob.line.write([{ plain: commentOf('Lovely', about), audience: 'thread', about }]))
    const comment = await bob.untilHeard('Lovely')
    expect(comment).toMatchObject({ audience: 'thread', tag: about.threadTag, problem: null })
    await bob.untilOnRelay()
    await carol.line.look(bob.account, null)
    expect(carol.heard.has('Lovely')).toBe(false)
    await carol.line.look(alice.account, null)
    expect(await carol.untilHeard('Lovely')).toEqual(comment)
    await eve.line.look(bob.account, null)
    await eve.line.look(alice.account, null)
    expect(eve.heard.has('Lovely')).toBe(false)
    // What is said about the comment belongs to the same thread.
    valueOf(
      await carol.line.write([
        { plain: commentOf('Is it not', comment), audience: 'thread', about: comment },
      ]),
    )
    expect(await carol.untilHeard('Is it not')).toMatchObject({ tag: about.threadTag })
    const noKey = await eve.line.write([{ plain: commentOf('Me too', about), audience: 'thread', about }])
    expect(noKey).toEqual({ ok: false, error: { type: 'not-found', what: 'post' } })
  })
})

describe('one’s own devices', () => {
  test('read what is for oneself alone, and nobody else does', async () => {
    const { world, alice, bob } = story
    const laptop = await world.anotherDevice(alice, 'Laptop')
    const own = await alice.post('Note to self', 'only-me')
    expect(await laptop.untilHeard('Note to self')).toEqual(own)
    await alice.untilOnRelay()
    await bob.line.look(alice.account, null)
    expect(bob.news.flatMap(({ added }) => added)).toMatchObject([
      { audience: 'only-me', problem: 'not-for-you' },
    ])
  })

  test('that wrote apart both keep what they wrote', async () => {
    const { world, alice } = story
    await alice.post('Before')
    const laptop = await world.anotherDevice(alice, 'Laptop')
    await laptop.untilHeard('Before')
    await until(() => laptop.profiles.held(alice.account)?.journal === 1)
    for (const { device } of [alice, laptop]) device.network.cut()
    await Promise.all([alice.post('From the phone'), laptop.post('From the laptop'), alice.post('Again')])
    for (const { device } of [alice, laptop]) device.network.mend()
    await alice.untilHeard('From the laptop')
    await laptop.untilHeard('From the phone')
    await laptop.untilHeard('Again')
    for (const { news } of [alice, laptop])
      expect(news.every(({ changed, gone }) => changed.length === 0 && gone.length === 0)).toBe(true)
  })

  test('that both began the journal while apart keep what they wrote', async () => {
    const { world, alice } = story
    const laptop = await world.anotherDevice(alice, 'Laptop')
    for (const { device } of [alice, laptop]) device.network.cut()
    await alice.post('From the phone')
    await laptop.post('From the laptop')
    for (const { device } of [alice, laptop]) device.network.mend()
    await alice.untilHeard('From the laptop')
    await laptop.untilHeard('From the phone')
    await alice.post('Together')
    await laptop.untilHeard('Together')
    expect(alice.news.flatMap(({ gone }) => gone)).toEqual([])
    expect(accountKey(alice.account)).toHaveLength(32)
  })
})

describe('what a revoked device wrote', () => {
  test('and was not named when it was revoked is taken back, wherever it was read', async () => {
    const { world, alice, bob } = story
    const laptop = await world.anotherDevice(alice, 'Laptop')
    await laptop.post('By a thief')
    await alice.untilHeard('By a thief')
    await laptop.untilOnRelay()
    bob.line.keep([alice.account])
    const { id } = await bob.untilHeard('By a thief')
    await until(() => !bob.isOpen(alice.account, 0))
    await alice.person.revoke(laptop.device)
    await until(() => bob.news.some(({ gone }) => gone.length > 0))
    expect(bob.news.flatMap(({ gone }) => gone)).toEqual([id])
  })
})
