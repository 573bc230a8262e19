import { describe, expect, it } from 'vitest'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createMemoryDocumentStorage } from '../../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import { addDevice } from '../../../../support/sealed-doc.ts'
import { startStory } from './room-story.ts'
import { roomOf, valueOf } from './rooms-world.ts'

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
