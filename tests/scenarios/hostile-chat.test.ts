/** What a relay can do to the order in which people talk: it fails, or they are shown. */
import { describe, expect, test } from 'vitest'
import type { AccountIdText } from '../../src/core/api.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import { setHostileStage } from '../support/hostile-stage.ts'
import {
  ask,
  connect,
  createPair,
  createPerson,
  createRoom,
  messagesIn,
  onAnotherDevice,
  type Person,
  reconnect,
  say,
  textsIn,
  untilAllShow,
  untilDelivery,
  untilPerson,
  untilShows,
  untilThread,
} from '../support/people.ts'

const { hostile, withheldFrom, honestAgain, createTwo, createThree, keepCopy, rollBackTo } = setHostileStage()

describe('a relay that drops what Alice writes', () => {
  test('leaves it undelivered before her eyes, and once it is let through everybody has it', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    const first = await say(alice, conversation, 'first')
    await untilDelivery(alice, conversation, first, ({ delivery }) => delivery === 'delivered')
    hostile().meddle(withheldFrom(bob, alice))
    const second = await say(alice, conversation, 'second')
    await untilDelivery(alice, conversation, second, ({ delivery }) => delivery === 'on-relay')
    await say(bob, conversation, 'are you there?')
    const thread = await untilShows(alice, conversation, ['are you there?'])
    expect(messagesIn(thread).find(({ id }) => id === second)?.delivery).toBe('on-relay')
    expect(textsIn(await untilShows(bob, conversation, ['are you there?']))).toEqual([
      'first',
      'are you there?',
    ])
    honestAgain(alice, bob)
    await untilDelivery(alice, conversation, second, ({ delivery }) => delivery === 'delivered')
    const shown = await untilAllShow([alice, bob], conversation, ['first', 'second', 'are you there?'])
    expect(shown[0]).toEqual(shown[1])
  })

  test('in a room, from one of its members: that one is told that something is missing', async () => {
    const [alice, bob, carol] = await createThree()
    const conversation = await createRoom(alice, [bob, carol], 'Print shop')
    hostile().meddle(withheldFrom(bob, alice))
    await say(alice, conversation, 'the press is free')
    await untilShows(carol, conversation, ['the press is free'])
    await say(carol, conversation, 'I take it')
    const told = await untilThread(bob, conversation, row => row.missing > 0)
    expect(textsIn(told)).not.toContain('the press is free')
    honestAgain(alice, bob, carol)
    const whole = await untilThread(
      bob,
      conversation,
      row => row.missing === 0 && textsIn(row).includes('the press is free'),
    )
    expect(textsIn(whole)).toEqual(['the press is free', 'I take it'])
  })
})

/** Writes by turns without waiting, and answers the texts of each. */
const talk = async (
  people: readonly Person[],
  conversation: string,
  rounds: number,
): Promise<readonly string[]> => {
  const texts: string[] = []
  for (let round = 0; round < rounds; round++) {
    for (const person of people) {
      texts.push(`${person.name} ${round}`)
      await say(person, conversation, `${person.name} ${round}`)
    }
  }
  return texts
}

const sorted = (texts: readonly string[]): readonly string[] => texts.toSorted()

describe('a relay that reorders', () => {
  test('what it carries changes nothing in what the two show', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    const held: (() => void)[] = []
    hostile().meddle(({ frame, pass }) => {
      if (frame.type !== 'sync') return false
      held.push(() => pass(frame))
      if (held.length > 3) for (const release of held.splice(0).toReversed()) release()
      else setTimeout(() => held.pop()?.(), 15)
      return true
    })
    const texts = await talk([alice, bob], conversation, 12)
    const [atAlice, atBob] = await untilAllShow([alice, bob], conversation, texts)
    expect(atAlice).toEqual(atBob)
    expect(sorted(atAlice ?? [])).toEqual(sorted(texts))
  })
})

describe('a relay that replays', () => {
  test('everything, again and again, shows nothing twice', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    const said = new Map<AccountIdText, Frame[]>()
    hostile().meddle(({ account, way, frame, pass }) => {
      if (way === 'up' || frame.type !== 'sync') return false
      const before = said.get(account) ?? []
      said.set(account, [...before, frame].slice(-200))
      for (const again of [frame, frame, ...before.slice(-4), before[0] ?? frame]) pass(again)
      return true
    })
    const texts = await talk([alice, bob], conversation, 8)
    for (const person of [alice, bob]) {
      await untilShows(person, conversation, texts)
      for (const frame of said.get(person.account) ?? []) hostile().tell(person.account, frame)
    }
    const last = await say(alice, conversation, 'the end')
    await untilDelivery(alice, conversation, last, ({ delivery }) => delivery === 'delivered')
    const [atAlice, atBob] = await untilAllShow([alice, bob], conversation, ['the end'])
    expect(sorted(atAlice ?? [])).toEqual(sorted([...texts, 'the end']))
    expect(atBob).toEqual(atAlice)
  })

  test("a request that was rejected does not bring it before anybody's eyes again", async () => {
    const [alice, bob] = await createTwo()
    const intros: Frame[] = []
    hostile().meddle(({ way, frame }) => {
      if (way === 'down' && frame.type === 'intro') intros.push(frame)
      return false
    })
    await ask(alice, bob, 'hello')
    await untilPerson(bob, alice, row => row.connection.kind === 'received')
    await bob.device.do({ type: 'connection.reject', account: alice.account })
    for (const frame of intros) hostile().tell(bob.account, frame)
    // Bob's answer to somebody else's request shows that he has dealt with what came before it.
    const carol = await createPerson('Carol', hostile().wsUrl)
    await connect(carol, bob)
    const people = await bob.device.until({ type: 'people' }, row => row.connections.length === 1)
    expect(intros.length).toBeGreaterThan(0)
    expect(people.received).toEqual([])
  })
})

describe('a relay that is rolled back', () => {
  test('loses nothing that either of the two has, and is filled again by them', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    const before = await say(alice, conversation, 'before')
    await untilDelivery(alice, conversation, before, ({ delivery }) => delivery === 'delivered')
    await keepCopy('earlier')
    reconnect(alice, bob)
    const after = await say(bob, conversation, 'after')
    await untilDelivery(bob, conversation, after, ({ delivery }) => delivery === 'delivered')
    await rollBackTo('earlier')
    reconnect(alice, bob)
    await say(alice, conversation, 'and on')
    const shown = await untilAllShow([alice, bob], conversation, ['before', 'after', 'and on'])
    expect(shown).toEqual([
      ['before', 'after', 'and on'],
      ['before', 'after', 'and on'],
    ])
    const phone = await onAnotherDevice(alice, hostile().wsUrl, 'Phone')
    expect(textsIn(await untilShows(phone, conversation, ['before', 'after', 'and on']))).toHaveLength(3)
  })
})

describe('a relay that forks a room', () => {
  test('showing Alice and Bob each a room without the other: both are told, and it heals in one order', async () => {
    const [alice, bob, carol] = await createThree()
    const conversation = await createRoom(alice, [bob, carol], 'Print shop')
    const fromBob = withheldFrom(bob, alice)
    const fromAlice = withheldFrom(alice, bob)
    hostile().meddle(frame => fromBob(frame) || fromAlice(frame))
    await say(alice, conversation, 'only Carol hears Alice')
    await say(bob, conversation, 'only Carol hears Bob')
    await untilShows(carol, conversation, ['only Carol hears Alice', 'only Carol hears Bob'])
    await say(carol, conversation, 'I hear you both')
    for (const person of [alice, bob]) {
      const thread = await untilThread(person, conversation, row => row.missing > 0)
      expect(textsIn(thread)).not.toContain(`only Carol hears ${person === alice ? 'Bob' : 'Alice'}`)
    }
    honestAgain(alice, bob, carol)
    const shown = await untilAllShow([alice, bob, carol], conversation, [
      'only Carol hears Alice',
      'only Carol hears Bob',
      'I hear you both',
    ])
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
    expect(shown[0]?.at(-1)).toBe('I hear you both')
  })
})
