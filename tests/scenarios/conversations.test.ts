/** People who talk: whole cores, real sockets, a real relay. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/base/clock.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { createNodePreparer } from '../support/art/node-preparer.ts'
import { paint } from '../support/art/studio.ts'
import {
  connect,
  createPair,
  createPerson,
  createRoom,
  goOffline,
  goOnline,
  messagesIn,
  onAnotherDevice,
  type Person,
  say,
  textsIn,
  untilAllShow,
  untilConversation,
  untilDelivery,
  untilShows,
  untilThread,
} from '../support/people.ts'
import { type RelayInProcess, startRelayInProcess } from '../support/relay-in-process.ts'

let relay: RelayInProcess
beforeAll(async () => {
  relay = await startRelayInProcess()
})
afterAll(() => relay.relay.close())

describe('two people', () => {
  test('write while both are away, and both read the same once they are back', async () => {
    const { one: ana, other: bo, conversation } = await createPair(relay.wsUrl)
    await say(ana, conversation, 'before')
    await untilShows(bo, conversation, ['before'])
    goOffline(ana, bo)
    for (const text of ['a1', 'a2', 'a3']) await say(ana, conversation, text)
    for (const text of ['b1', 'b2']) await say(bo, conversation, text)
    goOnline(ana, bo)
    const [hers, his] = await untilAllShow([ana, bo], conversation, ['before', 'a1', 'a2', 'a3', 'b1', 'b2'])
    expect(hers).toEqual(his)
    expect(hers).toHaveLength(6)
  })

  test('see how far a message has come', async () => {
    const { one: ana, other: bo, conversation } = await createPair(relay.wsUrl)
    goOffline(ana)
    const message = await say(ana, conversation, 'hello')
    await untilDelivery(ana, conversation, message, row => row.delivery === 'waiting')
    goOffline(bo)
    goOnline(ana)
    await untilDelivery(ana, conversation, message, row => row.delivery === 'on-relay')
    goOnline(bo)
    await untilDelivery(ana, conversation, message, row => row.delivery === 'delivered')
    await bo.device.do({ type: 'privacy.change', change: { readReceipts: true } })
    const shown = await untilShows(bo, conversation, ['hello'])
    await bo.device.do({ type: 'conversation.read', conversation, key: shown.items.at(-1)?.key ?? '' })
    const read = await untilDelivery(ana, conversation, message, row => row.delivery === 'read')
    expect(read.reach).toBeNull()
  })

  test('edit, delete and react at the same time, and agree', async () => {
    const { one: ana, other: bo, conversation } = await createPair(relay.wsUrl)
    const [kept, gone] = [await say(ana, conversation, 'frist'), await say(ana, conversation, 'oops')]
    await untilShows(bo, conversation, ['frist', 'oops'])
    goOffline(ana, bo)
    await ana.device.do({ type: 'message.edit', conversation, message: kept, text: 'first' })
    await ana.device.do({ type: 'message.delete', conversation, message: gone })
    await bo.device.do({ type: 'message.react', conversation, message: kept, emoji: '👍' })
    await bo.device.do({ type: 'message.react', conversation, message: gone, emoji: '😮' })
    goOnline(ana, bo)
    const threads = []
    for (const person of [ana, bo]) {
      threads.push(
        await untilThread(person, conversation, row => {
          const [first, second] = messagesIn(row)
          return (
            textsIn(row).includes('first') && first?.reactions.length === 1 && second?.body.kind === 'deleted'
          )
        }),
      )
    }
    for (const thread of threads)
      expect(messagesIn(thread)[1]).toMatchObject({ body: { kind: 'deleted' }, reactions: [] })
  })

  test('show each other typing, and stop', async () => {
    const { one: ana, other: bo, conversation } = await createPair(relay.wsUrl)
    await say(ana, conversation, 'hello')
    await untilShows(bo, conversation, ['hello'])
    await bo.device.do({ type: 'conversation.typing', conversation })
    await untilConversation(ana, conversation, row => row.typing.includes('Bob'))
    await say(bo, conversation, 'hi')
    expect((await untilConversation(ana, conversation, row => row.typing.length === 0)).typing).toEqual([])
  })

  test('keep their order when one of them has a clock that is years off', async () => {
    let offMs = 0
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + offMs }
    const [ana, bo] = [
      await createPerson('Ana', relay.wsUrl),
      await createPerson('Bo', relay.wsUrl, { clock }),
    ]
    const conversation = await connect(ana, bo)
    await say(ana, conversation, 'one')
    await untilShows(bo, conversation, ['one'])
    goOffline(bo)
    offMs = 5 * 366 * 24 * 60 * 60_000
    await say(bo, conversation, 'two, from the future')
    offMs = -offMs
    await say(bo, conversation, 'three, from the past')
    offMs = 0
    goOnline(bo)
    await untilShows(ana, conversation, ['three, from the past'])
    await say(ana, conversation, 'four')
    const texts = ['one', 'two, from the future', 'three, from the past', 'four']
    const [hers, his] = await untilAllShow([ana, bo], conversation, texts)
    expect(hers).toEqual(texts)
    expect(his).toEqual(texts)
    const thread = await untilThread(ana, conversation, () => true)
    for (const { sentAtMs } of messagesIn(thread)) {
      expect(Math.abs(sentAtMs - systemClock.nowMs())).toBeLessThan(31 * 24 * 60 * 60_000)
    }
  })

  test('send images and works, which only the two can see', async () => {
    const images = { images: createNodePreparer(), http: createNodeHttp() }
    const [ana, bo] = [
      await createPerson('Ana', relay.wsUrl, images),
      await createPerson('Bo', relay.wsUrl, images),
    ]
    const conversation = await connect(ana, bo)
    const [photo] = await paint(1)
    if (photo === undefined) throw new Error('no photograph')
    const image = await ana.device.do({
      type: 'message.send-image',
      conversation,
      source: new Blob([Uint8Array.from(photo.bytes)]),
      alt: 'A harbour at dawn',
      text: 'this morning',
      replyTo: null,
    })
    await untilDelivery(bo, conversation, image.message, ({ body }) => body.kind === 'image')
    const load = (person: Person) =>
      person.device.run({ type: 'message.image', conversation, message: image.message, size: 'card' })
    await expect.poll(() => load(bo), { timeout: 20_000 }).toMatchObject({ ok: true })
    expect(await load(bo)).toEqual(await load(ana))
    const { album } = await ana.device.do({
      type: 'album.create',
      title: 'Harbour',
      kind: 'album',
      audience: 'public',
    })
    const source = new Blob([Uint8Array.from(photo.bytes)])
    const { item } = await ana.device.do({
      type: 'intake.take',
      album,
      name: 'Dawn.jpg',
      source,
      replaces: null,
    })
    const queue = await ana.device.until({ type: 'intake' }, row =>
      row.items.some(one => one.id === item && one.work !== null),
    )
    const work = queue.items.find(one => one.id === item)?.work ?? ''
    const sent = await ana.device.do({
      type: 'message.send-work',
      conversation,
      account: ana.account,
      album,
      work,
      text: 'look',
    })
    const card = await untilDelivery(bo, conversation, sent.message, ({ body }) => body.kind === 'work')
    expect(card.body).toMatchObject({
      title: 'Dawn',
      artist: 'Ana',
      text: 'look',
      album,
      work,
      account: ana.account,
    })
    const junk = new Blob(['not an image'])
    expect(
      await ana.device.run({
        type: 'message.send-image',
        conversation,
        source: junk,
        alt: '',
        text: '',
        replyTo: null,
      }),
    ).toMatchObject({ error: { type: 'image-refused', problem: 'not-an-image' } })
  })
})

describe('one person on two devices', () => {
  test('reads the history on the new one, and what was read on either is read on both', async () => {
    const { one: ana, other: bo, conversation } = await createPair(relay.wsUrl)
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`)
    for (const text of texts) await say(bo, conversation, text)
    await untilShows(ana, conversation, texts)
    await ana.device.allOnRelay()
    const laptop = await onAnotherDevice(ana, relay.wsUrl, 'Laptop')
    const shown = await untilShows(laptop, conversation, texts)
    expect(textsIn(shown)).toEqual(texts)
    await untilConversation(ana, conversation, row => row.unread === 12)
    const eighth = shown.items.find(
      item =>
        item.kind === 'message' &&
        item.message.body.kind === 'text' &&
        item.message.body.text === 'message 8',
    )
    await laptop.device.do({ type: 'conversation.read', conversation, key: eighth?.key ?? '' })
    await untilConversation(ana, conversation, row => row.unread === 3)
    await say(laptop, conversation, 'from my laptop')
    await untilAllShow([ana, bo], conversation, ['from my laptop'])
  })
})

describe('a room', () => {
  test('is the same for its three members, and nobody edits or deletes for another', async () => {
    const [ana, bo, cy] = [
      await createPerson('Ana', relay.wsUrl),
      await createPerson('Bo', relay.wsUrl),
      await createPerson('Cy', relay.wsUrl),
    ]
    await connect(ana, bo)
    await connect(ana, cy)
    const conversation = await createRoom(ana, [bo, cy], 'Studio')
    const message = await say(bo, conversation, 'from Bo')
    await say(cy, conversation, 'from Cy')
    await untilAllShow([ana, bo, cy], conversation, ['from Bo', 'from Cy'])
    expect(
      await cy.device.run({ type: 'message.edit', conversation, message, text: 'forged' }),
    ).toMatchObject({
      error: { type: 'cannot-write', reason: 'not-author' },
    })
    await untilDelivery(bo, conversation, message, row => row.reach?.of === 2 && row.reach.delivered === 2)
  })

  test('hides what a removed member goes on writing, and lets them write no more once they know', async () => {
    const [ana, bo, cy] = [
      await createPerson('Ana', relay.wsUrl),
      await createPerson('Bo', relay.wsUrl),
      await createPerson('Cy', relay.wsUrl),
    ]
    await connect(ana, bo)
    await connect(ana, cy)
    const conversation = await createRoom(ana, [bo, cy], 'Studio')
    await say(cy, conversation, 'kept')
    await untilAllShow([ana, bo], conversation, ['kept'])
    goOffline(cy)
    await ana.device.do({ type: 'room.remove', conversation, account: cy.account })
    await say(ana, conversation, 'without Cy')
    await untilShows(bo, conversation, ['without Cy'])
    await say(cy, conversation, 'does not know yet')
    goOnline(cy)
    await untilConversation(cy, conversation, row => row.cannotWrite === 'removed')
    await cy.device.allOnRelay()
    await say(ana, conversation, 'after')
    const [hers, his] = await untilAllShow([ana, bo], conversation, ['kept', 'without Cy', 'after'])
    expect(hers).not.toContain('does not know yet')
    expect(his).not.toContain('does not know yet')
    expect(textsIn(await untilThread(cy, conversation, () => true))).not.toContain('without Cy')
  })
})
