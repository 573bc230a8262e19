import { beforeEach, describe, expect, test } from 'vitest'
import { contactWith, directWith } from './talk-parties.ts'
import { createTestPrivateMap, newTalkDisk, openTalk, type Talk, type TalkDisk, until } from './talk-world.ts'
import { createVoice, startMs, type Voice } from './voices.ts'

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

const keyOf = async (text: string): Promise<string> => {
  const found = (await talk.items(c)).find(
    item => item.kind === 'message' && item.message.body.kind === 'text' && item.message.body.text === text,
  )
  if (found === undefined) throw new Error(`${text} is not shown`)
  return found.key
}
const unread = async (): Promise<number> => (await talk.card(c)).unread
const say = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    bo.text(`m${from + index}`, { atMs: startMs + 1_000 + from + index }),
  )

describe('reading', () => {
  test('goes forward only, and leaves what came after unread', async () => {
    await talk.bring(c, ...say(5))
    const [second, fourth] = [await keyOf('m1'), await keyOf('m3')]
    await talk.chat.read(c, fourth)
    expect(await unread()).toBe(1)
    await talk.chat.read(c, second)
    expect(await unread()).toBe(1)
    await talk.bring(c, ...say(1, 5))
    expect(await unread()).toBe(2)
  })

  test('one’s own messages are never unread, and neither is what was deleted', async () => {
    const [first, second] = say(2)
    if (first === undefined || second === undefined) throw new Error('nothing was said')
    await talk.bring(c, first, second)
    await talk.chat.send(c, 'mine', null)
    await talk.bring(c, bo.say({ type: 'delete', target: first.id }))
    expect(await unread()).toBe(1)
  })

  test('tells where unread begins, and opens there', async () => {
    await talk.bring(c, ...say(300))
    await talk.chat.read(c, await keyOf('m199'))
    const thread = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'unread' },
      older: 5,
      newer: 10,
    })
    expect(thread).toMatchObject({
      unread: 100,
      hasOlder: true,
      hasNewer: true,
      unreadFrom: await keyOf('m200'),
    })
    expect(thread.items).toHaveLength(15)
    const newest = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'newest' },
      older: 10,
      newer: 0,
    })
    expect(newest.unreadFrom).toBeNull()
  })

  test('is kept over a restart and shared with one’s other devices', async () => {
    await talk.bring(c, ...say(5))
    await talk.chat.read(c, await keyOf('m3'))
    await talk.close()
    const other = await openTalk({
      disk: newTalkDisk(disk.shared),
      contacts: [contactWith(bo)],
      own: createVoice('Ana', 'laptop'),
    })
    const again = createVoice('Bo')
    const said = Array.from({ length: 5 }, (_, index) =>
      again.text(`m${index}`, { atMs: startMs + 1_000 + index }),
    )
    await other.bring(c, ...said)
    expect((await other.card(c)).unread).toBe(1)
    talk = await openTalk({ disk, contacts: [contactWith(bo)] })
    expect(await unread()).toBe(1)
  })

  test('of two devices that read at the same time, the one who read further counts', async () => {
    await talk.bring(c, ...say(5))
    const ends = await Promise.all(['m1', 'm3', 'm2'].map(keyOf))
    const fields = createTestPrivateMap()
    const other = await openTalk({ disk: { ...disk, shared: fields }, contacts: [contactWith(bo)] })
    for (const key of ends) {
      const [place = '', id = ''] = key.split('/')
      fields.rival(`m:${c}`, [1, Number.parseInt(place, 16), Buffer.from(id, 'hex')])
    }
    await until(async () => (await other.card(c)).unread === 1)
    fields.rival(`m:${c}`, ['nonsense'])
    expect((await other.card(c)).unread).toBe(1)
  })

  test('ten thousand unread are counted, opened at the first, and read at once', async () => {
    for (let from = 0; from < 10_000; from += 500) await talk.bring(c, ...say(500, from))
    expect(await unread()).toBe(10_000)
    const thread = await talk.chat.thread({
      type: 'thread',
      conversation: c,
      place: { kind: 'unread' },
      older: 10,
      newer: 30,
    })
    expect(thread.unreadFrom).toBe(thread.items.find(({ kind }) => kind === 'message')?.key)
    await talk.chat.read(c, await keyOf('m9999'))
    expect(await unread()).toBe(0)
  })
})
