import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type LineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit, text } from './talker.ts'

beforeAll(loadAutomerge)

let world: LineWorld
let alice: Person & { readonly first: LineDevice }
let bob: Person & { readonly first: LineDevice }
beforeEach(async () => {
  world = await createLineWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
})
afterEach(() => world.close())

const pair = async () => {
  const seating = seatingOf(newRoom(), [alice.account, bob.account])
  return { seating, one: await sit(alice.first, seating), other: await sit(bob.first, seating) }
}

describe('two people', () => {
  test('read what the other writes, once each', async () => {
    const { one, other } = await pair()
    await one.say('hello')
    await other.untilTexts('hello')
    await other.say('hi', 'how are you')
    await one.untilTexts('hello', 'hi', 'how are you')
    await other.untilTexts('hello', 'hi', 'how are you')
    expect(one.news.flatMap(item => (item.kind === 'arrived' ? item.arrivals : []))).toHaveLength(3)
  })

  test('read what was written while each was offline', async () => {
    const { one, other } = await pair()
    await one.say('before')
    await other.untilTexts('before')
    alice.first.network.cut()
    bob.first.network.cut()
    await one.say('from Alice')
    await other.say('from Bob')
    expect(one.texts()).toEqual(['before', 'from Alice'])
    alice.first.network.mend()
    bob.first.network.mend()
    alice.first.engine.retry()
    bob.first.engine.retry()
    await one.untilTexts('before', 'from Alice', 'from Bob')
    await other.untilTexts('before', 'from Alice', 'from Bob')
  })

  test('know what they had seen, and what came before', async () => {
    const { one, other } = await pair()
    const [first] = await one.say('first')
    await other.untilTexts('first')
    const [answer] = await other.say('answer')
    await one.untilTexts('first', 'answer')
    const [second] = await one.say('second')
    const header = one.shown.get(second ?? '')?.header
    expect(header?.prev === null || header === undefined ? null : bytesToHex(header.prev)).toBe(first)
    expect(header?.seen.map(bytesToHex)).toEqual([answer?.slice(0, 32)])
    expect(header?.n).toBe(1)
  })

  test('learn when their messages are on the relay', async () => {
    const { one } = await pair()
    const ids = await one.say('one', 'two')
    await until(() => ids.every(id => one.onRelay.has(id)))
    alice.first.network.cut()
    const [later] = await one.say('three')
    expect(one.onRelay.has(later ?? '')).toBe(false)
    alice.first.network.mend()
    alice.first.engine.retry()
    await until(() => one.onRelay.has(later ?? ''))
  })

  test('pass a word to whoever listens, and keep none of it', async () => {
    const { one, other } = await pair()
    await one.say('hello')
    await other.untilTexts('hello')
    await until(() => {
      one.line.sayPassing(['typing', 5])
      return other.passed.length > 0
    })
    expect(other.passed[0]).toEqual([bytesToHex(alice.account), ['typing', 5]])
    expect(other.texts()).toEqual(['hello'])
  })

  test('use one epoch for many messages, and another after a hundred or a day', async () => {
    const { one, other } = await pair()
    await one.say('hello')
    await other.untilTexts('hello')
    await other.say(...Array.from({ length: 98 }, (_, index) => `${index}`))
    await one.say('the hundredth')
    const epochs = () => new Set([...one.shown.values()].map(({ header }) => bytesToHex(header.epoch))).size
    await until(() => one.shown.size === 100)
    expect(epochs()).toBe(1)
    await one.say('one more')
    expect(epochs()).toBe(2)
    alice.first.clock.moveOn(24 * 60 * 60_000)
    await one.say('the next day')
    expect(epochs()).toBe(3)
    await until(() => other.shown.size === 102)
    expect(other.reasons()).toEqual([])
  })
})

describe('sending', () => {
  test('is refused where one has no seat, or may not write', async () => {
    const { one, seating } = await pair()
    one.line.seat({ ...seating, members: [] })
    expect(await one.line.send([text('hello')])).toEqual({ ok: false, error: { type: 'not-seated' } })
    one.line.seat({ ...seating, members: [bob.account] })
    expect(await one.line.send([text('hello')])).toEqual({ ok: false, error: { type: 'not-seated' } })
  })

  test('waits while a chain is not here, or a newer one is known', async () => {
    const { one } = await pair()
    await one.say('hello')
    alice.first.outdated.add(bytesToHex(bob.account))
    const refused = { ok: false, error: { type: 'waits', for: 'their-chain', account: bob.account } }
    expect(await one.line.send([text('to an old list')])).toEqual(refused)
    alice.first.outdated.clear()
    await one.say('to the right one')
    expect(one.texts()).toEqual(['hello', 'to the right one'])
  })

  test('waits while none of their devices can read', async () => {
    const { one } = await pair()
    await one.say('hello')
    alice.first.clock.moveOn(60 * 24 * 60 * 60_000)
    const refused = { ok: false, error: { type: 'waits', for: 'their-devices', account: bob.account } }
    expect(await one.line.send([text('into the void')])).toEqual(refused)
  })

  test('refuses what is too large, and sends nothing of it', async () => {
    const { one } = await pair()
    await one.say('hello')
    for (const length of [2_000_000, 100_000, 70_000]) {
      const sent = await one.line.send([text('small'), text('x'.repeat(length))])
      expect(sent).toEqual({ ok: false, error: { type: 'too-large' } })
    }
    expect(one.texts()).toEqual(['hello'])
  })
})
