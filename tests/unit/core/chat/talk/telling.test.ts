import { beforeEach, describe, expect, test } from 'vitest'
import { contactWith, directWith } from './talk-parties.ts'
import { openTalk, type Talk, until } from './talk-world.ts'
import { createVoice, startMs, type Voice } from './voices.ts'

let talk: Talk
let bo: Voice
let c: string
beforeEach(async () => {
  bo = createVoice('Bo')
  c = directWith(bo)
  talk = await openTalk({ contacts: [contactWith(bo)] })
  await until(() => talk.lines.of(c).sent.length === 1)
})

const receipts = () => talk.lines.of(c).sent.filter(({ type }) => type === 'got')
/** Lets what was due at this time be done. */
const pass = async (ms: number): Promise<void> => {
  talk.clock.advance(ms)
  await talk.chat.conversations()
  await new Promise(resolve => setImmediate(resolve))
}
const newestKey = async (): Promise<string> => (await talk.items(c)).at(-1)?.key ?? ''

describe('receipts', () => {
  test('answer a burst once, after a while, with everything that has come', async () => {
    await talk.bring(c, bo.text('one'))
    await talk.bring(c, bo.text('two'), bo.text('three'))
    expect(receipts()).toEqual([])
    await pass(2_000)
    await until(() => receipts().length === 1)
    expect(receipts()).toEqual([{ type: 'got', kind: 'delivered', marks: [[bo.chain, 2]] }])
    await pass(60_000)
    expect(receipts()).toHaveLength(1)
  })

  test('are not sent for what one’s own message answers already, nor for receipts', async () => {
    await talk.bring(c, bo.text('question'))
    await talk.chat.send(c, 'answer', null)
    await talk.bring(c, bo.say({ type: 'got', kind: 'delivered', marks: [[talk.own.chain, 1]] }))
    await pass(60_000)
    expect(receipts()).toEqual([])
  })

  test('vouch for no more than what is here without a gap, as long as something is missing', async () => {
    const [first, second, third] = [bo.text('0'), bo.text('1'), bo.text('2')]
    talk.lines.of(c).sees = false
    talk.lines.of(c).status = { missing: 1, fetching: null }
    await talk.bring(c, first, third)
    await pass(2_000)
    await until(() => receipts().length === 1)
    expect(receipts()).toMatchObject([{ marks: [[bo.chain, 0]] }])
    talk.lines.of(c).status = { missing: 0, fetching: null }
    await talk.bring(c, second)
    await pass(2_000)
    await until(() => receipts().length === 2)
    expect(receipts()[1]).toMatchObject({ marks: [[bo.chain, 2]] })
  })

  test('wait while earlier messages are being fetched', async () => {
    talk.lines.of(c).status = { missing: 0, fetching: { done: 0, of: 3 } }
    await talk.bring(c, bo.text('one'))
    await pass(2_000)
    expect(receipts()).toEqual([])
    talk.lines.of(c).status = { missing: 0, fetching: null }
    await until(async () => {
      await pass(2_000)
      return receipts().length === 1
    })
  })

  test('say what was read only while one wants them to', async () => {
    await talk.bring(c, bo.text('one'))
    await talk.chat.read(c, await newestKey())
    await pass(2_000)
    await until(() => receipts().length === 1)
    expect((await talk.chat.changePrivacy({ readReceipts: true })).ok).toBe(true)
    await talk.bring(c, bo.text('two'))
    await talk.chat.read(c, await newestKey())
    await pass(2_000)
    await until(() => receipts().length === 3)
    expect(receipts().at(-1)).toEqual({ type: 'got', kind: 'read', marks: [[bo.chain, 1]] })
  })

  test('that were not sent before a restart are sent after it', async () => {
    await talk.bring(c, bo.text('one'))
    await talk.close()
    talk = await openTalk({ disk: talk.disk, contacts: [contactWith(bo)], own: createVoice('Ana', 'again') })
    await until(async () => {
      await pass(2_000)
      return receipts().length === 1
    })
    expect(receipts()).toMatchObject([{ kind: 'delivered', marks: [[bo.chain, 0]] }])
  })
})

describe('typing', () => {
  test('is said at most every three seconds, and not at all when it is switched off', async () => {
    const { passing } = talk.lines.of(c)
    talk.chat.typing(c)
    talk.chat.typing(c)
    talk.clock.advance(2_900)
    talk.chat.typing(c)
    expect(passing).toEqual([['typing']])
    talk.clock.advance(100)
    talk.chat.typing(c)
    expect(passing).toHaveLength(2)
    await talk.chat.changePrivacy({ typing: false })
    talk.clock.advance(10_000)
    talk.chat.typing(c)
    expect(passing).toHaveLength(2)
  })

  test('is shown for six seconds, or until they have written', async () => {
    const { events } = talk.lines.of(c)
    events.onPassing(bo.account, ['typing'])
    expect((await talk.card(c)).typing).toEqual(['Bo'])
    talk.clock.advance(5_999)
    expect((await talk.card(c)).typing).toEqual(['Bo'])
    talk.clock.advance(1)
    expect((await talk.card(c)).typing).toEqual([])
    events.onPassing(bo.account, ['typing'])
    await talk.bring(c, bo.text('done'))
    expect((await talk.card(c)).typing).toEqual([])
    events.onPassing(bo.account, ['something newer'])
    expect((await talk.card(c)).typing).toEqual([])
  })
})

describe('privacy', () => {
  test('starts with typing alone, and is kept: notices on this device, the rest on all', async () => {
    expect(talk.chat.privacy()).toEqual({ typing: true, readReceipts: false, notices: false })
    await talk.chat.changePrivacy({ notices: true, readReceipts: true, typing: false })
    const again = await openTalk({ disk: talk.disk, contacts: [contactWith(bo)] })
    expect(again.chat.privacy()).toEqual({ typing: false, readReceipts: true, notices: true })
    expect(talk.disk.shared.entries().get('p:')).toEqual([1, false, true])
  })
})

test('a device of one’s own that writes is shown as written by oneself, on the relay', async () => {
  const laptop = createVoice('Ana', 'laptop')
  await talk.bring(c, laptop.text('from my laptop', { atMs: startMs + 5 }))
  const item = (await talk.items(c)).at(-1)
  expect(item).toMatchObject({ message: { author: { isOwn: true }, delivery: 'on-relay' } })
  expect((await talk.card(c)).unread).toBe(0)
})
