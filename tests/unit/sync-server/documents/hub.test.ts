import { describe, expect, test } from 'vitest'
import { copyOf, createAccount, edit, editUnsealed, newOwnedDoc } from '../../../support/sealed-doc.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { asStranger, knownAccount, nameOf, parse } from './profile-scene.ts'

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
