/** What a relay can keep from people: devices, requests, images. Nothing is lost, and they are shown that it waits. */
import { describe, expect, test } from 'vitest'
import type { MessageRow } from '../../src/core/api.ts'
import { bytesToBase64Url, equalBytes } from '../../src/base/bytes.ts'
import type { Ports } from '../../src/core/ports.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { createAlteringProxy } from '../support/altering-proxy.ts'
import { createNodePreparer } from '../support/art/node-preparer.ts'
import { envelopesIn, epochsIn } from '../support/feeds-seen.ts'
import { setHostileStage } from '../support/hostile-stage.ts'
import {
  ask,
  connect,
  createPair,
  createPerson,
  messagesIn,
  noticesIn,
  onAnotherDevice,
  say,
  textsIn,
  untilAllShow,
  untilDelivery,
  untilPerson,
  untilShows,
  untilThread,
} from '../support/people.ts'
import { photographs } from '../support/photos/photographs.ts'

const { hostile, relayPort, kindOf, withheldFrom, honestAgain, createTwo } = setHostileStage()

const isUnreadable = ({ body }: MessageRow): boolean => body.kind === 'unreadable'

describe('a relay that hides', () => {
  test('a new device of Alice’s shows Bob nothing of it until it is certified, and then all, with a notice', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    await say(alice, conversation, 'from the laptop')
    await untilShows(bob, conversation, ['from the laptop'])
    hostile().meddle(withheldFrom(bob, alice, 'identity'))
    const phone = await onAnotherDevice(alice, hostile().wsUrl, 'Phone')
    await untilShows(phone, conversation, ['from the laptop'])
    await say(phone, conversation, 'from the phone')
    await untilShows(alice, conversation, ['from the phone'])
    await say(bob, conversation, 'meanwhile')
    const meanwhile = await untilShows(bob, conversation, ['meanwhile'])
    expect(textsIn(meanwhile)).toEqual(['from the laptop', 'meanwhile'])
    honestAgain(alice, bob, phone)
    const whole = await untilThread(
      bob,
      conversation,
      row =>
        textsIn(row).includes('from the phone') && noticesIn(row).some(({ kind }) => kind === 'recovered'),
    )
    expect(textsIn(whole)).toEqual(['from the laptop', 'from the phone', 'meanwhile'])
    expect(noticesIn(whole)).toContainEqual({ kind: 'recovered', who: 'Alice', device: 'Phone' })
  })

  test('that a device was revoked: once Alice has written, Bob’s words wait and do not go to it', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    const phone = await onAnotherDevice(alice, hostile().wsUrl, 'Phone')
    await untilPerson(bob, alice, row => row.changes.length > 0)
    await bob.device.do({ type: 'trust.acknowledge', account: alice.account })
    await say(bob, conversation, 'hello, phone')
    await untilShows(phone, conversation, ['hello, phone'])
    hostile().meddle(withheldFrom(bob, alice, 'identity'))
    const devices = await alice.device.until({ type: 'devices' }, rows => rows.length === 2)
    const lost = devices.find(({ isThis }) => !isThis)?.id ?? ''
    await alice.device.do({ type: 'device.revoke', device: lost })
    await say(alice, conversation, 'my phone is gone')
    await untilThread(bob, conversation, row => messagesIn(row).some(isUnreadable))
    const waiting = await say(bob, conversation, 'not for the phone')
    await untilDelivery(bob, conversation, waiting, ({ waitsFor }) => waitsFor === 'their-chain')
    honestAgain(alice, bob)
    await untilAllShow([alice, bob], conversation, ['my phone is gone', 'not for the phone'])
    const feeds = hostile().documents('feed')
    const sealed = feeds
      .filter(({ owner }) => owner === bob.account)
      .flatMap(envelopesIn)
      .at(-1)?.header.epoch
    const used = feeds.flatMap(epochsIn).find(({ id }) => sealed !== undefined && equalBytes(id, sealed))
    expect(used?.wraps.length).toBe(2)
    expect(used?.wraps.map(([to]) => bytesToBase64Url(to))).not.toContain(lost)
  })
})

describe('a relay that withholds ciphertext', () => {
  test('of a request shows nothing of it, and the request once it is there', async () => {
    const [alice, bob] = await createTwo()
    hostile().meddle(
      ({ account, way, frame }) => way === 'down' && account === bob.account && kindOf(frame) === 'letter',
    )
    await ask(alice, bob, 'do you remember me?')
    await untilPerson(alice, bob, ({ connection }) => connection.kind === 'sent')
    // Others' requests come through meanwhile.
    const carol = await createPerson('Carol', hostile().wsUrl)
    hostile().meddle(withheldFrom(bob, alice, 'letter'))
    await ask(carol, bob)
    const people = await bob.device.until({ type: 'people' }, row => row.received.length > 0)
    expect(people.received.map(({ account }) => account)).toEqual([carol.account])
    expect((await untilPerson(alice, bob, () => true)).connection).toMatchObject({
      kind: 'sent',
      delivered: false,
    })
    honestAgain(alice, bob)
    await untilPerson(
      bob,
      alice,
      ({ connection }) => connection.kind === 'received' && connection.note === 'do you remember me?',
    )
    await untilPerson(alice, bob, ({ connection }) => connection.kind === 'sent' && connection.delivered)
  })
})

describe('a relay that has images', () => {
  const sendImage = async (wsUrl: string) => {
    const ports = (): Partial<Ports> => ({ http: createNodeHttp(), images: createNodePreparer() })
    const [alice, bob] = [
      await createPerson('Alice', wsUrl, ports()),
      await createPerson('Bob', wsUrl, ports()),
    ]
    const conversation = await connect(alice, bob)
    const [photo] = await photographs(1, { megapixels: 0.12, seed: 7 })
    const source = new Blob([new Uint8Array(photo?.bytes ?? [])])
    const sent = {
      type: 'message.send-image',
      conversation,
      source,
      alt: 'A proof',
      text: '',
      replyTo: null,
    } as const
    const { message } = await alice.device.do(sent)
    await untilThread(bob, conversation, row => messagesIn(row).some(({ id }) => id === message))
    await alice.device.until(
      { type: 'sync' },
      ({ images, state }) => images.waiting === 0 && state === 'on-relay',
    )
    return { bob, load: { type: 'message.image', conversation, message, size: 'full' } as const }
  }

  test('and withholds one leaves the message, and says that the relay has not got it', async () => {
    hostile().withholdBlobs(true)
    const { bob, load } = await sendImage(hostile().wsUrl)
    const withheld = { ok: false, error: { type: 'image-not-here', reason: 'not-on-relay' } }
    expect(await bob.device.run(load)).toEqual(withheld)
    hostile().withholdBlobs(false)
    expect((await bob.device.do(load)).size).toBe('full')
  })

  test('and gives other bytes is not believed, and the message says so', async () => {
    const proxy = await createAlteringProxy(relayPort())
    proxy.alter(bytes => bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)))
    const { bob, load } = await sendImage(`ws://127.0.0.1:${proxy.port}/sync`)
    const altered = { ok: false, error: { type: 'image-not-here', reason: 'altered' } }
    expect(await bob.device.run(load)).toEqual(altered)
    expect(proxy.altered()).toBeGreaterThan(0)
    await proxy.close()
  })
})
