import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { everything } from '../../../../support/hostile-relay.ts'
import { getAllChanges } from '../../../../../src/core/documents/automerge.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type LineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit, type Talker } from './talker.ts'

beforeAll(loadAutomerge)

type KnownPerson = Person & { readonly first: LineDevice }

let world: LineWorld
let alice: KnownPerson
let bob: KnownPerson
let carol: KnownPerson
beforeEach(async () => {
  world = await createLineWorld()
  ;[alice, bob, carol] = [await world.person('Alice'), await world.person('Bob'), await world.person('Carol')]
})
afterEach(() => world.close())

const heads = (fill: number): Uint8Array[] => [new Uint8Array(32).fill(fill)]

/** Whatever the relay would not give: everything of the one's feeds that is open, to the other. */
const copyFeeds = async (from: LineDevice, to: LineDevice, conversation: string): Promise<void> => {
  for (const { doc } of from.lines.segmentDocs(conversation)) {
    const replica = from.store.replica(doc)
    if (replica !== null && replica.heads().length > 0) {
      await to.store.replica(doc)?.receive('copy', everything(getAllChanges(replica.doc())))
    }
  }
}

describe('somebody who comes later', () => {
  const room = newRoom
  const joinLater = async () => {
    const two = seatingOf(room(), [alice.account, bob.account], { controlHeads: heads(1) })
    const three = {
      ...two,
      members: [...two.members, carol.account],
      feeds: [...two.feeds, carol.account],
      controlHeads: heads(2),
    }
    const one = await sit(alice.first, two)
    const other = await sit(bob.first, two)
    await one.say('before')
    await other.untilTexts('before')
    await other.say('also before')
    await one.untilTexts('before', 'also before')
    one.line.seat(three)
    other.line.seat(three)
    return { one, other, three }
  }

  test('reads nothing from before, and is told of nothing', async () => {
    const { one, other, three } = await joinLater()
    const third = await sit(carol.first, three)
    await one.say('after')
    await third.untilTexts('after')
    await third.say('thank you')
    await other.untilTexts('before', 'also before', 'after', 'thank you')
    expect(third.shown.size).toBe(2)
    expect(third.reasons()).toEqual([])
    expect(third.line.status()).toEqual({ missing: 0, fetching: null })
  })

  test('reads it all where earlier keys are handed on, whenever they come', async () => {
    const { one, three } = await joinLater()
    const third = await sit(carol.first, three)
    await one.say('after')
    await third.untilTexts('after')
    const handed = await one.line.keys(limits.handedKeys)
    await third.line.takeKeys(handed)
    await third.untilTexts('before', 'also before', 'after')
    const fourth = await sit(await carol.addDevice('Carol 2'), three)
    await fourth.untilTexts('before', 'also before', 'after')
    expect([...third.reasons(), ...fourth.reasons()]).toEqual([])
  })

  test('reads it all where the keys come first', async () => {
    const { one, three } = await joinLater()
    await one.say('after')
    const handed = await one.line.keys(limits.handedKeys)
    const third = await sit(carol.first, { ...three, members: [], feeds: [] })
    await third.line.takeKeys(handed)
    third.line.seat(three)
    await third.untilTexts('before', 'also before', 'after')
    expect(third.reasons()).toEqual([])
  })

  test('is not misled by keys that are wrong', async () => {
    const { one, three } = await joinLater()
    const third = await sit(carol.first, three)
    await one.say('after')
    const handed = await one.line.keys(limits.handedKeys)
    await third.line.takeKeys(handed.map(([epoch]) => [epoch, new Uint8Array(32).fill(1)]))
    await third.untilTexts('after')
    expect(third.reasons()).toEqual([])
  })

  test('stops fetching where everything is from before', async () => {
    const two = seatingOf(room(), [alice.account, bob.account], { controlHeads: heads(1) })
    const three = {
      ...two,
      members: [...two.members, carol.account],
      feeds: [...two.feeds, carol.account],
      controlHeads: heads(2),
    }
    const one = await sit(alice.first, two)
    await one.say('hello')
    for (let count = 0; count < 4 * limits.segmentEntries; count += 64) {
      await one.say(...Array.from({ length: 64 }, (_, index) => `${count + index}`))
    }
    one.line.seat(three)
    await until(() => one.device.book.entryOf(carol.account) !== null)
    await one.say('welcome')
    // Another device of hers has found the end before.
    const field = `s:${two.conversation}`
    await until(() => alice.first.deps.talk.entries().has(field))
    await carol.first.deps.talk.write([[field, alice.first.deps.talk.entries().get(field) ?? null]])
    const third = await sit(carol.first, three)
    await third.untilTexts('welcome')
    await until(() => third.line.status().fetching === null)
    expect(third.reasons()).toEqual([])
    const opened = new Set(
      (await carol.first.store.held())
        .filter(({ kind }) => kind === 'feed')
        .map(({ doc32 }) => bytesToHex(doc32)),
    )
    expect(opened.size).toBeLessThan(5)
  }, 60_000)
})

describe('somebody who was removed', () => {
  test('reads nothing of what is said after, whatever they get hold of', async () => {
    const all = seatingOf(newRoom(), [alice.account, bob.account, carol.account], { controlHeads: heads(1) })
    const talkers: Talker[] = []
    for (const { first } of [alice, bob, carol]) talkers.push(await sit(first, all))
    const [one, other, third] = talkers
    if (one === undefined || other === undefined || third === undefined) throw new Error('three people')
    await one.say('to three')
    for (const talker of talkers) await talker.untilTexts('to three')
    await third.say('from Carol')
    for (const talker of talkers) await talker.untilTexts('to three', 'from Carol')
    const two = { ...all, members: [alice.account, bob.account], controlHeads: heads(2) }
    one.line.seat(two)
    other.line.seat(two)
    await one.say('to two')
    await other.untilTexts('to three', 'from Carol', 'to two')
    await copyFeeds(alice.first, carol.first, all.conversation)
    await third.say('still here')
    await one.untilTexts('to three', 'from Carol', 'to two', 'still here')
    expect(third.texts()).toEqual(['from Carol', 'still here', 'to three'])
    await other.say('answer')
    await one.untilTexts('to three', 'from Carol', 'to two', 'still here', 'answer')
    await copyFeeds(bob.first, carol.first, all.conversation)
    await third.say('hello?')
    expect(third.texts()).toEqual(['from Carol', 'hello?', 'still here', 'to three'])
    const frontier = await one.line.frontierOf(carol.account)
    expect(frontier.map(([, n]) => n)).toEqual([1])
  })

  test('cannot make the key that the others use for themselves', async () => {
    const all = seatingOf(newRoom(), [alice.account, bob.account, carol.account])
    const two = { ...all, members: [alice.account, bob.account] }
    const one = await sit(alice.first, two)
    const third = await sit(carol.first, all)
    await one.say('first')
    await third.say('mine')
    await one.untilTexts('first', 'mine')
    const header = () => [...one.shown.values()].at(-1)?.header
    const theirs = header()?.epoch
    await one.say('second')
    expect(header()?.epoch).not.toEqual(theirs)
  })
})

describe('a feed that is not listened to', () => {
  test('is let go of, and read again when it is', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    await other.say('hello')
    await one.untilTexts('hello')
    one.line.seat({ ...seating, members: [], feeds: [] })
    await until(() => alice.first.lines.segmentDocs(seating.conversation).length === 1)
    await other.say('anybody there')
    expect(one.texts()).toEqual(['hello'])
    one.line.seat(seating)
    await one.untilTexts('hello', 'anybody there')
  })
})
