import { beforeEach, describe, expect, test } from 'vitest'
import type { ThreadItem } from '../../../../../src/core/api.ts'
import { messageLimit } from '../../../../../src/core/api.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { LineSendError } from '../../../../../src/core/chat/chat-types.ts'
import { contactWith, directWith } from './talk-parties.ts'
import { newTalkDisk, openTalk, type Talk, type TalkDisk, until } from './talk-world.ts'
import { createVoice, messageId, type Voice } from './voices.ts'

let disk: TalkDisk
let talk: Talk
let bo: Voice
let c: string
beforeEach(async () => {
  disk = newTalkDisk()
  bo = createVoice('Bo')
  c = directWith(bo)
  talk = await openTalk({ disk, contacts: [contactWith(bo)] })
  await until(() => talk.lines.of(c).sent.length === 1)
})

const waits: LineSendError = { type: 'waits', for: 'their-devices', account: createVoice('Bo').account }
const say = async (text: string): Promise<string> => {
  const sent = await talk.chat.send(c, text, null)
  if (!sent.ok) throw new Error(sent.error.type)
  return sent.value.message
}
const messages = (items: readonly ThreadItem[]) =>
  items.flatMap(item => (item.kind === 'message' ? [item.message] : []))
const own = async (id: string) => messages(await talk.items(c)).find(one => one.id === id)

describe('what one sends', () => {
  test('is there under the id it was given, and says how far it has come', async () => {
    const id = await say('hello')
    expect(await own(id)).toMatchObject({
      body: { text: 'hello' },
      delivery: 'waiting',
      author: { isOwn: true },
    })
    const arrival = talk.own.last()
    talk.lines.of(c).events.onRelay(arrival === null ? [] : [arrival.id])
    await until(async () => (await own(id))?.delivery === 'on-relay')
    await talk.bring(c, bo.say({ type: 'got', kind: 'delivered', marks: [[talk.own.chain, 1]] }))
    expect((await own(id))?.delivery).toBe('delivered')
    await talk.bring(c, bo.say({ type: 'got', kind: 'read', marks: [[talk.own.chain, 1]] }))
    expect((await own(id))?.delivery).toBe('read')
    expect((await talk.card(c)).delivery).toBe('read')
  })

  test('is delivered once somebody answers it, receipt or not', async () => {
    const id = await say('hello')
    const arrival = talk.own.last()
    await talk.bring(c, bo.text('hi', { seen: arrival === null ? [] : [arrival] }))
    expect((await own(id))?.delivery).toBe('delivered')
  })

  test('can be edited, deleted and reacted to by its author', async () => {
    const id = await say('helo')
    expect((await talk.chat.edit(c, id, 'hello')).ok).toBe(true)
    expect(await own(id)).toMatchObject({ body: { text: 'hello' } })
    await talk.chat.react(c, id, '👋')
    expect((await own(id))?.reactions).toMatchObject([{ emoji: '👋', by: [{ isOwn: true }] }])
    await talk.chat.remove(c, id)
    expect(await talk.words(c)).toEqual(['-'])
  })

  test('cannot be edited or deleted by anybody else', async () => {
    const theirs = bo.text('mine')
    await talk.bring(c, theirs)
    const refused = { ok: false, error: { type: 'cannot-write', reason: 'not-author' } }
    expect(await talk.chat.edit(c, messageId(theirs), 'yours')).toEqual(refused)
    expect(await talk.chat.remove(c, messageId(theirs))).toEqual(refused)
    expect(talk.lines.of(c).sent).toHaveLength(1)
  })

  test('may be as long as the limit, and a megabyte is refused and stays a draft', async () => {
    const megabyte = 'x'.repeat(1_000_000)
    expect((await talk.chat.draft(c, megabyte)).ok).toBe(true)
    expect(await talk.chat.send(c, megabyte, null)).toMatchObject({
      error: { type: 'invalid-input', reason: 'too-long' },
    })
    expect((await talk.card(c)).draft).toHaveLength(1_000_000)
    expect((await talk.chat.send(c, 'é'.repeat(messageLimit), null)).ok).toBe(true)
    expect((await talk.chat.send(c, ' \n ', null)).ok).toBe(false)
  })

  test('takes the draft with it, unless something else was begun', async () => {
    await talk.chat.draft(c, 'hello')
    await say('hello')
    expect((await talk.card(c)).draft).toBe('')
    await talk.chat.draft(c, 'and then')
    await say('something else')
    expect((await talk.card(c)).draft).toBe('and then')
  })

  test('with half a character in it is sent whole', async () => {
    const id = await say('cut \ud83d')
    expect(await own(id)).toMatchObject({ body: { text: 'cut \ufffd' } })
  })

  test('again, when somebody could not read it, is a message of its own, asked for no more', async () => {
    const id = await say('once more')
    const arrival = talk.own.last()
    if (arrival === null) throw new Error('nothing was sent')
    await talk.bring(c, bo.say({ type: 'ask', target: arrival.id }))
    expect((await own(id))?.askedAgainBy).toEqual(['Bo'])
    const again = await talk.chat.sendAgain(c, id)
    expect(again.ok && again.value.message !== id).toBe(true)
    expect(await talk.words(c)).toEqual(['once more', 'once more'])
    expect((await own(id))?.askedAgainBy).toEqual([])
  })
})

describe('what cannot be encrypted yet', () => {
  beforeEach(() => {
    talk.lines.of(c).failsWith = waits
  })

  test('is shown, says what it waits for, and goes in order once it can', async () => {
    await say('first')
    await say('second')
    expect(messages(await talk.items(c))).toMatchObject([
      { body: { text: 'first' }, delivery: 'waiting', waitsFor: 'their-devices' },
      { body: { text: 'second' }, delivery: 'waiting', waitsFor: null },
    ])
    expect(await talk.card(c)).toMatchObject({ preview: 'second', delivery: 'waiting' })
    talk.lines.of(c).failsWith = null
    talk.setContacts(contactWith(bo))
    await until(() => talk.lines.of(c).sent.length === 3)
    expect(await talk.words(c)).toEqual(['first', 'second'])
    expect(talk.lines.of(c).sent.slice(1)).toMatchObject([{ text: 'first' }, { text: 'second' }])
  })

  test('waits over a restart, and nothing overtakes it or goes twice', async () => {
    await say('first')
    await talk.close()
    talk = await openTalk({ disk, contacts: [contactWith(bo)], own: createVoice('Ana', 'phone again') })
    await until(() => talk.lines.of(c).sent.some(body => body.type === 'text'))
    await say('second')
    expect(await talk.words(c)).toEqual(['first', 'second'])
    await talk.close()
    talk = await openTalk({ disk, contacts: [contactWith(bo)], own: createVoice('Ana', 'laptop') })
    expect(await talk.words(c)).toEqual(['first', 'second'])
    expect(talk.lines.of(c).sent.filter(body => body.type === 'text')).toEqual([])
  })

  test('and was sent just before a crash comes back from the feed, and is not sent again', async () => {
    await say('twice?')
    await talk.close()
    talk = await openTalk({
      disk,
      contacts: [contactWith(bo, { state: 'sent' })],
      own: createVoice('Ana', 'back'),
    })
    await until(() => talk.lines.opened(c))
    await talk.bring(c, talk.own.text('twice?', { atMs: disk.clock.nowMs() }))
    expect(await talk.words(c)).toEqual(['twice?'])
  })

  test('can be edited and taken back as if it were sent', async () => {
    const [kept, gone] = [await say('frist'), await say('never')]
    expect((await talk.chat.edit(c, kept, 'first')).ok).toBe(true)
    expect((await talk.chat.remove(c, gone)).ok).toBe(true)
    expect(await talk.chat.edit(c, kept, '   ')).toMatchObject({ error: { reason: 'empty' } })
    expect(await talk.words(c)).toEqual(['first'])
  })

  test('and has no place on a full disk is an error, and stays with whoever wrote it', async () => {
    disk.storage.failWith('full')
    expect(await talk.chat.send(c, 'hello', null)).toEqual({
      ok: false,
      error: { type: 'storage', problem: 'disk-full' },
    })
    disk.storage.failWith(null)
    expect(await talk.words(c)).toEqual([])
  })
})

describe('where one may write', () => {
  test('is with people one is connected with, and a request under way only listens', async () => {
    const cy = createVoice('Cy')
    talk.setContacts(contactWith(bo), contactWith(cy, { state: 'sent', confirmed: false }))
    await until(() => talk.lines.opened(directWith(cy)))
    expect(talk.lines.of(directWith(cy)).seatings.at(-1)).toMatchObject({ members: [], feeds: [{}, {}] })
    expect(await talk.chat.send(directWith(cy), 'hi', null)).toMatchObject({
      error: { reason: 'not-connected' },
    })
    expect(await talk.chat.send('nowhere', 'hi', null)).toMatchObject({ error: { type: 'not-found' } })
    await talk.bring(directWith(cy), cy.say({ type: 'accept' }))
    expect(talk.answers).toEqual(['Cy accept'])
  })

  test('yes to being connected is said once, when it is known what one said before', async () => {
    const cy = createVoice('Cy')
    talk.setOwnFeed('asking')
    talk.setContacts(contactWith(bo), contactWith(cy))
    await until(() => talk.lines.opened(directWith(cy)))
    expect(talk.lines.of(directWith(cy)).sent).toEqual([])
    talk.setOwnFeed('unavailable')
    await until(() => talk.lines.of(directWith(cy)).sent.length === 1)
    talk.setContacts(contactWith(bo), contactWith(cy, { verified: 'compared' }))
    talk.setOwnFeed('arrived')
    await talk.chat.send(directWith(cy), 'hi', null)
    expect(talk.lines.of(directWith(cy)).sent).toMatchObject([{ type: 'accept' }, { type: 'text' }])
  })

  test('goodbye is said once and the line closed; who was blocked hears nothing', async () => {
    const line = talk.lines.of(c)
    talk.setContacts(contactWith(bo, { state: 'removed' }))
    await until(() => !talk.lines.opened(c))
    expect(line.sent).toMatchObject([{ type: 'accept' }, { type: 'goodbye' }])
    const dee = createVoice('Dee')
    talk.setContacts(contactWith(dee))
    await until(() => talk.lines.opened(directWith(dee)))
    await until(() => talk.lines.of(directWith(dee)).sent.length === 1)
    talk.setContacts(contactWith(dee, { state: 'blocked' }))
    await until(() => !talk.lines.opened(directWith(dee)))
    expect(talk.lines.of(directWith(dee)).sent).toHaveLength(1)
    expect((await talk.chat.conversations()).conversations).toEqual([])
  })

  test('who said goodbye is told nothing back', async () => {
    const line = talk.lines.of(c)
    await talk.bring(c, bo.say({ type: 'goodbye' }, { atMs: disk.clock.nowMs() + 10 }))
    expect(talk.answers).toEqual(['Bo goodbye'])
    talk.setContacts(contactWith(bo, { state: 'removed' }))
    await until(() => !talk.lines.opened(c))
    expect(line.sent).toMatchObject([{ type: 'accept' }])
    expect(await talk.chat.conversation(c)).toMatchObject({
      conversation: { cannotWrite: 'not-connected', person: accountIdToText(bo.account) },
    })
  })
})
