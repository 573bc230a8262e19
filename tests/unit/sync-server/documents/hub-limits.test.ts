import { describe, expect, test } from 'vitest'
import { encodeSyncMessage } from '../../../../src/protocol/sync/message.ts'
import { type Content, createAccount, edit, editUnsealed, newOwnedDoc } from '../../../support/sealed-doc.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { asStranger, knownAccount, nameOf } from './profile-scene.ts'

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
