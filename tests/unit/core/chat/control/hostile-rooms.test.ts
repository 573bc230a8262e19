import { describe, expect, it } from 'vitest'
import { enc, type Item } from '../../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { recordId, signingInput, signRecord } from '../../../../../src/protocol/records/record.ts'
import { signControl } from '../../../../../src/protocol/rooms/control.ts'
import { controlGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import { parseRoom, signRoom } from '../../../../../src/protocol/rooms/room.ts'
import type { Room } from '../../../../../src/protocol/rooms/room-types.ts'
import { sealControl } from '../../../../../src/core/chat/control/control-entries.ts'
import { createSealer, type Draft } from '../../../../../src/core/documents/index.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { createDevice, type SigningKey } from '../../../../support/sealed-doc.ts'
import { startStory } from './room-story.ts'
import { type RoomDevice, roomOf, valueOf } from './rooms-world.ts'

describe('somebody hostile', () => {
  /** Whatever Bo's own program would never write, into Bo's own control document. */
  const plant = async (
    bo: RoomDevice,
    room: Room,
    entries: readonly unknown[],
    list = true,
  ): Promise<void> => {
    const replica = valueOf(await bo.store.open(controlGenesis(room.id, bo.self)))
    const sealer = createSealer(bo.device.publicKey, bo.device.sign, systemRandom)
    const mutate = (draft: Draft): void => {
      draft['v'] ??= 1
      draft['e'] = list ? [...entries] : 'nothing'
    }
    valueOf(await replica.edit(sealer, mutate))
  }
  const add = (
    room: Room,
    prev: readonly Uint8Array[],
    by: RoomDevice,
    author: AccountId,
    account: AccountId,
  ) =>
    signControl(by.device.sign, {
      room: room.id,
      prev,
      author,
      authorDevice: by.device.publicKey,
      operation: 'add',
      account,
      accountHeads: [],
      frontier: null,
    })

  it('adds nobody by speaking for an admin, unsigned, from elsewhere or nonsense', async () => {
    const { ana, bo, people, membersOf, shareRoom, settle } = await startStory()
    await shareRoom()
    const { room, membership } = roomOf(ana)
    const eve = people.eve.account
    const asAna = await add(room, membership.heads, bo, people.ana.account, eve)
    const asBo = await add(room, membership.heads, bo, people.bo.account, eve)
    const stray = createDevice()
    const leaveBy = (device: SigningKey) =>
      signControl(bo.device.sign, {
        room: room.id,
        prev: membership.heads,
        author: people.bo.account,
        authorDevice: device.publicKey,
        operation: 'leave',
        account: people.bo.account,
        accountHeads: [],
        frontier: null,
      })
    const unsigned = { ...(await leaveBy(bo.device)), sig: new Uint8Array(64) }
    const byStray = await leaveBy(stray)
    const signedByStray = { ...byStray, sig: await stray.sign(signingInput(byStray.kind, byStray.body)) }
    const code = await signRecord(bo.device.sign, 'code', [1] as readonly Item[])
    const seal = (record: typeof asAna) => sealControl(room.id, record, systemRandom)
    await plant(bo, room, [
      seal(asAna),
      seal(asBo),
      seal(unsigned),
      seal(await leaveBy(people.ana.first)),
      seal(signedByStray),
      seal(code),
      sealControl(recordId('room', [1]) as Room['id'], asBo, systemRandom),
      enc([new Uint8Array(24), new Uint8Array(272)]),
      new Uint8Array(limits.entryBytes + 1),
      'words',
      7,
    ])
    await settle()
    for (const one of [ana, bo]) {
      expect(membersOf(one)).toEqual(['ana!', 'bo', 'cleo'])
      expect(roomOf(one).membership.ignored.map(({ reason }) => reason)).toEqual(['not-admin'])
    }
  })

  it('harms only themself with a document that is none', async () => {
    const { ana, bo, people, membersOf, shareRoom, settle } = await startStory()
    const conversation = await shareRoom()
    await plant(bo, roomOf(ana).room, [], false)
    await settle()
    expect(membersOf(ana)).toEqual(['ana!', 'bo', 'cleo'])
    expect(await bo.rooms.leave(conversation)).toEqual({
      ok: false,
      error: { type: 'storage', problem: 'newer-version' },
    })
    valueOf(await ana.rooms.remove(conversation, people.bo.account, []))
    expect(membersOf(ana)).toEqual(['ana!', 'cleo'])
  })

  it('makes nobody steer a room that they did not make', async () => {
    const { ana, bo, cleo, people, settle } = await startStory()
    const forged = parseRoom(
      await signRoom(bo.device.sign, {
        creator: people.cleo.account,
        creatorDevice: people.cleo.first.publicKey,
        nonce: new Uint8Array(32),
        mode: 'keep',
      }),
    )
    const room = valueOf(forged)
    await ana.rooms.noteInvitation(people.bo.account, room, 'Cleo’s', [people.bo.account])
    const record = await add(room, [], bo, people.bo.account, people.ana.account)
    await plant(bo, room, [sealControl(room.id, record, systemRandom)])
    await cleo.rooms.noteInvitation(people.bo.account, room, 'Yours', [])
    const { conversation } = roomOf(cleo)
    valueOf(await cleo.rooms.join(conversation))
    valueOf(await cleo.rooms.add(conversation, [people.ana.account]))
    await settle()
    expect(roomOf(ana)).toMatchObject({ state: 'invited', steps: [] })
    expect(roomOf(ana).membership.members).toHaveLength(1)
  })

  it('fills nobody’s devices with invitations', async () => {
    const { ana, bo, people } = await startStory()
    for (let index = 0; index < 101; index++) {
      const record = await signRoom(bo.device.sign, {
        creator: people.bo.account,
        creatorDevice: bo.device.publicKey,
        nonce: new Uint8Array(32).fill(index),
        mode: 'keep',
      })
      await ana.rooms.noteInvitation(people.bo.account, valueOf(parseRoom(record)), 'Come', [])
    }
    expect(ana.rooms.rooms()).toHaveLength(100)
  })
})
