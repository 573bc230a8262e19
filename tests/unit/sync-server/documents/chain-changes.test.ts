/** What a relay does when an account's chain changes. */
import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { addDevice, copyOf, edit, frontierFor, revokeDevice } from '../../../support/sealed-doc.ts'
import { asStranger, nameOf, scene } from './profile-scene.ts'

describe('when a chain changes', () => {
  test("a new device's edits wait for the identity document to name it", async () => {
    const { room, alice, profile, reader } = await scene()
    const before = copyOf(alice.identity)
    const tablet = await addDevice(alice)
    expect(Automerge.getHeads(before.doc)).not.toEqual(Automerge.getHeads(alice.identity.doc))
    await edit(tablet, profile, nameOf('Alice on a tablet'))
    const identityOnly = room.join(copyOf(alice.identity))
    await identityOnly.step()
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice on a tablet' })
    expect(reader.violations).toEqual([])
  })

  /** A tablet wrote last; then it is revoked. */
  const stolen = async () => {
    const here = await scene()
    const tablet = await addDevice(here.alice)
    await here.room.settle()
    const good = await edit(tablet, here.profile, nameOf('before the theft'))
    await here.room.settle()
    const atTheft = copyOf(here.profile)
    await edit(tablet, here.profile, nameOf('after the theft'))
    await here.room.settle()
    expect(here.reader.sealed.doc).toEqual({ name: 'after the theft' })
    return { ...here, tablet, good, atTheft }
  }

  test('what a revoked device sealed is taken out of an open document, and the rest goes on', async () => {
    const { room, alice, profile, reader, good, atTheft, tablet } = await stolen()
    await revokeDevice(alice, tablet, frontierFor(profile, good))
    await room.settle()
    const newcomer = room.join(asStranger(profile))
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({ name: 'before the theft' })
    expect(reader.received.length).toBeGreaterThan(0)
    await edit(alice.first, atTheft, draft => void (draft['place'] = 'Graz'))
    room.join(atTheft)
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({ name: 'before the theft', place: 'Graz' })
    await edit(tablet, profile, nameOf('the thief goes on'))
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({ name: 'before the theft', place: 'Graz' })
  })

  test('a document that was closed then is put right when it is next opened', async () => {
    const { room, alice, profile, reader, writer, good, tablet } = await stolen()
    writer.leave()
    reader.leave()
    await room.settle()
    room.clock.advance(60_000)
    expect((await room.hub.stats()).documentsOpen).toBe(1)
    await revokeDevice(alice, tablet, frontierFor(profile, good))
    await room.settle()
    const newcomer = room.join(asStranger(profile))
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({ name: 'before the theft' })
  })

  test('without a frontier, nothing that only it sealed stays', async () => {
    const { room, alice, profile, tablet } = await stolen()
    await revokeDevice(alice, tablet)
    await room.settle()
    const newcomer = room.join(asStranger(profile))
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({ name: 'Alice' })
  })

  test('a revoked device cannot undo it in the identity document', async () => {
    const { room, alice, tablet } = await stolen()
    const stale = copyOf(alice.identity)
    await revokeDevice(alice, tablet)
    await room.settle()
    await edit(tablet, stale, nameOf('still me'))
    const thief = room.join(stale)
    await room.settle()
    const state = await room.hub.accountState(alice.account)
    expect(state?.devices.get(bytesToHex(tablet.publicKey))?.status).not.toBe('active')
    const newcomer = room.join(asStranger(alice.identity))
    await room.settle()
    expect(newcomer.sealed.doc).toEqual({})
    expect(thief.refusals).toContain('not-admitted')
  })
})
