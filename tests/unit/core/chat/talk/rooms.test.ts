import { beforeEach, describe, expect, test } from 'vitest'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { HeldRoom, RoomStep } from '../../../../../src/core/chat/chat-types.ts'
import type { ControlFrontier } from '../../../../../src/protocol/rooms/room-types.ts'
import { contactWith, directWith, heldRoom } from './talk-parties.ts'
import { openTalk, type Talk, until } from './talk-world.ts'
import { bytes32, createVoice, startMs, type Voice } from './voices.ts'

let talk: Talk
let bo: Voice
let cy: Voice
let ana: Voice
let room: HeldRoom
let c: string
beforeEach(async () => {
  ;[ana, bo, cy] = [createVoice('Ana'), createVoice('Bo'), createVoice('Cy')]
  room = heldRoom('Studio', bo, [ana, cy])
  c = room.conversation
  talk = await openTalk({ own: ana, contacts: [contactWith(bo), contactWith(cy)], rooms: [room] })
  await until(() => talk.lines.opened(c))
  await until(async () => (await notices()).length > 0)
})

const notices = async () =>
  (await talk.items(c)).flatMap(item => (item.kind === 'notice' ? [item.notice] : []))
const removed = (who: Voice, frontier: ControlFrontier): HeldRoom => ({
  ...room,
  membership: {
    ...room.membership,
    members: room.membership.members.filter(({ account }) => account !== who.account),
    former: [{ account: who.account, how: 'removed', frontier }],
  },
})
const stepOf = (operation: RoomStep['operation'], by: Voice, who: Voice): RoomStep => ({
  id: bytes32(operation, by.name, who.name),
  author: by.account,
  operation,
  account: who.account,
})

describe('a room', () => {
  test('seats its members, reads those who were, and nobody who is blocked', async () => {
    talk.setContacts(contactWith(bo), contactWith(cy, { state: 'blocked' }))
    talk.setRooms(removed(bo, []))
    const line = talk.lines.of(c)
    await until(() => line.seatings.at(-1)?.members.length === 2)
    await until(() => line.seatings.at(-1)?.feeds.length === 2)
    expect(line.seatings.at(-1)?.feeds).toEqual([ana.account, bo.account])
  })

  test('hides what a removed member writes after the last that was accepted, whichever is known first', async () => {
    const [kept, gone] = [cy.text('kept'), cy.text('too late')]
    const reaction = cy.say({ type: 'react', target: kept.id, emoji: '🙃' })
    await talk.bring(c, kept, gone, reaction)
    expect((await talk.card(c)).unread).toBe(2)
    talk.setRooms(removed(cy, [[cy.chain, 0]]))
    expect(await talk.words(c)).toEqual(['kept'])
    await until(async () => (await talk.card(c)).unread === 1)
    await talk.bring(c, cy.text('still here'), createVoice('Cy', 'other').text('and here'))
    expect(await talk.words(c)).toEqual(['kept'])
    expect((await talk.items(c)).find(({ kind }) => kind === 'message')).toMatchObject({
      message: { reactions: [] },
    })
    expect(await talk.card(c)).toMatchObject({ preview: 'kept', unread: 1 })
    expect(await talk.chat.find({ type: 'find-messages', text: 'here', conversation: null })).toMatchObject({
      found: [],
    })
  })

  test('is named by its admins alone, by the newest of their names', async () => {
    await talk.bring(c, cy.say({ type: 'name', name: 'Mine' }, { atMs: startMs + 50 }))
    await talk.bring(c, bo.say({ type: 'name', name: 'Second' }, { atMs: startMs + 20 }))
    await until(() => talk.names.includes('Second'))
    await talk.bring(
      c,
      createVoice('Bo', 'tablet').say({ type: 'name', name: 'First' }, { atMs: startMs + 10 }),
    )
    expect(talk.names).toEqual(['Second'])
    expect(await notices()).toEqual(expect.arrayContaining([{ kind: 'renamed', by: 'Bo', name: 'Second' }]))
    expect((await notices()).some(one => one.kind === 'renamed' && one.name === 'Mine')).toBe(false)
    expect(await talk.chat.renameRoom(c, 'Ours')).toMatchObject({
      error: { type: 'cannot-write', reason: 'not-admin' },
    })
  })

  test('tells each step once: how it began before everything, the rest as it comes', async () => {
    await talk.bring(c, bo.text('hello', { atMs: startMs }))
    const added = stepOf('add', bo, cy)
    talk.setRooms({ ...room, steps: [added] })
    await until(async () => (await notices()).length === 2)
    talk.setRooms({ ...room, steps: [added, stepOf('admin', bo, ana)] })
    await until(async () => (await notices()).length === 3)
    expect(await notices()).toEqual([
      { kind: 'created', who: 'Bo' },
      { kind: 'added', who: 'Cy', by: 'Bo' },
      { kind: 'made-admin', who: 'Ana', by: 'Bo' },
    ])
    expect((await talk.items(c)).map(({ kind }) => kind)).toEqual(['notice', 'message', 'notice', 'notice'])
  })

  test('counts for each message how many have it, and calls it delivered once all do', async () => {
    const sent = await talk.chat.send(c, 'hello', null)
    expect(sent.ok).toBe(true)
    const n = talk.own.last()?.header.n ?? 0
    await talk.bring(c, bo.say({ type: 'got', kind: 'read', marks: [[ana.chain, n]] }))
    const message = async () => (await talk.items(c)).findLast(({ kind }) => kind === 'message')
    expect(await message()).toMatchObject({
      message: { delivery: 'on-relay', reach: { delivered: 1, read: 1, of: 2 } },
    })
    await talk.bring(c, cy.say({ type: 'got', kind: 'delivered', marks: [[ana.chain, n]] }))
    expect(await message()).toMatchObject({
      message: { delivery: 'delivered', reach: { delivered: 2, read: 1, of: 2 } },
    })
  })

  test('shows who has joined, and who has not answered', async () => {
    await talk.bring(c, cy.say({ type: 'joined' }))
    expect(await talk.chat.conversation(c)).toMatchObject({
      conversation: {
        title: 'Studio',
        ownRole: 'member',
        members: [
          { name: 'Bo', role: 'admin', state: 'member' },
          { name: 'Ana', state: 'member' },
          { name: 'Cy', state: 'member' },
        ],
      },
    })
  })
})

describe('an invitation', () => {
  test('counts from the person it came from, in the conversation with them', async () => {
    const invite = { type: 'invite', room: room.room.record, name: 'Studio', members: [], keys: [] } as const
    await talk.bring(c, bo.say(invite))
    await talk.bring(directWith(bo), createVoice('Eve').say(invite))
    expect(talk.invitations).toEqual([])
  })

  test('only listens until it is accepted, and then says so', async () => {
    const invited: HeldRoom = { ...heldRoom('Foyer', bo, [ana]), state: 'invited', invitedBy: bo.account }
    talk.setRooms(room, invited)
    await until(() => talk.lines.opened(invited.conversation))
    expect(await talk.card(invited.conversation)).toMatchObject({
      invitation: true,
      title: 'Foyer',
      person: accountIdToText(bo.account),
    })
    expect((await talk.chat.conversations()).requests).toBe(1)
    expect(talk.lines.of(invited.conversation).seatings.at(-1)?.members).toEqual([])
    expect(await talk.chat.send(invited.conversation, 'hi', null)).toMatchObject({
      error: { reason: 'invited' },
    })
    expect((await talk.chat.acceptRoom(invited.conversation)).ok).toBe(true)
    await until(() => talk.lines.of(invited.conversation).sent.length === 1)
    expect(talk.lines.of(invited.conversation).sent).toEqual([{ type: 'joined' }])
  })

  test('goes out to people who are connected, and to nobody else', async () => {
    const accounts = [accountIdToText(bo.account), accountIdToText(cy.account)]
    const made = await talk.chat.createRoom('  New room ', accounts, 'open')
    expect(made.ok).toBe(true)
    for (const voice of [bo, cy]) {
      const line = talk.lines.of(directWith(voice))
      await until(() => line.sent.some(({ type }) => type === 'invite'))
      expect(line.sent.at(-1)).toMatchObject({ type: 'invite', name: 'New room' })
    }
    talk.setContacts(contactWith(bo, { confirmed: false }))
    expect(await talk.chat.createRoom('x', accounts.slice(0, 1), 'keep')).toMatchObject({
      error: { reason: 'not-connected' },
    })
    expect(await talk.chat.createRoom(' ', [], 'keep')).toMatchObject({ error: { reason: 'empty' } })
    expect(await talk.chat.createRoom('x'.repeat(81), [], 'keep')).toMatchObject({
      error: { reason: 'too-long' },
    })
  })
})
