/** What whoever reads documents and takes no part in them is given of one. */
import { describe, expect, test } from 'vitest'
import type { DocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import {
  addDevice,
  changesOf,
  copyOf,
  createAccount,
  edit,
  frontierFor,
  newOwnedDoc,
  revokeDevice,
  type Content,
} from '../../../support/sealed-doc.ts'
import { createRoom } from '../../../support/sync-room.ts'

const nameOf = (name: string) => (draft: Content) => {
  draft['name'] = name
}
const always = () => true

describe('a document that is read', () => {
  test('is all of it while its owner’s devices vouch for all', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    room.join(alice.identity)
    room.join(profile)
    await room.settle()
    const covered = await room.hub.covered(profile.id, always)
    expect(covered?.genesis).toEqual(profile.genesis)
    expect(covered?.changes.map(({ bytes }) => bytes)).toEqual(changesOf(profile))
    expect(await room.hub.covered('0'.repeat(32), always)).toBeNull()
  })

  test('is nothing before the relay knows its owner', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    await room.store.append(profile.id, { owner32: alice.account, changes: changesOf(profile) })
    expect(await room.hub.covered(profile.id, always)).toEqual({ genesis: profile.genesis, changes: [] })
    room.join(alice.identity)
    await room.settle()
    expect((await room.hub.covered(profile.id, always))?.changes).toHaveLength(3)
  })

  test('is without what a revoked device wrote, though nobody has opened it since', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const phone = await addDevice(alice)
    const profile = newOwnedDoc(alice.account)
    const first = await edit(alice.first, profile, nameOf('Alice'))
    const onPhone = copyOf(profile)
    await edit(phone, onPhone, nameOf('Mallory'))
    await room.store.append(profile.id, { owner32: alice.account, changes: changesOf(onPhone) })
    room.join(alice.identity)
    await room.settle()
    expect((await room.hub.covered(profile.id, always))?.changes).toHaveLength(5)
    await revokeDevice(alice, phone, frontierFor(profile, first))
    await room.settle()
    const covered = await room.hub.covered(profile.id, always)
    expect(covered?.changes.map(({ bytes }) => bytes)).toEqual(changesOf(profile))
  })

  test('is not read when it is not wanted', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    room.join(profile)
    await room.settle()
    const asked: [DocumentGenesis, number][] = []
    const bytes = changesOf(profile).reduce((sum, change) => sum + change.length, 0)
    expect(await room.hub.covered(profile.id, (...what) => asked.push(what) === 0)).toBeNull()
    expect(asked).toEqual([])
    room.join(alice.identity)
    await room.settle()
    expect(await room.hub.covered(profile.id, (...what) => asked.push(what) === 0)).toBeNull()
    expect(asked).toEqual([[profile.genesis, bytes]])
  })
})

describe('whoever watches what is written', () => {
  test('hears before and after each write, also of one that takes something out', async () => {
    const heard: string[] = []
    const room = await createRoom({ onWrite: ({ kind }, phase) => heard.push(`${kind} ${phase}`) })
    const alice = await createAccount()
    const phone = await addDevice(alice)
    room.join(alice.identity)
    await room.settle()
    const before = ['identity begins', 'identity ends']
    expect(heard).toEqual(before)
    const profile = newOwnedDoc(alice.account)
    const first = await edit(alice.first, profile, nameOf('Alice'))
    const onPhone = copyOf(profile)
    await edit(phone, onPhone, nameOf('Mallory'))
    const writer = room.join(onPhone)
    await room.settle()
    expect(writer.violations).toEqual([])
    expect(heard.splice(0)).toEqual([...before, 'profile begins', 'profile ends'])
    await revokeDevice(alice, phone, frontierFor(profile, first))
    await room.settle()
    expect(heard).toEqual([...before, 'profile begins', 'profile ends'])
  })

  test('hears that a write ended also when the disk is full', async () => {
    const heard: string[] = []
    const room = await createRoom({ onWrite: ({ kind }, phase) => heard.push(`${kind} ${phase}`) })
    const alice = await createAccount()
    room.join(alice.identity)
    await room.settle()
    heard.splice(0)
    room.store.append = async () => ({ ok: false, error: { type: 'store-full' } })
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    expect(writer.refusals).toEqual(['relay-full'])
    expect(heard).toEqual(['profile begins', 'profile ends'])
  })
})
