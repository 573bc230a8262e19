import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type SyncMessage,
} from '../../../../src/protocol/sync/message.ts'
import {
  type Content,
  copyOf,
  createAccount,
  edit,
  editUnsealed,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Room } from '../../../support/sync-room.ts'

const parse = (message: Uint8Array | undefined): SyncMessage => {
  const decoded = decodeSyncMessage(message ?? new Uint8Array())
  if (!decoded.ok) throw new Error(decoded.error.reason)
  return decoded.value
}

const knownAccount = async (room: Room): Promise<TestAccount> => {
  const account = await createAccount()
  room.join(account.identity)
  await room.settle()
  return account
}

const nameOf = (name: string) => (draft: Content) => {
  draft['name'] = name
}

const asStranger = (sealed: SealedDoc): SealedDoc => ({ ...sealed, doc: Automerge.init() })

describe('a document on the relay', () => {
  test('reaches whoever knows its id', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    expect(reader.heads()).toEqual(writer.heads())
    expect([...writer.refusals, ...writer.violations, ...reader.violations]).toEqual([])
  })

  test('reaches stock Automerge peers, which announce capabilities that we do not have', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile, { stock: true })
    const reader = room.join(asStranger(profile), { stock: true })
    await room.settle()
    await edit(alice.first, profile, nameOf('Alice B.'))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice B.' })
    expect([...writer.sent, ...reader.sent].every(([version]) => version === 0x42)).toBe(true)
    expect([...writer.violations, ...reader.violations]).toEqual([])
  })

  test('is on disk before anybody hears of it', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const reader = room.join(asStranger(profile))
    await room.settle()
    let finish = (): void => undefined
    const append = room.store.append.bind(room.store)
    room.store.append = async (doc, entry) => {
      await new Promise<void>(resolve => (finish = resolve))
      return append(doc, entry)
    }
    const writer = room.join(profile)
    const settled = room.settle()
    await expect.poll(() => finish.name).toBe('')
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(reader.received).toEqual([])
    expect(writer.received.flatMap(message => parse(message).heads)).toEqual([])
    finish()
    await settled
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    expect(parse(writer.received.at(-1)).heads).toEqual(writer.heads())
  })

  test('is unavailable until somebody brings it, and then comes unasked', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(reader.unavailable).toEqual([profile.id])
    expect(reader.received).toEqual([])
    await edit(alice.first, profile, nameOf('Alice'))
    room.join(profile)
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
  })

  test('is there again after everybody has left and the relay has forgotten it', async () => {
    const room = await createRoom({ documentLimits: { idleMs: 1_000 } })
    const alice = await createAccount()
    const identity = room.join(alice.identity)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    identity.leave()
    writer.leave()
    await room.settle()
    expect(await room.hub.stats()).toMatchObject({
      documentsOpen: 2,
      documentsIdle: 2,
      documentsStored: 2,
      subscribers: 0,
    })
    room.clock.advance(1_000)
    expect(await room.hub.stats()).toMatchObject({
      documentsOpen: 0,
      bytesInMemory: 0,
      subscriptions: 0,
      documentsStored: 2,
    })
    expect(room.clock.waiting()).toBe(0)
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
  })

  test('that nobody listens to goes before its time when memory is short, the longest unused first', async () => {
    const room = await createRoom({ documentLimits: { idleBytes: 10_000 } })
    const alice = await knownAccount(room)
    const profiles = Array.from({ length: 12 }, (_, index) =>
      newOwnedDoc(alice.account, 'album', new Uint8Array(32).fill(index)),
    )
    for (const profile of profiles) {
      await edit(alice.first, profile, draft => {
        draft['bytes'] = new Uint8Array(1_000).map(() => Math.random() * 256)
      })
      const writer = room.join(profile)
      await room.settle()
      writer.leave()
    }
    await room.settle()
    const stats = await room.hub.stats()
    expect(stats.documentsStored).toBe(13)
    expect(stats.documentsIdle).toBeGreaterThan(3)
    expect(stats.documentsIdle).toBeLessThan(9)
  })

  test('of 5,000 changes goes out in bounded messages, parents first', async () => {
    const room = await createRoom({ documentLimits: { messageBytes: 100_000 } })
    const alice = await knownAccount(room)
    const log = newOwnedDoc(alice.account, 'journal')
    editUnsealed(log, draft => {
      draft['entries'] = []
    })
    for (let index = 0; index < 4_990; index++) {
      editUnsealed(log, draft => {
        ;(draft['entries'] as number[]).push(index)
      })
    }
    await edit(alice.first, log, nameOf('done'))
    const writer = room.join(log)
    await room.settle()
    expect(writer.violations).toEqual([])
    const reader = room.join(asStranger(log), { stock: true })
    await room.settle()
    expect(reader.heads()).toEqual(writer.heads())
    const parts = reader.received.filter(message => parse(message).changes.length > 0)
    expect(parts.length).toBeGreaterThan(3)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(110_000)
    expect(parts.reduce((sum, message) => sum + parse(message).changes.length, 0)).toBe(4_994)
  })

  test('merges what two devices wrote apart from each other', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const other = copyOf(profile)
    await edit(alice.first, profile, draft => void (draft['place'] = 'Graz'))
    await edit(alice.first, other, draft => void (draft['bio'] = 'paints'))
    const members = [room.join(profile), room.join(other), room.join(asStranger(profile))]
    await room.settle()
    for (const member of members)
      expect(member.sealed.doc).toEqual({ name: 'Alice', place: 'Graz', bio: 'paints' })
  })
})

describe('what one edit costs', () => {
  const fiftyReaders = async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    const readers = Array.from({ length: 50 }, () => room.join(asStranger(profile)))
    await room.settle()
    return { room, alice, profile, writer, readers }
  }

  test('one message to each subscriber, one acknowledgement to the writer, and silence', async () => {
    const { room, alice, profile, writer, readers } = await fiftyReaders()
    for (let round = 0; round < 3; round++) {
      const before = readers.map(({ received }) => received.length)
      const acknowledged = writer.received.length
      await edit(alice.first, profile, nameOf(`Alice ${round}`))
      const messages = await room.settle()
      expect(readers.map(({ received }, index) => received.length - (before[index] ?? 0))).toEqual(
        Array(50).fill(1),
      )
      for (const reader of readers) expect(parse(reader.received.at(-1)).changes).toHaveLength(2)
      expect(writer.received.length - acknowledged).toBe(1)
      expect(parse(writer.received.at(-1))).toMatchObject({ heads: writer.heads(), need: [], changes: [] })
      // The writer's one, its acknowledgement, and to and from each reader one.
      expect(messages).toBe(2 + 2 * 50)
    }
  })

  test('few bytes beside the change itself', async () => {
    const { room, alice, profile, writer, readers } = await fiftyReaders()
    await edit(alice.first, profile, nameOf('Alice again'))
    await room.settle()
    const sent = parse(readers[0]?.received.at(-1)).changes.reduce((sum, change) => sum + change.length, 0)
    expect(readers[0]?.received.at(-1)?.length).toBeLessThan(sent + 100)
    expect(writer.received.at(-1)?.length).toBeLessThan(100)
  })

  test('nothing for a client that returns with nothing new, but one answer', async () => {
    const { room, writer, readers } = await fiftyReaders()
    for (const member of [writer, ...readers.slice(0, 5)]) {
      const returned = member.rejoin()
      await room.settle()
      expect(returned.received).toHaveLength(1)
      expect(parse(returned.received[0]).changes).toEqual([])
      expect(returned.received[0]?.length).toBeLessThan(100)
    }
  })

  test('no more to a client that starts over on the same line', async () => {
    const { profile, readers } = await fiftyReaders()
    const reader = readers[0]
    const before = reader?.received.length ?? 0
    const [, first] = Automerge.generateSyncMessage(profile.doc, Automerge.initSyncState())
    await reader?.send(first ?? new Uint8Array())
    expect(reader?.received.length).toBe(before + 1)
    expect(parse(reader?.received.at(-1))).toMatchObject({ heads: reader?.heads(), changes: [] })
  })
})

describe('limits', () => {
  test('an owner over quota is told, and what was there is still read', async () => {
    const room = await createRoom({ documentLimits: { ownerBytes: 6_000 } })
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    await edit(alice.first, profile, draft => {
      draft['bytes'] = new Uint8Array(8_000).map(() => Math.random() * 256)
    })
    await room.settle()
    expect(writer.refusals).toEqual(['over-quota'])
    expect(writer.violations).toEqual([])
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
  })

  test('a full disk refuses writing and goes on reading', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    const append = room.store.append.bind(room.store)
    room.store.append = () => Promise.resolve({ ok: false, error: { type: 'store-full' } })
    await edit(alice.first, profile, nameOf('Alice B.'))
    await room.settle()
    expect(writer.refusals).toEqual(['relay-full'])
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    room.store.append = append
    writer.rejoin()
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice B.' })
  })

  test('a document that outgrows its bound is refused', async () => {
    const room = await createRoom({ documentLimits: { documentBytes: 4_000 } })
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['bytes'] = new Uint8Array(5_000).map(() => Math.random() * 256)
    })
    const writer = room.join(profile)
    await room.settle()
    expect(writer.refusals).toEqual(['too-large'])
  })

  test('what waits for a seal is bounded, over one document and over all', async () => {
    const noise = (draft: Content) =>
      void (draft['bytes'] = new Uint8Array(3_000).map(() => Math.random() * 256))
    const one = await createRoom({ documentLimits: { stagedBytes: 2_000 } })
    const profile = newOwnedDoc((await knownAccount(one)).account)
    editUnsealed(profile, noise)
    const flooder = one.join(profile)
    await one.settle()
    expect(flooder).toMatchObject({ refusals: ['too-large'], violations: ['flooding'] })
    const all = await createRoom({ documentLimits: { stagedBytesInAll: 2_000 } })
    const another = all.join(profile)
    await all.settle()
    expect(another).toMatchObject({ refusals: ['relay-full'], violations: [] })
    for (const room of [one, all]) expect(await room.hub.stats()).toMatchObject({ bytesStaged: 0 })
  })

  test('what a client brought and nobody sealed leaves with it', async () => {
    const room = await createRoom()
    const profile = newOwnedDoc((await knownAccount(room)).account)
    editUnsealed(profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    expect((await room.hub.stats()).bytesStaged).toBeGreaterThan(0)
    writer.leave()
    await room.settle()
    expect(await room.hub.stats()).toMatchObject({ bytesStaged: 0, documentsOpen: 1 })
  })

  test('subscriptions and queued messages are counted', async () => {
    const room = await createRoom({ documentLimits: { maxDocumentsPerSubscriber: 1, maxQueuedMessages: 2 } })
    const alice = await createAccount()
    const one = room.join(alice.identity)
    await room.settle()
    const hello = encodeSyncMessage({
      heads: [],
      need: [],
      have: [{ lastSync: [], bloom: new Uint8Array() }],
      changes: [],
    })
    await Promise.all([one.send(hello), one.send(hello), one.send(hello)])
    expect(one.violations).toEqual(['flooding'])
    await one.sendTo('0'.repeat(32), hello)
    expect(one.refusals).toEqual(['relay-full'])
  })

  test('bytes that are no message harm nobody but their sender', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const one = room.join(alice.identity)
    await room.settle()
    await one.send(Uint8Array.of(0x43, 0, 0, 0, 0))
    await one.send(Uint8Array.of(1, 2, 3))
    await one.rejoin().send(Uint8Array.of(0x42, 0, 0, 1, 0, 3, 5, 0, 7, 0))
    expect(one.violations).toEqual(['malformed-message', 'malformed-message'])
    const reader = room.join(asStranger(alice.identity))
    await room.settle()
    expect(reader.heads()).toEqual(one.heads())
  })
})

describe('a passing word', () => {
  test('is heard by every other subscriber of its document, and by nobody else', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const [profile, other] = [newOwnedDoc(alice.account), newOwnedDoc(alice.account, 'journal')]
    await edit(alice.first, profile, nameOf('Alice'))
    const [writer, reader, elsewhere] = [room.join(profile), room.join(asStranger(profile)), room.join(other)]
    await room.settle()
    writer.pass(Uint8Array.of(1, 2))
    expect([writer.words, reader.words, elsewhere.words]).toEqual([[], [Uint8Array.of(1, 2)], []])
    reader.leave()
    writer.pass(Uint8Array.of(3))
    expect(reader.words).toHaveLength(1)
  })
})
