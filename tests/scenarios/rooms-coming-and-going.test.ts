/** People and devices that come and go: what each reads, and what they never do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConversationId } from '../../src/core/api.ts'
import {
  connect,
  createPair,
  createPerson,
  createRoom,
  enterRoom,
  messagesIn,
  onAnotherDevice,
  type Person,
  say,
  textsIn,
  untilAllShow,
  untilConversation,
  untilShows,
  untilThread,
} from '../support/people.ts'
import { type RelayInProcess, startRelayInProcess } from '../support/relay-in-process.ts'

let relay: RelayInProcess
beforeEach(async () => {
  relay = await startRelayInProcess()
})
afterEach(() => relay.relay.close())

const textsOf = async (person: Person, conversation: ConversationId): Promise<readonly string[]> =>
  textsIn(await untilThread(person, conversation, () => true))

describe('a device that was taken out', () => {
  test('reads nothing that is said after, and keeps what it had', async () => {
    const { one: alice, other: bob, conversation } = await createPair(relay.wsUrl)
    const laptop = await onAnotherDevice(bob, relay.wsUrl, 'Laptop')
    await say(alice, conversation, 'to both')
    await untilAllShow([bob, laptop], conversation, ['to both'])
    const devices = await bob.device.until({ type: 'devices' }, rows => rows.length === 2)
    const lost = devices.find(({ name }) => name === 'Laptop')
    await bob.device.do({ type: 'device.revoke', device: lost?.id ?? '', evenSo: true })
    await untilThread(alice, conversation, thread =>
      thread.items.some(item => item.kind === 'notice' && item.notice.kind === 'removed-device'),
    )
    await say(alice, conversation, 'to one')
    await untilShows(bob, conversation, ['to both', 'to one'])
    await say(bob, conversation, 'answer')
    await untilShows(alice, conversation, ['answer'])
    expect(await textsOf(laptop, conversation)).toEqual(['to both'])
  })
})

describe('a member who was removed', () => {
  test('reads nothing that is said after', async () => {
    const alice = await createPerson('Alice', relay.wsUrl)
    const [bob, carol] = [await createPerson('Bob', relay.wsUrl), await createPerson('Carol', relay.wsUrl)]
    for (const other of [bob, carol]) await connect(alice, other)
    const room = await createRoom(alice, [bob, carol], 'Studio')
    await say(alice, room, 'to three')
    await untilAllShow([bob, carol], room, ['to three'])
    await alice.device.do({ type: 'room.remove', conversation: room, account: carol.account })
    await untilConversation(bob, room, ({ members }) => members.length === 2)
    await untilConversation(carol, room, ({ cannotWrite }) => cannotWrite === 'removed')
    await say(alice, room, 'to two')
    await say(bob, room, 'among us')
    await untilAllShow([alice, bob], room, ['to three', 'to two', 'among us'])
    const thread = await untilThread(carol, room, () => true)
    expect(textsIn(thread)).toEqual(['to three'])
    expect(messagesIn(thread)).toHaveLength(1)
  })
})

describe('a member who comes later', () => {
  const joinLater = async (mode: 'keep' | 'open') => {
    const alice = await createPerson('Alice', relay.wsUrl)
    const [bob, carol] = [await createPerson('Bob', relay.wsUrl), await createPerson('Carol', relay.wsUrl)]
    for (const other of [bob, carol]) await connect(alice, other)
    const room = await createRoom(alice, [bob], 'Studio', mode)
    await say(alice, room, 'before')
    await say(bob, room, 'also before')
    await untilAllShow([alice, bob], room, ['before', 'also before'])
    await alice.device.do({ type: 'room.invite', conversation: room, accounts: [carol.account] })
    await enterRoom(carol, room)
    for (const person of [alice, bob, carol]) {
      await untilConversation(
        person,
        room,
        ({ members, cannotWrite }) => members.length === 3 && cannotWrite === null,
      )
    }
    await say(bob, room, 'after')
    return { carol, room }
  }

  test('reads nothing from before in a room that keeps it', async () => {
    const { carol, room } = await joinLater('keep')
    await untilShows(carol, room, ['after'])
    await untilThread(carol, room, ({ fetching, missing }) => fetching === null && missing === 0)
    expect(await textsOf(carol, room)).toEqual(['after'])
    expect(messagesIn(await untilThread(carol, room, () => true))).toHaveLength(1)
  })

  test('reads it all in a room that is open', async () => {
    const { carol, room } = await joinLater('open')
    await untilShows(carol, room, ['before', 'also before', 'after'])
    expect([...(await textsOf(carol, room))].toSorted()).toEqual(['after', 'also before', 'before'])
  })
})
