/** Three people who publish and talk about it: whole cores, real sockets, a real relay with its files. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NoticesRow } from '../../src/core/api.ts'
import {
  postOf,
  postsIn,
  publish,
  say,
  textsIn,
  untilComments,
  untilFeed,
  untilFeedIs,
  untilNotices,
  untilPost,
  untilTalk,
} from '../support/journals.ts'
import { connect, goOffline, goOnline, onAnotherDevice, type Person, untilPerson } from '../support/people.ts'
import { type PublicRelay, startPublicRelay } from '../support/public-relay.ts'

let relay: PublicRelay
beforeAll(async () => {
  relay = await startPublicRelay()
}, 60_000)
afterAll(() => relay.stop())

describe('three people', () => {
  let ana: Person
  let bo: Person
  let cy: Person
  beforeAll(async () => {
    ;[ana, bo, cy] = [
      await relay.createPerson('Ana'),
      await relay.createPerson('Bo'),
      await relay.createPerson('Cy'),
    ]
    await connect(ana, bo)
    await connect(ana, cy)
    await connect(bo, cy)
  }, 120_000)

  test('see what each published, and what each said and did while its author was away', async () => {
    const post = await publish(ana, 'The boat is in the water')
    const target = postOf(ana, post)
    await untilFeedIs(bo, 'The boat is in the water')
    await untilFeedIs(cy, 'The boat is in the water')
    await ana.device.allOnRelay()
    goOffline(ana, bo, cy)
    const asked = await say(bo, target, 'Which boat?')
    await bo.device.do({ type: 'appreciate', target, on: true })
    await say(cy, target, 'At last!')
    await cy.device.do({ type: 'appreciate', target, on: true })
    goOnline(bo, cy)
    await bo.device.allOnRelay()
    await cy.device.allOnRelay()
    goOnline(ana)
    const row = await untilComments(ana, target, 'Which boat?', 'At last!')
    expect(row).toMatchObject({
      counts: { comments: 2, appreciations: 2, appreciated: false },
      isOwner: true,
    })
    expect(row.comments.every(({ source }) => source === 'device')).toBe(true)
    await say(ana, target, 'The blue one', { account: bo.account, id: asked })
    for (const person of [bo, cy]) {
      const seen = await untilComments(person, target, 'Which boat?', 'At last!', 'The blue one')
      expect(seen.comments.find(({ text }) => text === 'The blue one')?.replyTo).toMatchObject({
        name: 'Bo',
        excerpt: 'Which boat?',
      })
    }
    await untilTalk(cy, target, ({ counts }) => counts.appreciations === 2 && counts.appreciated)
    expect((await untilFeed(ana, feed => feed.caughtUp === 'with-relay')).arriving).toBeNull()
  })

  test('what is hidden, and what is taken back, stays so on every device of everyone', async () => {
    const post = await publish(ana, 'With comments')
    const target = postOf(ana, post)
    await untilPost(bo, ana, post, state => state.kind === 'shown')
    await untilPost(cy, ana, post, state => state.kind === 'shown')
    const rude = await say(bo, target, 'rude')
    const kept = await say(bo, target, 'kind')
    const regretted = await say(cy, target, 'regretted')
    await untilComments(ana, target, 'rude', 'kind', 'regretted')
    await ana.device.do({ type: 'comment.hide', account: bo.account, comment: rude, hidden: true })
    await cy.device.do({ type: 'entry.delete', id: regretted })
    for (const person of [bo, cy]) {
      const row = await untilComments(person, target, 'kind')
      expect(row.counts.comments).toBe(1)
    }
    const own = await untilComments(ana, target, 'rude', 'kind')
    expect(own.comments.map(({ hidden }) => hidden)).toEqual([true, false])
    await ana.device.allOnRelay()
    await cy.device.allOnRelay()
    const laptop = await onAnotherDevice(cy, relay.wsUrl, 'Cy’s laptop')
    await untilComments(laptop, target, 'kind')
    const anas = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    const there = await untilTalk(anas, target, ({ comments }) => comments.some(({ hidden }) => hidden))
    expect(there.comments.map(({ id }) => id).toSorted()).toEqual([rude, kept].toSorted())
    await ana.device.do({ type: 'entry.delete', id: post })
    for (const person of [bo, cy, laptop, anas]) {
      await untilPost(person, ana, post, state => state.kind === 'deleted')
      await untilFeed(person, row => !textsIn(row).includes('With comments'))
    }
  }, 120_000)

  test('an appreciation counts once, however often it is given and taken back', async () => {
    const post = await publish(bo, 'Look at this')
    const target = postOf(bo, post)
    await untilPost(cy, bo, post, state => state.kind === 'shown')
    for (let n = 0; n < 10; n++) {
      await cy.device.do({ type: 'appreciate', target, on: true })
      await cy.device.do({ type: 'appreciate', target, on: n % 2 === 0 })
    }
    await cy.device.do({ type: 'appreciate', target, on: true })
    const row = await untilTalk(bo, target, ({ counts }) => counts.appreciations > 0)
    expect(row.appreciatedBy).toMatchObject([{ account: cy.account, name: 'Cy' }])
    expect(row.counts.appreciations).toBe(1)
  })

  test('muted words are out of the feed on both of one’s devices, and in it again', async () => {
    const post = await publish(bo, 'A SPÓILER for the film')
    await untilPost(cy, bo, post, state => state.kind === 'shown')
    const laptop = await onAnotherDevice(cy, relay.wsUrl, 'Cy’s other laptop')
    await untilFeed(laptop, row => textsIn(row).includes('A SPÓILER for the film'))
    await cy.device.do({ type: 'mute.word', word: 'spoiler', muted: true })
    for (const person of [cy, laptop]) {
      await untilFeed(person, row => row.items.length > 0 && !textsIn(row).includes('A SPÓILER for the film'))
    }
    await laptop.device.do({ type: 'mute.word', word: 'Spoiler', muted: false })
    for (const person of [cy, laptop]) {
      const row = await untilFeed(person, feed => textsIn(feed).includes('A SPÓILER for the film'))
      expect(postsIn(row).find(({ id }) => id === post)).toMatchObject({ account: bo.account })
    }
  }, 120_000)
})

describe('notices', () => {
  const others = (row: NoticesRow) => row.items.filter(({ kind }) => kind !== 'connected')

  test('are grouped, and read on one device are read on the other', async () => {
    const [ana, bo, cy] = [
      await relay.createPerson('Ana'),
      await relay.createPerson('Bo'),
      await relay.createPerson('Cy'),
    ]
    await connect(bo, ana)
    await connect(cy, ana)
    const laptop = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    const target = postOf(ana, await publish(ana, 'Grouped'))
    for (const person of [bo, cy]) {
      await untilFeedIs(person, 'Grouped')
      await person.device.do({ type: 'appreciate', target, on: true })
    }
    await say(bo, target, 'Well done')
    const isThere = (row: NoticesRow): boolean =>
      others(row).length === 2 &&
      others(row).some(({ kind, people }) => kind === 'appreciation' && people === 2)
    const row = await untilNotices(ana, isThere)
    expect(others(row).every(({ unread }) => unread)).toBe(true)
    expect(others(row).find(({ kind }) => kind === 'comment')).toMatchObject({
      excerpt: 'Well done',
      about: target,
    })
    expect(others(row).find(({ kind }) => kind === 'appreciation')).toMatchObject({
      excerpt: 'Grouped',
      target,
    })
    await untilNotices(laptop, isThere)
    await ana.device.do({ type: 'notices.read', key: row.items[0]?.key ?? '' })
    await untilNotices(ana, ({ unread }) => unread === 0)
    await untilNotices(laptop, ({ unread }) => unread === 0)
    const third = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s third')
    await untilNotices(third, one => isThere(one) && one.unread === 0)
  }, 120_000)
})

describe('blocking', () => {
  test('hides somebody everywhere, on both own devices, with nothing to be reached', async () => {
    const [ana, bo, cy] = [
      await relay.createPerson('Ana'),
      await relay.createPerson('Bo'),
      await relay.createPerson('Cy'),
    ]
    await connect(bo, ana)
    await connect(cy, ana)
    const target = postOf(ana, await publish(ana, 'Mine'))
    for (const person of [bo, cy]) await untilFeedIs(person, 'Mine')
    await say(bo, target, 'from Bo')
    await say(cy, target, 'from Cy')
    const bos = await publish(bo, 'Bo’s own')
    const laptop = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    for (const person of [ana, laptop]) {
      await untilFeedIs(person, 'Mine', 'Bo’s own')
      await untilComments(person, target, 'from Bo', 'from Cy')
    }
    const isHidden = async (person: Person): Promise<void> => {
      await untilFeedIs(person, 'Mine')
      await untilComments(person, target, 'from Cy')
      await untilNotices(person, row =>
        row.items.every(({ by }) => by.every(({ account }) => account !== bo.account)),
      )
      await untilPost(person, bo, bos, state => state.kind === 'hidden' && state.because === 'blocked')
    }
    goOffline(ana)
    await ana.device.do({ type: 'connection.block', account: bo.account })
    await isHidden(ana)
    goOnline(ana)
    await untilPerson(laptop, bo, ({ connection }) => connection.kind === 'blocked')
    goOffline(laptop)
    await isHidden(laptop)
    goOnline(laptop)
    await ana.device.do({ type: 'connection.unblock', account: bo.account })
    for (const person of [ana, laptop]) {
      const row = await untilComments(person, target, 'from Bo', 'from Cy')
      expect(row.counts.comments).toBe(2)
    }
  }, 120_000)
})
