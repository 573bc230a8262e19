import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
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
import { createMemoryDocumentStorage } from '../../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { addDevice, createDevice, type SigningKey, type TestAccount } from '../../../../support/sealed-doc.ts'
import {
  createPeople,
  createRoomsWorld,
  type RoomDevice,
  roomOf,
  type RoomsWorld,
  valueOf,
} from './rooms-world.ts'

type Names = 'ana' | 'bo' | 'cleo' | 'eve'

interface Story extends RoomsWorld {
  readonly people: Readonly<Record<Names, TestAccount>>
  readonly ana: RoomDevice
  readonly bo: RoomDevice
  readonly cleo: RoomDevice
  /** As the members of whoever's only room, `ana!` an admin. */
  membersOf(device: RoomDevice): readonly string[]
  /** Ana's room, with Bo and Cleo in it. */
  shareRoom(): Promise<string>
}

const startStory = async (): Promise<Story> => {
  const people = await createPeople('ana', 'bo', 'cleo', 'eve')
  const world = await createRoomsWorld(Object.values(people))
  const [ana, bo, cleo] = [
    await world.device(people.ana, people.ana.first),
    await world.device(people.bo, people.bo.first),
    await world.device(people.cleo, people.cleo.first),
  ]
  const names = new Map(Object.entries(people).map(([name, { account }]) => [bytesToHex(account), name]))
  return {
    ...world,
    people,
    ana,
    bo,
    cleo,
    membersOf: device =>
      roomOf(device).membership.members.map(
        ({ account, role }) => (names.get(bytesToHex(account)) ?? '?') + (role === 'admin' ? '!' : ''),
      ),
    async shareRoom() {
      const made = valueOf(await ana.rooms.create('  Studio ', 'keep'))
      valueOf(await ana.rooms.add(made.conversation, [people.bo.account, people.cleo.account]))
      for (const guest of [bo, cleo]) {
        await guest.rooms.noteInvitation(people.ana.account, made.room, 'Studio', [])
        valueOf(await guest.rooms.join(made.conversation))
      }
      await world.settle()
      return made.conversation
    },
  }
}

describe('a room', () => {
  it('is its creator’s at first, and everybody’s who was added and has joined', async () => {
    const { ana, bo, cleo, membersOf, shareRoom } = await startStory()
    await shareRoom()
    for (const device of [ana, bo, cleo]) {
      expect(membersOf(device)).toEqual(['ana!', 'bo', 'cleo'])
      expect(roomOf(device)).toMatchObject({ name: 'Studio', state: 'joined' })
      expect(roomOf(device).steps.map(({ operation }) => operation)).toEqual(['add', 'add'])
    }
  })

  it('is an invitation until it is answered, and says who invited', async () => {
    const { ana, bo, people, settle } = await startStory()
    const { room, conversation } = valueOf(await ana.rooms.create('Studio', 'open'))
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    await bo.rooms.noteInvitation(people.ana.account, room, 'Studio', [people.bo.account])
    await settle()
    expect(roomOf(bo)).toMatchObject({ state: 'invited', invitedBy: people.ana.account, conversation })
    expect(await bo.rooms.add(conversation, [people.eve.account])).toEqual({
      ok: false,
      error: { type: 'cannot-write', reason: 'invited' },
    })
    valueOf(await bo.rooms.join(conversation))
    await bo.rooms.noteInvitation(people.cleo.account, room, 'Something else', [])
    expect(roomOf(bo)).toMatchObject({ state: 'joined', name: 'Studio', invitedBy: people.ana.account })
  })

  it('is steered by its admins alone', async () => {
    const { ana, bo, cleo, people, membersOf, shareRoom, settle } = await startStory()
    const conversation = await shareRoom()
    const notAdmin = { ok: false, error: { type: 'cannot-write', reason: 'not-admin' } }
    expect(await bo.rooms.add(conversation, [people.eve.account])).toEqual(notAdmin)
    expect(await bo.rooms.remove(conversation, people.cleo.account, [])).toEqual(notAdmin)
    expect(await bo.rooms.makeAdmin(conversation, people.bo.account)).toEqual(notAdmin)
    valueOf(await ana.rooms.makeAdmin(conversation, people.bo.account))
    await settle()
    expect(await bo.rooms.remove(conversation, people.ana.account, [])).toEqual(notAdmin)
    valueOf(await bo.rooms.remove(conversation, people.cleo.account, [[new Uint8Array(16), 7]]))
    valueOf(await bo.rooms.add(conversation, [people.eve.account, people.eve.account, people.ana.account]))
    await settle()
    expect(membersOf(ana)).toEqual(['ana!', 'bo!', 'eve'])
    expect(roomOf(cleo).state).toBe('removed')
    expect(roomOf(ana).membership.former).toMatchObject([
      { how: 'removed', frontier: [[new Uint8Array(16), 7]] },
    ])
    expect(await cleo.rooms.leave(conversation)).toEqual({ ok: true, value: null })
    expect(roomOf(cleo).state).toBe('left')
  })

  it('loses who leaves, who may be asked again', async () => {
    const { ana, bo, people, membersOf, shareRoom, settle } = await startStory()
    const conversation = await shareRoom()
    valueOf(await bo.rooms.leave(conversation))
    expect(roomOf(bo).state).toBe('left')
    await settle()
    expect(membersOf(ana)).toEqual(['ana!', 'cleo'])
    expect(await bo.rooms.join(conversation)).toMatchObject({ ok: false, error: { reason: 'left' } })
    await bo.rooms.noteInvitation(people.ana.account, roomOf(ana).room, 'Studio', [])
    expect(roomOf(bo).state).toBe('left')
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    await settle()
    expect(roomOf(bo)).toMatchObject({ state: 'invited', invitedBy: people.ana.account })
    valueOf(await bo.rooms.join(conversation))
    expect(roomOf(bo).state).toBe('joined')
  })

  it('is told that somebody declined once their seat shows', async () => {
    const { ana, bo, people, membersOf, settle } = await startStory()
    const { room, conversation } = valueOf(await ana.rooms.create('Studio', 'keep'))
    await bo.rooms.noteInvitation(people.ana.account, room, 'Studio', [])
    valueOf(await bo.rooms.leave(conversation))
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    expect(membersOf(ana)).toEqual(['ana!', 'bo'])
    await settle()
    expect(membersOf(ana)).toEqual(['ana!'])
    expect(roomOf(bo).state).toBe('left')
  })

  it('takes no more members than a room may have', async () => {
    const { ana, people } = await startStory()
    const { conversation } = valueOf(await ana.rooms.create('Studio', 'keep'))
    const guests = Array.from({ length: limits.roomMembers }, (_, at) =>
      Uint8Array.from({ length: 32 }, (__, byte) => (byte === 0 ? at : byte === 1 ? 1 : 0)),
    ) as AccountId[]
    expect(await ana.rooms.add(conversation, guests)).toEqual({
      ok: false,
      error: { type: 'cannot-write', reason: 'too-many-members' },
    })
    valueOf(await ana.rooms.add(conversation, guests.slice(1)))
    expect(roomOf(ana).membership.members).toHaveLength(limits.roomMembers)
    expect(await ana.rooms.add(conversation, [people.bo.account])).toMatchObject({ ok: false })
  })

  it('has a name that can change, the newest wins', async () => {
    const { ana, shareRoom } = await startStory()
    const conversation = await shareRoom()
    await ana.rooms.noteName(conversation, 'Workshop')
    await ana.rooms.noteName(conversation, 'x'.repeat(300))
    expect(roomOf(ana).name).toBe('Workshop')
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['x'.repeat(81), 'too-long'],
  ])('is not made with the name “%s”', async (name, reason) => {
    const { ana } = await startStory()
    expect(await ana.rooms.create(name, 'keep')).toEqual({
      ok: false,
      error: { type: 'invalid-input', field: 'name', reason },
    })
    expect(ana.rooms.rooms()).toEqual([])
  })

  it('that is not known is not found', async () => {
    const { ana, people } = await startStory()
    const notFound = { ok: false, error: { type: 'not-found', what: 'conversation' } }
    expect(await ana.rooms.leave('nowhere')).toEqual(notFound)
    expect(await ana.rooms.join('nowhere')).toEqual(notFound)
    expect(await ana.rooms.add('nowhere', [people.bo.account])).toEqual(notFound)
  })

  it('says whenever something about it changes', async () => {
    const { ana, bo, people, shareRoom, settle } = await startStory()
    const conversation = await shareRoom()
    let changes = 0
    const stop = bo.rooms.onChange(() => changes++)
    await settle()
    expect(changes).toBe(0)
    valueOf(await ana.rooms.makeAdmin(conversation, people.bo.account))
    await settle()
    expect(changes).toBeGreaterThan(0)
    const before = changes
    stop()
    valueOf(await ana.rooms.add(conversation, [people.eve.account]))
    await settle()
    expect(changes).toBe(before)
  })
})

describe('two devices of one account', () => {
  it('hold the same rooms, and each can steer them', async () => {
    const { ana, bo, people, device, membersOf, shareRoom, settle } = await startStory()
    const conversation = await shareRoom()
    const tablet = await device(people.ana, await addDevice(people.ana))
    await settle()
    expect(membersOf(tablet)).toEqual(['ana!', 'bo', 'cleo'])
    valueOf(await tablet.rooms.add(conversation, [people.eve.account]))
    await settle()
    for (const one of [ana, bo, tablet]) expect(membersOf(one)).toEqual(['ana!', 'bo', 'cleo', 'eve'])
  })

  it('agree after both changed something while apart, whatever they began at once', async () => {
    const { ana, people, device, membersOf, settle } = await startStory()
    const tablet = await device(people.ana, await addDevice(people.ana))
    const { conversation } = valueOf(await ana.rooms.create('Studio', 'keep'))
    await settle()
    tablet.isOnline = false
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    valueOf(await tablet.rooms.add(conversation, [people.cleo.account, people.bo.account]))
    await ana.rooms.noteName(conversation, 'A')
    valueOf(await tablet.rooms.leave(conversation))
    await settle()
    tablet.isOnline = true
    await settle()
    expect(new Set(membersOf(ana))).toEqual(new Set(['bo', 'cleo']))
    expect(membersOf(tablet)).toEqual(membersOf(ana))
    for (const one of [ana, tablet]) expect(roomOf(one)).toMatchObject({ name: 'A', state: 'left' })
  })

  it('that learnt of one room apart hold it once', async () => {
    const { ana, bo, people, device, settle } = await startStory()
    const { room, conversation } = valueOf(await ana.rooms.create('Studio', 'keep'))
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    const tablet = await device(people.bo, await addDevice(people.bo))
    tablet.isOnline = false
    for (const one of [bo, tablet]) await one.rooms.noteInvitation(people.ana.account, room, 'Studio', [])
    valueOf(await bo.rooms.join(conversation))
    tablet.isOnline = true
    await settle()
    for (const one of [bo, tablet]) expect(roomOf(one).state).toBe('joined')
    valueOf(await tablet.rooms.leave(conversation))
    await settle()
    for (const one of [bo, tablet]) expect(roomOf(one).state).toBe('left')
    expect([...bo.talk.entries().keys()]).toHaveLength(1)
  })
})

describe('after a restart', () => {
  it('a room is as it was, before anything has come from anywhere', async () => {
    const { ana, people, device, membersOf, shareRoom } = await startStory()
    await shareRoom()
    const again = await device(people.ana, people.ana.first, ana.ports)
    expect(membersOf(again)).toEqual(['ana!', 'bo', 'cleo'])
    expect(roomOf(again).name).toBe('Studio')
  })
})

describe('what the world does', () => {
  it('a full disk says so, and nothing is half done', async () => {
    const { people, device } = await startStory()
    const documents = createMemoryDocumentStorage()
    const ana = await device(people.ana, people.ana.first, createMemoryPorts({ documents }))
    const { conversation } = valueOf(await ana.rooms.create('Studio', 'keep'))
    documents.failWith('full')
    const full = { ok: false, error: { type: 'storage', problem: 'disk-full' } }
    expect(await ana.rooms.create('Other', 'keep')).toEqual(full)
    expect(await ana.rooms.add(conversation, [people.bo.account])).toEqual(full)
    expect(await ana.rooms.leave(conversation)).toEqual(full)
    expect(roomOf(ana)).toMatchObject({ state: 'joined', membership: { members: [{ role: 'admin' }] } })
    documents.failWith(null)
    valueOf(await ana.rooms.add(conversation, [people.bo.account]))
    expect(roomOf(ana).membership.members).toHaveLength(2)
  })

  it('a device that was revoked changes nothing', async () => {
    const { ana, people, shareRoom } = await startStory()
    const conversation = await shareRoom()
    ana.revoke()
    const refused = { ok: false, error: { type: 'not-allowed', reason: 'device-revoked' } }
    expect(await ana.rooms.add(conversation, [people.eve.account])).toEqual(refused)
    expect(await ana.rooms.create('Other', 'keep')).toEqual(refused)
    expect(await ana.rooms.leave(conversation)).toEqual(refused)
    expect(roomOf(ana).state).toBe('joined')
  })
})

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
