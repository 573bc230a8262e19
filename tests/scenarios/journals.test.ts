/** What people publish reaches whom it is for, over a real relay, and nobody else; and an author cannot unsay it unseen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audience, EntryId, JournalRow, PostRow, PostState } from '../../src/core/api.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { createNodePreparer } from '../support/art/node-preparer.ts'
import { paint } from '../support/art/studio.ts'
import { accountIdToText } from '../../src/core/account/account-id.ts'
import { fixedText, pushEntries } from '../../src/core/documents/index.ts'
import { encodeJournalEntry } from '../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16 } from '../../src/protocol/journal/journal-types.ts'
import { entryIdToText } from '../../src/protocol/journal/target.ts'
import { connect as connectBare, credentialsOf } from '../support/bare-client.ts'
import { followDoc } from '../support/follow-doc.ts'
import { type Content, createAccount, edit, newOwnedDoc } from '../support/sealed-doc.ts'
import { connect, createPerson, onAnotherDevice, type Person, untilPerson } from '../support/people.ts'
import { type RelayInProcess, startRelayInProcess } from '../support/relay-in-process.ts'

const waitMs = 30_000

let relay: RelayInProcess

beforeAll(async () => {
  relay = await startRelayInProcess()
})
afterAll(() => relay.relay.close())

const publish = async (person: Person, text: string, audience: Audience): Promise<EntryId> => {
  const given = { text, audience, mentions: [], images: [], works: [], added: null }
  return (await person.device.do({ type: 'post.publish', ...given })).post
}

const textsIn = ({ posts }: JournalRow): readonly string[] => posts.map(({ body }) => body.text)

/** Somebody's page, once it is right. */
const untilJournal = (
  person: Person,
  of: Person,
  isRight: (texts: readonly string[]) => boolean,
  count = 50,
) =>
  person.device.until({ type: 'journal', account: of.account, count }, row => isRight(textsIn(row)), waitMs)

const untilFeedHas = async (person: Person, text: string): Promise<PostRow> => {
  const found = (posts: readonly PostRow[]) => posts.find(({ body }) => body.text === text)
  const row = await person.device.until(
    { type: 'feed', top: null, count: 100 },
    ({ items }) => found(items.flatMap(({ posts }) => posts)) !== undefined,
    waitMs,
  )
  const post = found(row.items.flatMap(({ posts }) => posts))
  if (post === undefined) throw new Error('feed: the post is not in it')
  return post
}

const untilPost = (person: Person, of: Person, post: EntryId, isRight: (state: PostState) => boolean) =>
  person.device.until({ type: 'post', account: of.account, post }, isRight, waitMs)

describe('a post for connections', () => {
  test('is read by those one is connected to and by one’s own devices, and after a connection ends by them no more', async () => {
    const [alice, bob, eve] = [
      await createPerson('Alice', relay.wsUrl),
      await createPerson('Bob', relay.wsUrl),
      await createPerson('Eve', relay.wsUrl),
    ]
    await connect(bob, alice)
    await connect(eve, alice)
    const first = await publish(alice, 'For friends', 'connections')
    for (const reader of [alice, bob, eve]) await untilFeedHas(reader, 'For friends')
    const laptop = await onAnotherDevice(alice, relay.wsUrl, 'Laptop')
    expect((await untilFeedHas(laptop, 'For friends')).audience).toBe('connections')
    const stranger = await createPerson('Mallory', relay.wsUrl)
    const state = await untilPost(stranger, alice, first, ({ kind }) => kind === 'unreadable')
    expect(state).toEqual({ kind: 'unreadable', reason: 'not-for-you' })

    await alice.device.do({ type: 'connection.remove', account: eve.account })
    await untilPerson(alice, eve, ({ connection }) => connection.kind === 'none')
    const second = await publish(alice, 'Without Eve', 'connections')
    const everyone = await publish(alice, 'For all', 'public')
    await untilFeedHas(bob, 'Without Eve')
    await untilFeedHas(laptop, 'Without Eve')
    // She has the journal as far as this, and what she could read she still can.
    await untilPost(eve, alice, everyone, ({ kind }) => kind === 'shown')
    await untilPost(eve, alice, second, ({ kind }) => kind === 'unreadable')
    const page = await untilJournal(eve, alice, texts => texts.includes('For all'))
    expect(textsIn(page)).not.toContain('Without Eve')
    await untilPost(eve, alice, first, ({ kind }) => kind === 'shown')
  }, 120_000)

  test('is read by somebody who is connected later', async () => {
    const [alice, bob] = [await createPerson('Alice', relay.wsUrl), await createPerson('Bob', relay.wsUrl)]
    await publish(alice, 'Before you came', 'connections')
    await connect(bob, alice)
    expect((await untilFeedHas(bob, 'Before you came')).audience).toBe('connections')
  }, 60_000)
})

describe('two devices of one account', () => {
  test('that wrote while apart both end with everything, and so do others', async () => {
    const alice = await createPerson('Alice', relay.wsUrl)
    await publish(alice, 'Before', 'public')
    const laptop = await onAnotherDevice(alice, relay.wsUrl, 'Laptop')
    await untilJournal(laptop, alice, texts => texts.includes('Before'))
    for (const { device } of [alice, laptop]) device.network.cut()
    await publish(alice, 'From the phone', 'public')
    await publish(laptop, 'From the laptop', 'public')
    await publish(laptop, 'A note to oneself', 'only-me')
    for (const { device } of [alice, laptop]) device.network.mend()
    const all = ['Before', 'From the phone', 'From the laptop']
    for (const own of [alice, laptop]) {
      await untilJournal(own, alice, texts =>
        [...all, 'A note to oneself'].every(text => texts.includes(text)),
      )
    }
    await alice.device.allOnRelay()
    const bob = await createPerson('Bob', relay.wsUrl)
    const page = await untilJournal(bob, alice, texts => all.every(text => texts.includes(text)))
    expect(textsIn(page)).toHaveLength(3)
  }, 120_000)

  test('of which one was lost keep what it published for connections, also for who is connected later', async () => {
    const [alice, eve] = [await createPerson('Alice', relay.wsUrl), await createPerson('Eve', relay.wsUrl)]
    const phone = await onAnotherDevice(alice, relay.wsUrl, 'Phone')
    await connect(eve, alice)
    await untilPerson(phone, eve, ({ connection }) => connection.kind === 'connected')
    await publish(phone, 'With Eve', 'connections')
    await phone.device.do({ type: 'connection.remove', account: eve.account })
    await publish(phone, 'Without Eve', 'connections')
    for (const text of ['With Eve', 'Without Eve']) await untilFeedHas(alice, text)
    const devices = await alice.device.until({ type: 'devices' }, rows =>
      rows.some(({ name }) => name === 'Phone'),
    )
    const lost = devices.find(({ name }) => name === 'Phone')?.id ?? ''
    await expect
      .poll(async () => (await alice.device.run({ type: 'device.revoke', device: lost })).ok, {
        timeout: waitMs,
      })
      .toBe(true)
    await alice.device.allOnRelay()
    const cem = await createPerson('Cem', relay.wsUrl)
    await connect(cem, alice)
    for (const text of ['With Eve', 'Without Eve']) await untilFeedHas(cem, text)
  }, 120_000)
})

describe('a post with pictures', () => {
  test('keeps them through edits on either device, for its readers too', async () => {
    const alice = await createPerson('Alice', relay.wsUrl, {
      images: createNodePreparer(),
      http: createNodeHttp(),
    })
    const bob = await createPerson('Bob', relay.wsUrl)
    await connect(bob, alice)
    const images: { readonly id: string; readonly alt: string }[] = []
    for (const { bytes } of await paint(2)) {
      const source = new Blob([Uint8Array.from(bytes)])
      images.push({ id: (await alice.device.do({ type: 'post.attach', source })).image, alt: 'a picture' })
    }
    const { post } = await alice.device.do({
      type: 'post.publish',
      text: 'Two of them',
      audience: 'connections',
      mentions: [],
      images,
      works: [],
      added: null,
    })
    const laptop = await onAnotherDevice(alice, relay.wsUrl, 'Laptop')
    const untilAllSee = async (text: string): Promise<void> => {
      for (const reader of [alice, laptop, bob]) {
        expect((await untilFeedHas(reader, text)).body.images.map(({ alt }) => alt)).toEqual([
          'a picture',
          'a picture',
        ])
      }
    }
    await untilAllSee('Two of them')
    const edited = { type: 'post.edit', post, mentions: [], keepImages: [1, 0], works: [] } as const
    await alice.device.do({ ...edited, text: 'Both of them' })
    await untilAllSee('Both of them')
    await laptop.device.do({ ...edited, text: 'The two' })
    await untilAllSee('The two')
  }, 120_000)
})

describe('a long journal', () => {
  test('shows its newest at once, and older posts when they are looked at', async () => {
    const alice = await createPerson('Alice', relay.wsUrl)
    const posts: EntryId[] = []
    for (let number = 0; number < 270; number++) posts.push(await publish(alice, `post ${number}`, 'public'))
    await alice.device.allOnRelay()
    const bob = await createPerson('Bob', relay.wsUrl)
    const page = await untilJournal(bob, alice, texts => texts[0] === 'post 269', 10)
    expect(textsIn(page)).toHaveLength(10)
    const [oldest] = posts
    if (oldest === undefined) throw new Error('nothing was published')
    const state = await untilPost(bob, alice, oldest, ({ kind }) => kind === 'shown')
    expect(state).toMatchObject({ post: { body: { text: 'post 0' } } })
    await untilJournal(bob, alice, texts => texts.length === 270, 400)
  }, 240_000)
})

describe('an author who rewrites history', () => {
  const entry = (fill: number, text: string): Uint8Array =>
    encodeJournalEntry({
      form: 'open',
      id: new Uint8Array(16).fill(fill) as EntryId16,
      plain: {
        kind: 'post',
        atMs: Date.now(),
        body: { text, mentions: [], images: [], works: [] },
        added: null,
      },
    })

  /** Somebody with a program of their own, which puts into their journal what it likes. */
  const createMallory = async () => {
    const mallory = await createAccount()
    const client = await connectBare(relay.wsUrl, credentialsOf(mallory))
    const { tag } = journalGenesis(mallory.account, 0)
    const [profile, journal] = [newOwnedDoc(mallory.account), newOwnedDoc(mallory.account, 'journal', tag)]
    await edit(mallory.first, profile, draft =>
      Object.assign(draft, { v: 1, name: fixedText('Mallory'), journal: 1 }),
    )
    for (const sealed of [mallory.identity, profile]) followDoc(client, sealed)
    const following = followDoc(client, journal)
    return {
      person: { account: accountIdToText(mallory.account) },
      async write(mutate: (draft: Content) => void) {
        await edit(mallory.first, journal, mutate)
        following.push()
      },
    }
  }

  test('is seen to have put other words in place, and to have taken posts out', async () => {
    const { person, write } = await createMallory()
    await write(draft =>
      pushEntries(draft, [entry(1, 'I never said this'), entry(2, 'Nor this'), entry(3, 'This I did')]),
    )
    const bob = await createPerson('Bob', relay.wsUrl)
    await bob.device.do({ type: 'follow.set', account: person.account, follow: 'private' })
    expect((await untilFeedHas(bob, 'I never said this')).rewritten).toBe(false)
    await write(draft => (draft['e'] as Uint8Array[]).splice(0, 1, entry(1, 'I said something else')))
    expect((await untilFeedHas(bob, 'I said something else')).rewritten).toBe(true)
    await write(draft => {
      draft['e'] = [entry(3, 'This I did')]
    })
    const isGone = ({ posts }: JournalRow) => posts.every(({ body }) => body.text === 'This I did')
    await bob.device.until({ type: 'journal', account: person.account, count: 50 }, isGone, waitMs)
    const gone = { account: person.account, post: entryIdToText(new Uint8Array(16).fill(2) as EntryId16) }
    const state = await bob.device.until({ type: 'post', ...gone }, ({ kind }) => kind === 'deleted', waitMs)
    expect(state).toMatchObject({ author: { name: 'Mallory' } })
  }, 60_000)
})
