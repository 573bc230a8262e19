import { beforeEach, describe, expect, test } from 'vitest'
import type { MessageRow } from '../../../../../src/core/api.ts'
import { contactWith, directWith } from './talk-parties.ts'
import { openTalk, type Talk, until } from './talk-world.ts'
import { createVoice, messageId, opened, startMs, type Voice } from './voices.ts'

let talk: Talk
let bo: Voice
let c: string
beforeEach(async () => {
  bo = createVoice('Bo')
  c = directWith(bo)
  talk = await openTalk({ contacts: [contactWith(bo)] })
  await until(() => talk.lines.of(c).sent.length === 1)
})

const message = async (id: string): Promise<MessageRow> => {
  const item = (await talk.items(c)).find(one => one.kind === 'message' && one.message.id === id)
  if (item?.kind !== 'message') throw new Error('the message is not shown')
  return item.message
}

describe('what comes', () => {
  test('is shown in order, with who said it, and counts as unread', async () => {
    await talk.bring(c, bo.text('first'), bo.text('second'))
    expect(await talk.words(c)).toEqual(['first', 'second'])
    const [item] = (await talk.items(c)).filter(({ kind }) => kind === 'message')
    expect(item).toMatchObject({ message: { author: { name: 'Bo', isOwn: false }, delivery: null } })
    expect(await talk.card(c)).toMatchObject({ preview: 'second', previewBy: 'Bo', unread: 2 })
  })

  test('a second time changes nothing', async () => {
    const first = bo.text('first')
    await talk.bring(c, first)
    await talk.bring(c, first, first)
    expect(await talk.words(c)).toEqual(['first'])
    expect((await talk.card(c)).unread).toBe(1)
  })

  test('is edited by its author alone, and the newest edit counts whichever came first', async () => {
    const said = bo.text('frist')
    const target = said.id
    const first = bo.say({ type: 'edit', target, text: 'first' })
    const second = bo.say({ type: 'edit', target, text: 'First.' })
    const eve = createVoice('Eve')
    await talk.bring(c, second, eve.say({ type: 'edit', target, text: 'forged' }, { atMs: startMs + 9_999 }))
    await talk.bring(c, said, first)
    expect(await talk.words(c)).toEqual(['First.'])
    expect((await message(messageId(said))).editedAtMs).toBe(startMs + 2)
  })

  test('is deleted by its author alone, with its edits, before or after it came', async () => {
    const [said, kept] = [bo.text('secret'), bo.text('kept')]
    const edit = bo.say({ type: 'edit', target: said.id, text: 'more secret' })
    const gone = bo.say({ type: 'delete', target: said.id })
    await talk.bring(c, createVoice('Eve').say({ type: 'delete', target: kept.id }))
    await talk.bring(c, gone, kept, edit)
    await talk.bring(c, said)
    expect(await talk.words(c)).toEqual(['-', 'kept'])
    expect((await talk.card(c)).unread).toBe(1)
  })

  test('has one reaction of each person, the newest, until it is taken back', async () => {
    const said = bo.text('look')
    const react = (voice: Voice, emoji: string | null, atMs: number) =>
      voice.say({ type: 'react', target: said.id, emoji }, { atMs })
    const eve = createVoice('Eve')
    await talk.bring(
      c,
      react(bo, '👍', startMs + 50),
      said,
      react(bo, '🎉', startMs + 60),
      react(eve, '🎉', startMs + 70),
    )
    expect((await message(messageId(said))).reactions).toMatchObject([
      { emoji: '🎉', by: [{ name: 'Bo' }, { name: '' }] },
    ])
    await talk.bring(c, react(eve, null, startMs + 80))
    expect((await message(messageId(said))).reactions).toMatchObject([{ emoji: '🎉', by: [{ name: 'Bo' }] }])
  })

  test('answers something, in a few words of it, also of what comes later', async () => {
    const said = bo.text('a question '.repeat(30))
    const answer = bo.say({ type: 'text', text: 'yes', replyTo: said.id })
    await talk.bring(c, answer)
    expect((await message(messageId(answer))).replyTo).toEqual({ id: messageId(said), name: '', excerpt: '' })
    await talk.bring(c, said)
    const { replyTo } = await message(messageId(answer))
    expect(replyTo?.name).toBe('Bo')
    expect(replyTo?.excerpt.length).toBe(120)
  })

  test('and cannot be read has a place and a reason until it can', async () => {
    const before = bo.text('before')
    const dark = bo.text('', { unreadable: 'no-key' })
    const after = bo.text('after')
    await talk.bring(c, before, dark, after)
    expect(await talk.words(c)).toEqual(['before', 'unreadable', 'after'])
    expect((await message(messageId(dark))).body).toEqual({
      kind: 'unreadable',
      reason: 'no-key',
      asked: false,
    })
    await talk.bring(c, opened(dark, { type: 'text', text: 'clear', replyTo: null }, startMs + 1))
    expect(await talk.words(c)).toEqual(['before', 'clear', 'after'])
    expect((await talk.card(c)).unread).toBe(3)
  })

  test('and cannot be read can be asked for, and is asked for once', async () => {
    const dark = bo.text('', { unreadable: 'no-key' })
    await talk.bring(c, dark)
    expect((await talk.chat.askAgain(c, messageId(dark))).ok).toBe(true)
    expect(talk.lines.of(c).sent.at(-1)).toEqual({ type: 'ask', target: dark.id })
    expect((await message(messageId(dark))).body).toMatchObject({ asked: true })
  })

  test('goes again with the device that was revoked, and what answered it stays', async () => {
    const said = bo.text('from a stolen phone')
    const reaction = bo.say({ type: 'react', target: said.id, emoji: '👍' })
    const kept = bo.text('kept')
    await talk.bring(c, said, reaction, kept)
    await talk.lines.of(c).bring({ kind: 'gone', ids: [said.id] })
    expect(await talk.words(c)).toEqual(['kept'])
    expect((await talk.card(c)).unread).toBe(1)
  })

  test('a new device is told of in the thread, at its end', async () => {
    await talk.bring(c, bo.text('hello'))
    await talk.lines
      .of(c)
      .bring({ kind: 'devices', news: [{ account: bo.account, kind: 'new-device', device: 'Tablet' }] })
    expect((await talk.items(c)).at(-1)).toMatchObject({
      notice: { kind: 'new-device', who: 'Bo', device: 'Tablet' },
    })
    expect((await talk.card(c)).unread).toBe(1)
  })

  test('is nothing while the disk is full, and comes again whole', async () => {
    const said = bo.text('once')
    talk.disk.storage.failWith('full')
    await expect(talk.bring(c, said)).rejects.toThrow('refused')
    talk.disk.storage.failWith(null)
    await talk.bring(c, said)
    expect(await talk.words(c)).toEqual(['once'])
    expect((await talk.card(c)).unread).toBe(1)
  })
})

describe('order', () => {
  test('follows what answers what, however wrong a clock is, and what is shown stays within reason', async () => {
    const year = 366 * 24 * 60 * 60_000
    const first = bo.text('first')
    const late = createVoice('Bo', 'tablet', first).text('from the future', { atMs: startMs + 40 * year })
    const early = createVoice('Bo', 'laptop', late).text('from the past', { atMs: 5 })
    await talk.bring(c, early, late, first)
    expect(await talk.words(c)).toEqual(['first', 'from the future', 'from the past'])
    expect((await message(messageId(late))).sentAtMs).toBe(startMs + 5 * 60_000)
    expect((await message(messageId(early))).sentAtMs).toBe(startMs - 30 * 24 * 60 * 60_000)
  })

  test('is mended when what was answered comes late', async () => {
    const question = bo.text('question', { atMs: startMs + 100_000 })
    const answer = talk.own.text('answer', { atMs: startMs + 10, seen: [question] })
    const later = talk.own.text('and more', { atMs: startMs + 20 })
    await talk.bring(c, answer, later)
    expect(await talk.words(c)).toEqual(['answer', 'and more'])
    await talk.bring(c, question)
    expect(await talk.words(c)).toEqual(['question', 'answer', 'and more'])
  })
})
