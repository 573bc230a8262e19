/** What a relay can do to two people who talk, or to three in a room: it fails, or they are shown. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Automerge from '@automerge/automerge'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountIdText, ConversationNotice, MessageRow, ThreadRow } from '../../src/core/api.ts'
import { bytesToBase64Url, equalBytes } from '../../src/base/bytes.ts'
import type { Ports } from '../../src/core/ports.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import { createAlteringProxy } from '../support/altering-proxy.ts'
import { createNodePreparer } from '../support/art/node-preparer.ts'
import { envelopesIn, epochsIn } from '../support/feeds-seen.ts'
import { everything } from '../support/hostile-relay.ts'
import {
  type MeddlingRelay,
  type OnItsWay,
  type SeenDocument,
  startMeddlingRelay,
} from '../support/meddling-relay.ts'
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
import { photographs } from '../support/photos/photographs.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import {
  addDevice,
  createDevice as createKeys,
  edit,
  type SealedDoc,
  type TestDevice as Keys,
} from '../support/sealed-doc.ts'

let folder: string
let relay: RelayProcess
let hostile: MeddlingRelay

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-hostile-'))
  relay = await startRelay({ dataDir: join(folder, 'data') })
  hostile = await startMeddlingRelay(relay.port)
})
afterEach(async () => {
  await hostile.close()
  await relay.stop()
  await rm(folder, { recursive: true, force: true })
})

const ownerOf = (frame: Frame): AccountIdText | null =>
  frame.type === 'sync' ? (hostile.documents().find(({ id }) => id === frame.doc)?.owner ?? null) : null
const kindOf = (frame: Frame): string | null =>
  frame.type === 'sync'
    ? (hostile.documents().find(({ id }) => id === frame.doc)?.genesis.kind ?? null)
    : null

/** Nothing that `author` writes in a room or direct conversation comes down to `reader`. */
const withheldFrom =
  (reader: Person, author: Person) =>
  ({ account, way, frame }: OnItsWay): boolean =>
    way === 'down' &&
    account === reader.account &&
    kindOf(frame) === 'feed' &&
    ownerOf(frame) === author.account

const honestAgain = (...people: readonly Person[]): void => {
  hostile.meddle(null)
  reconnect(...people)
}

describe('a relay that drops what Alice writes', () => {
  test('leaves it undelivered before her eyes, and once it is let through everybody has it', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    const first = await say(alice, conversation, 'first')
    await untilDelivery(alice, conversation, first, ({ delivery }) => delivery === 'delivered')
    hostile.meddle(withheldFrom(bob, alice))
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
    hostile.meddle(withheldFrom(bob, alice))
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

const createThree = async (): Promise<readonly [Person, Person, Person]> => {
  const [alice, bob, carol] = [
    await createPerson('Alice', hostile.wsUrl),
    await createPerson('Bob', hostile.wsUrl),
    await createPerson('Carol', hostile.wsUrl),
  ]
  await connect(alice, bob)
  await connect(alice, carol)
  return [alice, bob, carol]
}

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

const isUnreadable = ({ body }: MessageRow): boolean => body.kind === 'unreadable'
const noticesIn = (thread: ThreadRow): readonly ConversationNotice[] =>
  thread.items.flatMap(item => (item.kind === 'notice' ? [item.notice] : []))

const sorted = (texts: readonly string[]): readonly string[] => texts.toSorted()

describe('a relay that reorders', () => {
  test('what it carries changes nothing in what the two show', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    const held: (() => void)[] = []
    hostile.meddle(({ frame, pass }) => {
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
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    const said = new Map<AccountIdText, Frame[]>()
    hostile.meddle(({ account, way, frame, pass }) => {
      if (way === 'up' || frame.type !== 'sync') return false
      const before = said.get(account) ?? []
      said.set(account, [...before, frame].slice(-200))
      for (const again of [frame, frame, ...before.slice(-4), before[0] ?? frame]) pass(again)
      return true
    })
    const texts = await talk([alice, bob], conversation, 8)
    for (const person of [alice, bob]) {
      await untilShows(person, conversation, texts)
      for (const frame of said.get(person.account) ?? []) hostile.tell(person.account, frame)
    }
    const last = await say(alice, conversation, 'the end')
    await untilDelivery(alice, conversation, last, ({ delivery }) => delivery === 'delivered')
    const [atAlice, atBob] = await untilAllShow([alice, bob], conversation, ['the end'])
    expect(sorted(atAlice ?? [])).toEqual(sorted([...texts, 'the end']))
    expect(atBob).toEqual(atAlice)
  })

  test("a request that was rejected does not bring it before anybody's eyes again", async () => {
    const [alice, bob] = [
      await createPerson('Alice', hostile.wsUrl),
      await createPerson('Bob', hostile.wsUrl),
    ]
    const intros: Frame[] = []
    hostile.meddle(({ way, frame }) => {
      if (way === 'down' && frame.type === 'intro') intros.push(frame)
      return false
    })
    await ask(alice, bob, 'hello')
    await untilPerson(bob, alice, row => row.connection.kind === 'received')
    await bob.device.do({ type: 'connection.reject', account: alice.account })
    for (const frame of intros) hostile.tell(bob.account, frame)
    // Bob's answer to somebody else's request shows that he has dealt with what came before it.
    const carol = await createPerson('Carol', hostile.wsUrl)
    await connect(carol, bob)
    const people = await bob.device.until({ type: 'people' }, row => row.connections.length === 1)
    expect(intros.length).toBeGreaterThan(0)
    expect(people.received).toEqual([])
  })
})

describe('a relay that is rolled back', () => {
  test('loses nothing that either of the two has, and is filled again by them', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    const before = await say(alice, conversation, 'before')
    await untilDelivery(alice, conversation, before, ({ delivery }) => delivery === 'delivered')
    const { port } = relay
    await relay.kill()
    await cp(join(folder, 'data'), join(folder, 'earlier'), { recursive: true })
    relay = await startRelay({ dataDir: join(folder, 'data'), port })
    reconnect(alice, bob)
    const after = await say(bob, conversation, 'after')
    await untilDelivery(bob, conversation, after, ({ delivery }) => delivery === 'delivered')
    await relay.kill()
    relay = await startRelay({ dataDir: join(folder, 'earlier'), port })
    reconnect(alice, bob)
    await say(alice, conversation, 'and on')
    const shown = await untilAllShow([alice, bob], conversation, ['before', 'after', 'and on'])
    expect(shown).toEqual([
      ['before', 'after', 'and on'],
      ['before', 'after', 'and on'],
    ])
    const phone = await onAnotherDevice(alice, hostile.wsUrl, 'Phone')
    expect(textsIn(await untilShows(phone, conversation, ['before', 'after', 'and on']))).toHaveLength(3)
  })
})

describe('a relay that forks a room', () => {
  test('showing Alice and Bob each a room without the other: both are told, and it heals in one order', async () => {
    const [alice, bob, carol] = await createThree()
    const conversation = await createRoom(alice, [bob, carol], 'Print shop')
    const fromBob = withheldFrom(bob, alice)
    const fromAlice = withheldFrom(alice, bob)
    hostile.meddle(frame => fromBob(frame) || fromAlice(frame))
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

/** A document as the relay has it, for somebody else's device to write into. */
const asSealed = ({ id, genesis, changes }: SeenDocument): SealedDoc => {
  const [doc] = Automerge.applyChanges(Automerge.init<Record<string, unknown>>(), [...changes()])
  return { id, genesis, doc }
}
/** Says to the account that this is what the document is now. */
const push = (to: Person, sealed: SealedDoc): void =>
  hostile.tell(to.account, {
    type: 'sync',
    doc: sealed.id,
    message: everything(Automerge.getAllChanges(sealed.doc)),
  })

/** Their devices say of how many documents they refused a change. */
const refusalsOf = ({ device }: Person): number =>
  new Set(device.log.flatMap(line => (line.event === 'change-refused' ? [line['document']] : []))).size

const expectNoKeyFor = (device: Keys): void => {
  const epochs = hostile.documents('feed').flatMap(epochsIn)
  const named = epochs.flatMap(({ wraps }) => wraps.map(([to]) => bytesToBase64Url(to)))
  expect(named.length).toBeGreaterThan(0)
  expect(named).not.toContain(bytesToBase64Url(device.publicKey))
}

describe('a relay that injects a device', () => {
  test("into Alice's list reaches nobody: no notice, no key for it, and the talk goes on", async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    await say(alice, conversation, 'before')
    await untilShows(bob, conversation, ['before'])
    const eve = createKeys()
    const [seen] = hostile.documents('identity').filter(({ owner }) => owner === alice.account)
    if (seen === undefined) throw new Error('no identity was seen')
    const identity = asSealed(seen)
    // Signed by a key of the relay's, as if it were one of Alice's, and sealed by it.
    const forger = { account: identity.genesis.owner, root: eve, first: eve, records: [], identity }
    await addDevice({ ...forger, genesisRecord: { kind: 'genesis', body: [], sig: new Uint8Array(64) } })
    for (const person of [alice, bob]) {
      push(person, identity)
      await expect.poll(() => refusalsOf(person)).toBe(1)
    }
    await say(bob, conversation, 'after')
    await say(alice, conversation, 'and on')
    await untilAllShow([alice, bob], conversation, ['before', 'after', 'and on'])
    expect((await untilPerson(bob, alice, () => true)).changes).toEqual([])
    const thread = await untilShows(bob, conversation, ['and on'])
    expect(new Set(noticesIn(thread).map(({ kind }) => kind))).toEqual(new Set(['connected']))
    expectNoKeyFor(eve)
  })
})

describe('a relay that injects a member', () => {
  test('into every document of a room changes nobody’s list of members, and no key goes to it', async () => {
    const [alice, bob, carol] = await createThree()
    const conversation = await createRoom(alice, [bob, carol], 'Print shop')
    await say(alice, conversation, 'before')
    await untilShows(bob, conversation, ['before'])
    const eve = createKeys()
    for (const seen of hostile.documents('feed')) {
      const sealed = asSealed(seen)
      await edit(eve, sealed, draft => {
        draft['e'] = [new Uint8Array(400).fill(7)]
      })
      for (const person of [alice, bob, carol]) push(person, sealed)
    }
    // Of three segments and a control document at least: those that they read.
    for (const person of [alice, bob, carol]) await expect.poll(() => refusalsOf(person)).toBeGreaterThan(3)
    await say(bob, conversation, 'after')
    await say(carol, conversation, 'and on')
    await untilAllShow([alice, bob, carol], conversation, ['before', 'after', 'and on'])
    for (const person of [alice, bob, carol]) {
      const state = await person.device.until(
        { type: 'conversation', conversation },
        row => row.kind === 'shown',
      )
      const members = state.kind === 'shown' ? state.conversation.members.map(({ account }) => account) : []
      expect(members.toSorted()).toEqual([alice, bob, carol].map(({ account }) => account).toSorted())
    }
    expectNoKeyFor(eve)
  })

  test('by giving one person’s feed for another’s is believed by nobody', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    await say(alice, conversation, 'by Alice')
    await say(bob, conversation, 'by Bob')
    await untilAllShow([alice, bob], conversation, ['by Alice', 'by Bob'])
    const feeds = hostile.documents('feed')
    for (const feed of feeds) {
      for (const other of feeds) {
        const message = everything(other.changes())
        if (other !== feed) hostile.tell(bob.account, { type: 'sync', doc: feed.id, message })
      }
    }
    await say(alice, conversation, 'still by Alice')
    const thread = await untilShows(bob, conversation, ['still by Alice'])
    expect(
      messagesIn(thread).map(({ author, body }) => [author.name, body.kind === 'text' && body.text]),
    ).toEqual([
      ['Alice', 'by Alice'],
      ['Bob', 'by Bob'],
      ['Alice', 'still by Alice'],
    ])
  })
})

describe('a relay that hides', () => {
  test('a new device of Alice’s shows Bob nothing of it until it is certified, and then all, with a notice', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    await say(alice, conversation, 'from the laptop')
    await untilShows(bob, conversation, ['from the laptop'])
    hostile.meddle(
      ({ account, way, frame }) =>
        way === 'down' &&
        account === bob.account &&
        kindOf(frame) === 'identity' &&
        ownerOf(frame) === alice.account,
    )
    const phone = await onAnotherDevice(alice, hostile.wsUrl, 'Phone')
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
    const { one: alice, other: bob, conversation } = await createPair(hostile.wsUrl)
    const phone = await onAnotherDevice(alice, hostile.wsUrl, 'Phone')
    await untilPerson(bob, alice, row => row.changes.length > 0)
    await bob.device.do({ type: 'trust.acknowledge', account: alice.account })
    await say(bob, conversation, 'hello, phone')
    await untilShows(phone, conversation, ['hello, phone'])
    hostile.meddle(
      ({ account, way, frame }) =>
        way === 'down' &&
        account === bob.account &&
        kindOf(frame) === 'identity' &&
        ownerOf(frame) === alice.account,
    )
    const devices = await alice.device.until({ type: 'devices' }, rows => rows.length === 2)
    const lost = devices.find(({ isThis }) => !isThis)?.id ?? ''
    await alice.device.do({ type: 'device.revoke', device: lost })
    await say(alice, conversation, 'my phone is gone')
    await untilThread(bob, conversation, row => messagesIn(row).some(isUnreadable))
    const waiting = await say(bob, conversation, 'not for the phone')
    await untilDelivery(bob, conversation, waiting, ({ waitsFor }) => waitsFor === 'their-chain')
    honestAgain(alice, bob)
    await untilAllShow([alice, bob], conversation, ['my phone is gone', 'not for the phone'])
    const feeds = hostile.documents('feed')
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
    const [alice, bob] = [
      await createPerson('Alice', hostile.wsUrl),
      await createPerson('Bob', hostile.wsUrl),
    ]
    hostile.meddle(
      ({ account, way, frame }) => way === 'down' && account === bob.account && kindOf(frame) === 'letter',
    )
    await ask(alice, bob, 'do you remember me?')
    await untilPerson(alice, bob, ({ connection }) => connection.kind === 'sent')
    // Others' requests come through meanwhile.
    const carol = await createPerson('Carol', hostile.wsUrl)
    hostile.meddle(
      ({ account, way, frame }) =>
        way === 'down' &&
        account === bob.account &&
        kindOf(frame) === 'letter' &&
        ownerOf(frame) === alice.account,
    )
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
    hostile.withholdBlobs(true)
    const { bob, load } = await sendImage(hostile.wsUrl)
    const withheld = { ok: false, error: { type: 'image-not-here', reason: 'not-on-relay' } }
    expect(await bob.device.run(load)).toEqual(withheld)
    hostile.withholdBlobs(false)
    expect((await bob.device.do(load)).size).toBe('full')
  })

  test('and gives other bytes is not believed, and the message says so', async () => {
    const proxy = await createAlteringProxy(relay.port)
    proxy.alter(bytes => bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)))
    const { bob, load } = await sendImage(`ws://127.0.0.1:${proxy.port}/sync`)
    const altered = { ok: false, error: { type: 'image-not-here', reason: 'altered' } }
    expect(await bob.device.run(load)).toEqual(altered)
    expect(proxy.altered()).toBeGreaterThan(0)
    await proxy.close()
  })
})

describe('a relay that speaks for Alice', () => {
  test('with an intro that she did not sign asks Bob nothing', async () => {
    const [alice, bob] = [
      await createPerson('Alice', hostile.wsUrl),
      await createPerson('Bob', hostile.wsUrl),
    ]
    const intros: Frame[] = []
    hostile.meddle(({ way, frame }) => {
      if (way === 'up' && frame.type === 'intro') intros.push(frame)
      return way === 'down' && frame.type === 'intro'
    })
    await ask(alice, bob, 'mine')
    await expect.poll(() => intros.length).toBeGreaterThan(0)
    for (const frame of intros) {
      if (frame.type !== 'intro') continue
      const altered = { ...frame.record, body: [...frame.record.body.slice(0, 5), Date.now() + 1] }
      hostile.tell(bob.account, { type: 'intro', record: altered })
    }
    hostile.meddle(null)
    const carol = await createPerson('Carol', hostile.wsUrl)
    await connect(carol, bob)
    const people = await bob.device.until({ type: 'people' }, row => row.connections.length === 1)
    expect(people.received).toEqual([])
  })
})
