/** Long conversations: a window costs what is in it, and search goes through everything without stopping the rest. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { FoundMessagesRow } from '../../../../../src/core/api.ts'
import { itemKey, itemsPrefix } from '../../../../../src/core/chat/talk/rows/keys.ts'
import { itemToRow, type SaidItem } from '../../../../../src/core/chat/talk/rows/talk-item.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import type { RowStorage } from '../../../../../src/core/ports.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import type { EnvelopeId } from '../../../../../src/protocol/rooms/room-types.ts'
import { contactWith, directWith } from './talk-parties.ts'
import { newTalkDisk, openTalk, type Talk, type TalkDisk, until } from './talk-world.ts'
import { bytes32, createVoice, startMs } from './voices.ts'

const bo = createVoice('Bo')
const c = directWith(bo)

const itemAt = (index: number, text: string): SaidItem => ({
  kind: 'said',
  id: bytes32('long', index) as EnvelopeId,
  author: bo.account,
  doc: new Uint8Array(16),
  chain: bo.chain,
  n: index,
  sentAtMs: startMs + index,
  receivedAtMs: startMs + index,
  content: { kind: 'said', body: { type: 'text', text, replyTo: null } },
  edit: null,
  reactions: [],
  askedBy: [],
})

/** Straight into rows, as taking leaves them. */
const fill = async (
  { storage }: TalkDisk,
  count: number,
  textOf: (index: number) => string,
): Promise<void> => {
  const rows = createSealedRows(storage, bytes32('rows'), systemRandom)
  for (let from = 0; from < count; from += 5_000) {
    const items = Array.from({ length: Math.min(5_000, count - from) }, (_, index) =>
      itemAt(from + index, textOf(from + index)),
    )
    await rows.write(
      items.map(item =>
        rows.seal(`${itemsPrefix(c)}${itemKey(item.sentAtMs, bytesToHex(item.id))}`, itemToRow(item)),
      ),
    )
  }
}

/** Counts the rows that are read. */
const counting = (storage: RowStorage) => {
  let read = 0
  const counted: RowStorage = {
    ...storage,
    async get(key) {
      read++
      return storage.get(key)
    },
    async range(range) {
      const found = await storage.range(range)
      if (found.ok) read += found.value.length
      return found
    },
  }
  return { storage: Object.assign(counted, { failWith: () => undefined }), read: () => read }
}

describe('a conversation of 100,000 messages', () => {
  const disk = newTalkDisk()
  beforeAll(() => fill(disk, 100_000, index => `message ${index}`), 120_000)

  test('opens at its newest end by reading the window, and shows a place in the middle as fast', async () => {
    const { storage, read } = counting(disk.storage)
    const talk = await openTalk({ disk: { ...disk, storage }, contacts: [contactWith(bo)] })
    await until(() => talk.lines.of(c).sent.length === 1)
    const before = read()
    const thread = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'newest' },
      older: 50,
      newer: 0,
    })
    expect(thread.items.at(-1)).toMatchObject({ message: { body: { text: 'message 99999' } } })
    expect(thread.hasOlder).toBe(true)
    expect(read() - before).toBeLessThan(70)
    const middle = itemAt(50_000, '')
    const key = itemKey(middle.sentAtMs, bytesToHex(middle.id))
    const around = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'at', key },
      older: 20,
      newer: 20,
    })
    expect(around.items[20]).toMatchObject({ key, message: { body: { text: 'message 50000' } } })
    expect(read() - before).toBeLessThan(130)
    await talk.close()
  })

  test('shows at most 400 items, however many are asked for', async () => {
    const talk = await openTalk({ disk, contacts: [contactWith(bo)] })
    const thread = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'newest' },
      older: 1e9,
      newer: 1e9,
    })
    expect(thread.items).toHaveLength(400)
    await talk.close()
  })
})

describe('search', () => {
  const words = (index: number): string => {
    if (index % 1_000 === 7) return `Café Müller ${index}`
    return index % 3 === 0 ? `nothing ${index}` : `else ${index}`
  }
  const searched = async (talk: Talk, text: string): Promise<FoundMessagesRow> => {
    let row: FoundMessagesRow = { found: [], searched: 0, of: 0 }
    await until(async () => {
      talk.clock.advance(1)
      row = await talk.chat.find({ type: 'find-messages', text, conversation: null })
      return row.of > 0 && row.searched === row.of
    })
    return row
  }

  test('is tolerant of case and accents, newest first, and says how far it has looked', async () => {
    const disk = newTalkDisk()
    await fill(disk, 3_000, words)
    const talk = await openTalk({ disk, contacts: [contactWith(bo)] })
    const row = await searched(talk, 'CAFE muller')
    expect(row.found.map(({ message }) => message.body)).toMatchObject([
      { text: 'Café Müller 2007' },
      { text: 'Café Müller 1007' },
      { text: 'Café Müller 7' },
    ])
    expect(row.found[0]).toMatchObject({ conversation: c, title: 'Bo' })
    const many = await searched(talk, 'nothing')
    expect(many.found).toHaveLength(200)
    expect(await talk.chat.find({ type: 'find-messages', text: '  ', conversation: null })).toMatchObject({
      of: 0,
    })
    await talk.close()
  })

  test('finds what comes while it is open, and what was edited by what it says now', async () => {
    const talk = await openTalk({ contacts: [contactWith(bo)] })
    const said = createVoice('Bo')
    const [first, other] = [said.text('a needle'), said.text('hay')]
    await talk.bring(c, first, other)
    expect((await searched(talk, 'needle')).found).toHaveLength(1)
    await talk.bring(
      c,
      said.say({ type: 'edit', target: first.id, text: 'hay' }),
      said.say({ type: 'edit', target: other.id, text: 'Needle' }),
    )
    await until(async () => {
      const { found } = await searched(talk, 'needle')
      return (
        found.length === 1 &&
        found[0]?.message.body.kind === 'text' &&
        found[0].message.body.text === 'Needle'
      )
    })
    await talk.close()
  })

  test('stops when nobody asks any more', async () => {
    const disk = newTalkDisk()
    await fill(disk, 20_000, words)
    const { storage, read } = counting(disk.storage)
    const talk = await openTalk({ disk: { ...disk, storage }, contacts: [contactWith(bo)] })
    await until(() => talk.lines.of(c).sent.length === 1)
    await talk.chat.find({ type: 'find-messages', text: 'nowhere', conversation: c })
    for (let turn = 0; turn < 200; turn++) {
      talk.clock.advance(1)
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(read()).toBeLessThan(9_000)
    await talk.close()
  })
})
