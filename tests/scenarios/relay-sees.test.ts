/** A day of three people, and then everything that the relay holds, turned over. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConversationId } from '../../src/core/api.ts'
import { bytesToHex } from '../../src/base/bytes.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { isPaddedBox } from '../../src/protocol/rooms/padding.ts'
import { type FileOnDisk, filesWith } from '../e2e/support/relay-disk.ts'
import { createNodePreparer } from '../support/art/node-preparer.ts'
import { entryBytesIn, envelopesIn, epochsIn, lettersIn } from '../support/feeds-seen.ts'
import { type MeddlingRelay, startMeddlingRelay } from '../support/meddling-relay.ts'
import {
  ask,
  connect,
  createPerson,
  createRoom,
  messagesIn,
  type Person,
  say,
  untilAllShow,
  untilConversation,
  untilDelivery,
  untilPerson,
  untilThread,
} from '../support/people.ts'
import { photographs } from '../support/photos/photographs.ts'
import { createRememberingRandom, foundIn, holdingsOf } from '../support/relay-holdings.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'

/** All that was said, shown or named in confidence; each so rare that it cannot be anywhere by chance. */
const secrets = {
  note: 'We met at the lithograph fair in Zbąszyń, under the yellow awning',
  answer: 'Gladly, Wacław, and bring the copperplates',
  edited: 'The viewing is on Thrumday at seven',
  beforeEdit: 'The viewing is on Frumday at six',
  deleted: 'I never trusted that gallerist Quibbleworth',
  reply: 'Then I shall wear the vermilion scarf',
  long: `Of varnish ${'and of turpentine '.repeat(400)}let us speak no more, Ysolde`,
  room: 'Conspiracy of Etchers, Ljubljana',
  renamed: 'Benevolent Society of Mezzotinters',
  inRoom: 'Nobody outside shall know of the paper mill',
  fileName: 'Unpublished triptych, left wing.jpg',
  alt: 'A heron standing on a half-drowned printing press',
  caption: 'Not for anybody’s eyes but yours',
  draft: 'Dearest, what I never dared to send',
  reaction: '👩‍🎨🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  rejectedNote: 'Buy my catalogue raisonné of forgeries, cheap',
} as const

interface Day {
  readonly holdings: readonly FileOnDisk[]
  readonly people: readonly [Person, Person, Person]
  readonly drawn: readonly Uint8Array[]
  readonly image: Uint8Array
}

let relay: RelayProcess
let observer: MeddlingRelay
let day: Day

beforeAll(async () => {
  relay = await startRelay()
  observer = await startMeddlingRelay(relay.port)
  day = await liveThroughADay()
}, 180_000)
afterAll(async () => {
  await observer.close()
  await relay.stop()
})

const liveThroughADay = async (): Promise<Day> => {
  const { random, drawn } = createRememberingRandom()
  const create = (name: string): Promise<Person> =>
    createPerson(name, observer.wsUrl, { random, http: createNodeHttp(), images: createNodePreparer() })
  const [alice, bob, eve] = [
    await create('Alice Openly'),
    await create('Bob Openly'),
    await create('Eve Openly'),
  ]

  const direct = await connect(alice, bob, secrets.note)
  await ask(eve, bob, secrets.rejectedNote)
  await untilPerson(bob, eve, ({ connection }) => connection.kind === 'received')
  await bob.device.do({ type: 'connection.reject', account: eve.account })
  await connect(alice, eve)

  const image = await talkDirectly(alice, bob, direct)
  const room = await createRoom(alice, [bob, eve], secrets.room)
  await say(eve, room, secrets.inRoom)
  await untilAllShow([alice, bob, eve], room, [secrets.inRoom])
  await alice.device.do({ type: 'room.rename', conversation: room, name: secrets.renamed })
  for (const person of [bob, eve]) await untilConversation(person, room, row => row.title === secrets.renamed)
  await alice.device.do({ type: 'conversation.draft', conversation: room, text: secrets.draft })

  for (const { device } of [alice, bob, eve]) {
    await device.until({ type: 'sync' }, row => row.state === 'on-relay' && row.images.waiting === 0, 20_000)
  }
  return { holdings: await holdingsOf(relay.dataDir), people: [alice, bob, eve], drawn: drawn(), image }
}

/** Answers the bytes of an image, as the other person shows it. */
const talkDirectly = async (alice: Person, bob: Person, direct: ConversationId): Promise<Uint8Array> => {
  const first = await say(alice, direct, secrets.beforeEdit)
  await alice.device.do({ type: 'message.edit', conversation: direct, message: first, text: secrets.edited })
  const regretted = await say(alice, direct, secrets.deleted)
  await alice.device.do({ type: 'message.delete', conversation: direct, message: regretted })
  await untilAllShow([bob], direct, [secrets.edited])
  await say(bob, direct, secrets.reply, first)
  await say(bob, direct, secrets.answer)
  await say(bob, direct, secrets.long)
  await bob.device.do({
    type: 'message.react',
    conversation: direct,
    message: first,
    emoji: secrets.reaction,
  })
  const [photo] = await photographs(1, { megapixels: 0.12, seed: 5 })
  const { message } = await alice.device.do({
    type: 'message.send-image',
    conversation: direct,
    source: new File([new Uint8Array(photo?.bytes ?? [])], secrets.fileName),
    alt: secrets.alt,
    text: secrets.caption,
    replyTo: null,
  })
  await untilDelivery(alice, direct, message, ({ delivery }) => delivery === 'delivered')
  await untilThread(alice, direct, row =>
    messagesIn(row).some(({ id, reactions }) => id === first && reactions.length === 1),
  )
  await untilThread(bob, direct, row => messagesIn(row).some(({ id }) => id === message))
  await bob.device.do({ type: 'conversation.typing', conversation: direct })
  return (await bob.device.do({ type: 'message.image', conversation: direct, message, size: 'full' })).bytes
}

describe('what a relay holds after a day of three people', () => {
  test('shows what is open, so that the search finds what is there to be found', () => {
    for (const { name } of day.people) expect(filesWith(day.holdings, name)).not.toEqual([])
  })

  test.each(Object.entries(secrets))('has nothing of the %s', (_, text) => {
    // Whole, and in pieces from the middle, in case it was cut.
    for (const piece of [text, text.slice(text.length / 4, (text.length * 3) / 4)]) {
      expect(filesWith(day.holdings, piece)).toEqual([])
    }
  })

  test('has no piece of an image that was sent', () => {
    const middle = Buffer.from(day.image).subarray(day.image.length / 2, day.image.length / 2 + 48)
    expect(middle).toHaveLength(48)
    expect(foundIn(day.holdings, [middle])).toEqual(new Set())
  })

  test('has no key: of all that devices drew at random only the names of documents are there', () => {
    const tags = new Set(observer.documents().map(({ genesis }) => bytesToHex(genesis.tag)))
    const found = [...foundIn(day.holdings, day.drawn)]
    expect(day.drawn.length).toBeGreaterThan(30)
    expect(found.filter(bytes => tags.has(bytes))).not.toEqual([])
    expect(found.filter(bytes => !tags.has(bytes))).toEqual([])
  })

  test('has envelopes, letters and control records of a few sizes alone', () => {
    const feeds = observer.documents('feed')
    const envelopes = feeds.flatMap(envelopesIn).map(({ ciphertext }) => ciphertext.length)
    const letters = observer
      .documents('letter')
      .flatMap(lettersIn)
      .map(({ box }) => box.length)
    expect(envelopes.length).toBeGreaterThan(15)
    expect(letters.length).toBeGreaterThan(2)
    expect([...envelopes, ...letters].filter(bytes => !isPaddedBox(bytes))).toEqual([])
    expect(new Set(envelopes).size).toBeLessThanOrEqual(4)
    expect(feeds.flatMap(epochsIn).length).toBeGreaterThan(2)
    expect(feeds.flatMap(entryBytesIn).length).toBeGreaterThan(envelopes.length)
  })
})
