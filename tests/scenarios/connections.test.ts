/** People who meet: whole cores, real sockets, a real relay. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionState } from '../../src/core/api.ts'
import { parseAccountIdText } from '../../src/core/account/account-id.ts'
import { codeToText, signCode } from '../../src/protocol/rooms/code.ts'
import {
  ask,
  connect,
  createPerson,
  goOffline,
  goOnline,
  look,
  messagesIn,
  onAnotherDevice,
  type Person,
  say,
  untilPerson,
  untilShows,
  untilThread,
} from '../support/people.ts'
import { startRelayInProcess, type RelayInProcess } from '../support/relay-in-process.ts'
import { createKey } from '../support/sealed-doc.ts'
import { createDevice } from '../support/world.ts'

let relay: RelayInProcess
beforeAll(async () => {
  relay = await startRelayInProcess()
})
afterAll(() => relay.relay.close())

const create = (name: string): Promise<Person> => createPerson(name, relay.wsUrl)

/** Somebody whom no relay has heard of. */
const createOffline = async (name: string): Promise<Person> => {
  const device = await createDevice(relay.wsUrl)
  device.network.cut()
  const { account } = await device.do({ type: 'account.create', name, passphrase: null, deviceName: name })
  return { name, account, device }
}

const introsIn = (health: unknown): number =>
  typeof health === 'object' && health !== null && 'intros' in health ? Number(health.intros) : -1
const introsOnRelay = async (): Promise<number> =>
  introsIn(await (await fetch(`http://127.0.0.1:${relay.relay.port}/healthz`)).json())

type Kind = ConnectionState['kind']
const untilKind = (one: Person, other: Person, kind: Kind) =>
  untilPerson(one, other, ({ connection }) => connection.kind === kind)
const untilConfirmed = (one: Person, other: Person) =>
  untilPerson(one, other, ({ connection }) => connection.kind === 'connected' && connection.confirmed)
const untilDelivered = (one: Person, other: Person, isDelivered: boolean) =>
  untilPerson(
    one,
    other,
    ({ connection }) => connection.kind === 'sent' && connection.delivered === isDelivered,
  )
const codeOf = async (person: Person, answers: Person | null = null): Promise<string> =>
  (await person.device.do({ type: 'code.show', answers: answers?.account ?? null })).text
const conversationOf = ({ connection }: { readonly connection: ConnectionState }): string =>
  connection.kind === 'connected' ? connection.conversation : ''

describe('asking to connect', () => {
  test('is delivered, accepted, and both talk', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await ask(alice, bob, 'We met at the opening.')
    const asked = await untilKind(bob, alice, 'received')
    expect(asked).toMatchObject({
      name: 'Alice',
      connection: { note: 'We met at the opening.', via: 'request' },
    })
    await untilDelivered(alice, bob, true)
    const { conversation } = await bob.device.do({ type: 'connection.accept', account: alice.account })
    expect(conversationOf(await untilConfirmed(alice, bob))).toBe(conversation)
    expect(conversationOf(await untilConfirmed(bob, alice))).toBe(conversation)
    await say(alice, conversation, 'Hello Bob')
    await untilShows(bob, conversation, ['Hello Bob'])
  })

  test('waits while each of them is away in turn', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await look(alice, bob)
    goOffline(alice, bob)
    await alice.device.do({ type: 'connection.request', account: bob.account, note: '' })
    await untilDelivered(alice, bob, false)
    const before = await introsOnRelay()
    goOnline(alice)
    await expect.poll(introsOnRelay).toBe(before + 1)
    goOffline(alice)
    goOnline(bob)
    await untilKind(bob, alice, 'received')
    const { conversation } = await bob.device.do({ type: 'connection.accept', account: alice.account })
    await say(bob, conversation, 'Gladly')
    await untilThread(bob, conversation, row =>
      messagesIn(row).some(({ delivery }) => delivery === 'on-relay'),
    )
    goOffline(bob)
    goOnline(alice)
    await untilConfirmed(alice, bob)
    await untilShows(alice, conversation, ['Gladly'])
  })

  test('is withdrawn, turned down in silence, and blocked', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await ask(alice, bob, 'Never mind')
    await untilKind(bob, alice, 'received')
    await alice.device.do({ type: 'connection.cancel', account: bob.account })
    await untilKind(bob, alice, 'none')
    await ask(alice, bob, 'After all')
    await untilPerson(
      bob,
      alice,
      ({ connection }) => connection.kind === 'received' && connection.note === 'After all',
    )
    await bob.device.do({ type: 'connection.reject', account: alice.account })
    await untilKind(bob, alice, 'none')
    await untilDelivered(alice, bob, true)
    const carol = await create('Carol')
    await carol.device.do({ type: 'connection.block', account: alice.account })
    await carol.device.allOnRelay()
    await ask(alice, carol)
    await alice.device.allOnRelay()
    await untilDelivered(alice, carol, false)
    expect((await carol.device.until({ type: 'people' }, () => true)).received).toEqual([])
  })

  test('by both at once connects both, in one conversation', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await look(alice, bob)
    await look(bob, alice)
    goOffline(alice, bob)
    await alice.device.do({ type: 'connection.request', account: bob.account, note: '' })
    await bob.device.do({ type: 'connection.request', account: alice.account, note: '' })
    goOnline(alice, bob)
    const [hers, his] = [await untilConfirmed(alice, bob), await untilConfirmed(bob, alice)]
    expect(conversationOf(hers)).toBe(conversationOf(his))
    await say(bob, conversationOf(his), 'Snap')
    await untilShows(alice, conversationOf(hers), ['Snap'])
  })

  test('is the same on a second device of either', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    const conversation = await connect(alice, bob)
    const second = await onAnotherDevice(bob, relay.wsUrl, 'Phone')
    expect(conversationOf(await untilConfirmed(second, alice))).toBe(conversation)
    const carol = await create('Carol')
    await ask(carol, bob, 'Hi')
    await untilKind(second, carol, 'received')
    await second.device.do({ type: 'connection.accept', account: carol.account })
    await untilKind(bob, carol, 'connected')
    await untilConfirmed(carol, bob)
  })
})

describe('a connection that ends', () => {
  test('ends on both sides, and can be made anew', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await connect(alice, bob)
    await alice.device.do({ type: 'connection.remove', account: bob.account })
    await untilKind(bob, alice, 'none')
    await connect(alice, bob, 'Once more?')
    expect((await untilConfirmed(bob, alice)).connection.kind).toBe('connected')
  })

  test('and is asked for again before the other heard, is made anew', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await connect(alice, bob)
    const met = Date.now()
    goOffline(bob)
    await alice.device.do({ type: 'connection.remove', account: bob.account })
    await alice.device.allOnRelay()
    await alice.device.do({ type: 'connection.request', account: bob.account, note: 'Sorry' })
    await alice.device.allOnRelay()
    goOnline(bob)
    const { connection } = await untilPerson(
      bob,
      alice,
      row =>
        row.connection.kind === 'received' ||
        (row.connection.kind === 'connected' && row.connection.sinceMs > met),
    )
    // Which of the two came first decides whether Bob is asked.
    if (connection.kind === 'received') {
      await bob.device.do({ type: 'connection.accept', account: alice.account })
    }
    expect(conversationOf(await untilConfirmed(alice, bob))).toBe(
      conversationOf(await untilConfirmed(bob, alice)),
    )
  })
})

describe('codes, face to face', () => {
  test('connect two who are offline, and hold once they are online', async () => {
    const [alice, bob] = [await createOffline('Alice'), await createOffline('Bob')]
    const hers = await alice.device.do({ type: 'code.scan', text: await codeOf(bob) })
    expect(hers).toMatchObject({ account: bob.account, name: 'Bob', confirmed: false })
    const his = await bob.device.do({ type: 'code.scan', text: await codeOf(alice, bob) })
    expect(his).toMatchObject({
      account: alice.account,
      name: 'Alice',
      confirmed: true,
      conversation: hers.conversation,
    })
    await say(bob, his.conversation, 'See you later')
    goOnline(alice, bob)
    for (const [one, other] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      const row = await untilPerson(
        one,
        other,
        ({ connection, reachable }) => connection.kind === 'connected' && connection.confirmed && reachable,
      )
      expect(row).toMatchObject({ verified: 'in-person', changes: [] })
    }
    await untilShows(alice, hers.conversation, ['See you later'])
  })

  test('hold also where one phone died after the first scan', async () => {
    const [alice, bob] = [await createOffline('Alice'), await createOffline('Bob')]
    const { conversation } = await alice.device.do({ type: 'code.scan', text: await codeOf(bob) })
    goOnline(alice, bob)
    const row = await untilKind(bob, alice, 'received')
    expect(row.connection).toMatchObject({ via: 'code' })
    await bob.device.do({ type: 'connection.accept', account: alice.account })
    expect(conversationOf(await untilConfirmed(alice, bob))).toBe(conversation)
    expect((await untilConfirmed(alice, bob)).verified).toBe('in-person')
  })

  test('that are false are found out once the chain is here, and nothing was written to anybody', async () => {
    const [alice, bob] = [await createOffline('Alice'), await create('Bob')]
    const account = parseAccountIdText(bob.account)
    if (account === null) throw new Error('not an account')
    const device = createKey()
    const record = await signCode(device.sign, {
      account,
      device: device.publicKey,
      heads: [account],
      key: { generation: 1, akX: createKey().publicKey },
      name: 'Bob',
      nonce: new Uint8Array(16),
      atMs: Date.now(),
      answers: null,
    })
    await alice.device.do({ type: 'code.scan', text: codeToText(record) })
    expect((await untilKind(alice, bob, 'connected')).verified).toBe('in-person')
    goOnline(alice)
    const found = await untilPerson(alice, bob, ({ changes }) => changes.length > 0)
    expect(found).toMatchObject({
      verified: 'no',
      connection: { kind: 'none' },
      changes: [{ kind: 'code-was-false' }],
    })
    expect((await bob.device.until({ type: 'people' }, () => true)).received).toEqual([])
    await alice.device.do({ type: 'trust.acknowledge', account: bob.account })
    await untilPerson(alice, bob, ({ changes }) => changes.length === 0)
  })
})

describe('who they are', () => {
  test('is compared by one number, and a new device says that it is new', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await connect(alice, bob)
    const { safetyNumber } = await untilConfirmed(bob, alice)
    expect(
      await alice.device.do({ type: 'trust.compare', account: bob.account, digits: safetyNumber.join(' ') }),
    ).toEqual({ same: true })
    await onAnotherDevice(bob, relay.wsUrl, 'Tablet')
    const changed = await untilPerson(alice, bob, ({ changes }) => changes.length > 0)
    expect(changed).toMatchObject({
      verified: 'compared',
      changes: [{ kind: 'recovered', device: 'Tablet' }],
    })
    await alice.device.do({ type: 'trust.acknowledge', account: bob.account })
    await untilPerson(alice, bob, ({ changes }) => changes.length === 0)
  })

  test('is not told by a name: a new identity under the same one is a stranger who looks alike', async () => {
    const [alice, bob] = [await create('Alice'), await create('Bob')]
    await connect(alice, bob)
    const again = await create('Bob')
    await ask(again, alice, 'New phone, new account')
    const row = await untilPerson(
      alice,
      again,
      ({ connection, lookalikes }) => connection.kind === 'received' && lookalikes.length > 0,
    )
    expect(row).toMatchObject({ verified: 'no', lookalikes: [{ account: bob.account, name: 'Bob' }] })
    const people = await alice.device.until({ type: 'people' }, ({ received }) => received.length > 0)
    expect(people.received).toMatchObject([{ isLookalike: true }])
  })
})
