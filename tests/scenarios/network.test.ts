/** Three people who publish and talk about it: whole cores, real sockets, a real relay with its files. */
import { getHeads, ImmutableString } from '@automerge/automerge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../../src/base/bytes.ts'
import { systemClock } from '../../src/base/clock.ts'
import { systemRandom } from '../../src/base/random.ts'
import type { NoticesRow } from '../../src/core/api.ts'
import { accountIdToText, parseAccountIdText } from '../../src/core/account/account-id.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { encodeJournalEntry } from '../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalPlain, JournalTarget } from '../../src/protocol/journal/journal-types.ts'
import { parseEntryIdText } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { type BareClient, connect as connectBare, credentialsOf } from '../support/bare-client.ts'
import { followDoc } from '../support/follow-doc.ts'
import {
  postOf,
  postsIn,
  publish,
  say,
  textsIn,
  untilComments,
  untilFeed,
  untilFeedIs,
  untilNotices,
  untilPost,
  untilTalk,
} from '../support/journals.ts'
import { connect, createPerson, look, onAnotherDevice, type Person, untilPerson } from '../support/people.ts'
import { foundIn, holdingsOf } from '../support/relay-holdings.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createAccount, edit, newOwnedDoc, type SealedDoc, type TestAccount } from '../support/sealed-doc.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay({ env: { GESSO_DIRECTORY_REST_MS: '30', GESSO_DIRECTORY_REQUEST_BURST: '10000' } })
}, 60_000)
afterAll(() => relay.stop())

const create = (name: string): Promise<Person> => createPerson(name, relay.wsUrl, { http: createNodeHttp() })
const offline = (...people: readonly Person[]): void => {
  for (const { device } of people) device.network.cut()
}
const online = (...people: readonly Person[]): void => {
  for (const { device } of people) device.network.mend()
}

describe('three people', () => {
  let ana: Person
  let bo: Person
  let cy: Person
  beforeAll(async () => {
    ;[ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    await connect(ana, bo)
    await connect(ana, cy)
    await connect(bo, cy)
  }, 120_000)

  test('see what each published, and what each said and did while its author was away', async () => {
    const post = await publish(ana, 'The boat is in the water')
    const target = postOf(ana, post)
    await untilFeedIs(bo, 'The boat is in the water')
    await untilFeedIs(cy, 'The boat is in the water')
    await ana.device.allOnRelay()
    offline(ana, bo, cy)
    const asked = await say(bo, target, 'Which boat?')
    await bo.device.do({ type: 'appreciate', target, on: true })
    await say(cy, target, 'At last!')
    await cy.device.do({ type: 'appreciate', target, on: true })
    online(bo, cy)
    await bo.device.allOnRelay()
    await cy.device.allOnRelay()
    online(ana)
    const row = await untilComments(ana, target, 'Which boat?', 'At last!')
    expect(row).toMatchObject({
      counts: { comments: 2, appreciations: 2, appreciated: false },
      isOwner: true,
    })
    expect(row.comments.every(({ source }) => source === 'device')).toBe(true)
    await say(ana, target, 'The blue one', { account: bo.account, id: asked })
    for (const person of [bo, cy]) {
      const seen = await untilComments(person, target, 'Which boat?', 'At last!', 'The blue one')
      expect(seen.comments.find(({ text }) => text === 'The blue one')?.replyTo).toMatchObject({
        name: 'Bo',
        excerpt: 'Which boat?',
      })
    }
    await untilTalk(cy, target, ({ counts }) => counts.appreciations === 2 && counts.appreciated)
    expect((await untilFeed(ana, feed => feed.caughtUp === 'with-relay')).arriving).toBeNull()
  })

  test('what is hidden, and what is taken back, stays so on every device of everyone', async () => {
    const post = await publish(ana, 'With comments')
    const target = postOf(ana, post)
    await untilPost(bo, ana, post, state => state.kind === 'shown')
    await untilPost(cy, ana, post, state => state.kind === 'shown')
    const rude = await say(bo, target, 'rude')
    const kept = await say(bo, target, 'kind')
    const regretted = await say(cy, target, 'regretted')
    await untilComments(ana, target, 'rude', 'kind', 'regretted')
    await ana.device.do({ type: 'comment.hide', account: bo.account, comment: rude, hidden: true })
    await cy.device.do({ type: 'entry.delete', id: regretted })
    for (const person of [bo, cy]) {
      const row = await untilComments(person, target, 'kind')
      expect(row.counts.comments).toBe(1)
    }
    const own = await untilComments(ana, target, 'rude', 'kind')
    expect(own.comments.map(({ hidden }) => hidden)).toEqual([true, false])
    await ana.device.allOnRelay()
    await cy.device.allOnRelay()
    const laptop = await onAnotherDevice(cy, relay.wsUrl, 'Cy’s laptop')
    await untilComments(laptop, target, 'kind')
    const anas = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    const there = await untilTalk(anas, target, ({ comments }) => comments.some(({ hidden }) => hidden))
    expect(there.comments.map(({ id }) => id).toSorted()).toEqual([rude, kept].toSorted())
    await ana.device.do({ type: 'entry.delete', id: post })
    for (const person of [bo, cy, laptop, anas]) {
      await untilPost(person, ana, post, state => state.kind === 'deleted')
      await untilFeed(person, row => !textsIn(row).includes('With comments'))
    }
  }, 120_000)

  test('an appreciation counts once, however often it is given and taken back', async () => {
    const post = await publish(bo, 'Look at this')
    const target = postOf(bo, post)
    await untilPost(cy, bo, post, state => state.kind === 'shown')
    for (let n = 0; n < 10; n++) {
      await cy.device.do({ type: 'appreciate', target, on: true })
      await cy.device.do({ type: 'appreciate', target, on: n % 2 === 0 })
    }
    await cy.device.do({ type: 'appreciate', target, on: true })
    const row = await untilTalk(bo, target, ({ counts }) => counts.appreciations > 0)
    expect(row.appreciatedBy).toMatchObject([{ account: cy.account, name: 'Cy' }])
    expect(row.counts.appreciations).toBe(1)
  })

  test('muted words are out of the feed on both of one’s devices, and in it again', async () => {
    const post = await publish(bo, 'A SPÓILER for the film')
    await untilPost(cy, bo, post, state => state.kind === 'shown')
    const laptop = await onAnotherDevice(cy, relay.wsUrl, 'Cy’s other laptop')
    await untilFeed(laptop, row => textsIn(row).includes('A SPÓILER for the film'))
    await cy.device.do({ type: 'mute.word', word: 'spoiler', muted: true })
    for (const person of [cy, laptop]) {
      await untilFeed(person, row => row.items.length > 0 && !textsIn(row).includes('A SPÓILER for the film'))
    }
    await laptop.device.do({ type: 'mute.word', word: 'Spoiler', muted: false })
    for (const person of [cy, laptop]) {
      const row = await untilFeed(person, feed => textsIn(feed).includes('A SPÓILER for the film'))
      expect(postsIn(row).find(({ id }) => id === post)).toMatchObject({ account: bo.account })
    }
  }, 120_000)
})

describe('notices', () => {
  const others = (row: NoticesRow) => row.items.filter(({ kind }) => kind !== 'connected')

  test('are grouped, and read on one device are read on the other', async () => {
    const [ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    await connect(bo, ana)
    await connect(cy, ana)
    const laptop = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    const target = postOf(ana, await publish(ana, 'Grouped'))
    for (const person of [bo, cy]) {
      await untilFeedIs(person, 'Grouped')
      await person.device.do({ type: 'appreciate', target, on: true })
    }
    await say(bo, target, 'Well done')
    const isThere = (row: NoticesRow): boolean =>
      others(row).length === 2 &&
      others(row).some(({ kind, people }) => kind === 'appreciation' && people === 2)
    const row = await untilNotices(ana, isThere)
    expect(others(row).every(({ unread }) => unread)).toBe(true)
    expect(others(row).find(({ kind }) => kind === 'comment')).toMatchObject({
      excerpt: 'Well done',
      about: target,
    })
    expect(others(row).find(({ kind }) => kind === 'appreciation')).toMatchObject({
      excerpt: 'Grouped',
      target,
    })
    await untilNotices(laptop, isThere)
    await ana.device.do({ type: 'notices.read', key: row.items[0]?.key ?? '' })
    await untilNotices(ana, ({ unread }) => unread === 0)
    await untilNotices(laptop, ({ unread }) => unread === 0)
    const third = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s third')
    await untilNotices(third, one => isThere(one) && one.unread === 0)
  }, 120_000)
})

describe('blocking', () => {
  test('hides somebody everywhere, on both own devices, with nothing to be reached', async () => {
    const [ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    await connect(bo, ana)
    await connect(cy, ana)
    const target = postOf(ana, await publish(ana, 'Mine'))
    for (const person of [bo, cy]) await untilFeedIs(person, 'Mine')
    await say(bo, target, 'from Bo')
    await say(cy, target, 'from Cy')
    const bos = await publish(bo, 'Bo’s own')
    const laptop = await onAnotherDevice(ana, relay.wsUrl, 'Ana’s laptop')
    for (const person of [ana, laptop]) {
      await untilFeedIs(person, 'Mine', 'Bo’s own')
      await untilComments(person, target, 'from Bo', 'from Cy')
    }
    const isHidden = async (person: Person): Promise<void> => {
      await untilFeedIs(person, 'Mine')
      await untilComments(person, target, 'from Cy')
      await untilNotices(person, row =>
        row.items.every(({ by }) => by.every(({ account }) => account !== bo.account)),
      )
      await untilPost(person, bo, bos, state => state.kind === 'hidden' && state.because === 'blocked')
    }
    offline(ana)
    await ana.device.do({ type: 'connection.block', account: bo.account })
    await isHidden(ana)
    online(ana)
    await untilPerson(laptop, bo, ({ connection }) => connection.kind === 'blocked')
    offline(laptop)
    await isHidden(laptop)
    online(laptop)
    await ana.device.do({ type: 'connection.unblock', account: bo.account })
    for (const person of [ana, laptop]) {
      const row = await untilComments(person, target, 'from Bo', 'from Cy')
      expect(row.counts.comments).toBe(2)
    }
  }, 120_000)
})

/** Whether an entry stands there that says that this account is followed: "follow", a time, and then the account. */
const isFollowedIn = (bytes: Uint8Array, { account }: Person): boolean => {
  const file = Buffer.from(bytes)
  const followed = Buffer.from(parseAccountIdText(account) ?? [])
  for (let at = file.indexOf(followed); at !== -1; at = file.indexOf(followed, at + 1)) {
    if (file.subarray(Math.max(0, at - 24), at).includes('follow')) return true
  }
  return false
}

describe('following', () => {
  test('in public is seen by the followed, and in private by nobody, not even on the relay’s disk', async () => {
    const [ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    for (const person of [bo, cy]) await look(ana, person)
    await ana.device.do({ type: 'follow.set', account: bo.account, follow: 'public' })
    await ana.device.do({ type: 'follow.set', account: cy.account, follow: 'private' })
    await ana.device.do({ type: 'mute.word', word: 'Quibbleworthian', muted: true })
    await publish(bo, 'to whoever follows')
    await publish(cy, 'to whoever follows, too')
    await untilFeedIs(ana, 'to whoever follows', 'to whoever follows, too')
    await ana.device.allOnRelay()
    // Whoever is not connected learns of it from the relay, with the next connection.
    for (const person of [bo, cy]) {
      offline(person)
      online(person)
    }
    const followed = await bo.device.until(
      { type: 'follows' },
      ({ followers }) => followers.length > 0,
      30_000,
    )
    expect(followed.followers).toMatchObject([{ account: ana.account, followsYou: true }])
    await untilNotices(bo, row => row.items.some(({ kind }) => kind === 'follow'))
    expect((await cy.device.until({ type: 'follows' }, () => true)).followers).toEqual([])

    const holdings = await holdingsOf(relay.dataDir)
    expect(foundIn(holdings, [utf8ToBytes('Quibbleworthian')])).toEqual(new Set())
    expect(holdings.some(({ bytes }) => isFollowedIn(bytes, bo))).toBe(true)
    expect(holdings.some(({ bytes }) => isFollowedIn(bytes, cy))).toBe(false)
  }, 120_000)
})

describe('a post of 2099', () => {
  test('stands where it was first seen, and says that its clock is wrong', async () => {
    let aheadMs = 0
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs }
    const ana = await create('Ana')
    const bo = await createPerson('Bo', relay.wsUrl, { http: createNodeHttp(), clock })
    await look(ana, bo)
    await ana.device.do({ type: 'follow.set', account: bo.account, follow: 'private' })
    offline(bo)
    aheadMs = Date.UTC(2099, 0, 1) - systemClock.nowMs()
    await publish(bo, 'Hello from tomorrow')
    aheadMs = 0
    online(bo)
    const row = await untilFeedIs(ana, 'Hello from tomorrow')
    expect(postsIn(row)[0]).toMatchObject({ clockIsWrong: true })
    expect(Math.abs((postsIn(row)[0]?.atMs ?? 0) - Date.now())).toBeLessThan(120_000)
    await publish(ana, 'Hello from today')
    const after = await untilFeedIs(ana, 'Hello from tomorrow', 'Hello from today')
    expect(textsIn(after)).toEqual(['Hello from today', 'Hello from tomorrow'])
  }, 120_000)
})

describe('somebody who writes whatever they like', () => {
  const newId = (): EntryId16 => systemRandom.bytes(16) as EntryId16

  /** An account without a program behind it: its profile, and a journal of as many segments. */
  const settle = async (segments: readonly (readonly JournalPlain[])[]): Promise<TestAccount> => {
    const account = await createAccount()
    const client = await connectBare(relay.wsUrl, credentialsOf(account))
    const profile = newOwnedDoc(account.account)
    await edit(account.first, profile, draft => {
      Object.assign(draft, { v: 1, name: new ImmutableString('Mallory'), journal: segments.length })
    })
    const journals: SealedDoc[] = []
    for (const [segment, plains] of segments.entries()) {
      const journal = newOwnedDoc(account.account, 'journal', journalGenesis(account.account, segment).tag)
      const e = plains.map(plain => encodeJournalEntry({ form: 'open', id: newId(), plain }))
      await edit(account.first, journal, draft => void Object.assign(draft, { v: 1, e }))
      journals.push(journal)
    }
    await bring(client, account.identity, profile, ...journals)
    client.socket.terminate()
    return account
  }

  test('ten thousand times counts once, and changes nothing that others wrote', async () => {
    const [ana, bo] = [await create('Ana'), await create('Bo')]
    await connect(ana, bo)
    const post = await publish(ana, 'Not to be defaced')
    const target = postOf(ana, post)
    await untilFeedIs(bo, 'Not to be defaced')
    const said = await say(bo, target, 'Nor this')
    await untilComments(ana, target, 'Nor this')
    await ana.device.allOnRelay()
    const anas = parseAccountIdText(ana.account) ?? noAccount
    const about: JournalTarget = {
      kind: 'post',
      account: anas,
      id: parseEntryIdText(post) ?? newId(),
      segment: 0,
    }
    const appreciations = Array.from({ length: 40 }, () =>
      Array.from({ length: 250 }, (): JournalPlain => ({
        kind: 'appreciate',
        atMs: Date.now(),
        target: about,
      })),
    )
    const body = { text: 'defaced', mentions: [], images: [], works: [] }
    const meddling: readonly JournalPlain[] = [
      { kind: 'edit', atMs: Date.now(), of: about.id, body },
      { kind: 'delete', atMs: Date.now(), of: about.id },
      {
        kind: 'hide',
        atMs: Date.now(),
        account: parseAccountIdText(bo.account) ?? noAccount,
        id: parseEntryIdText(said) ?? newId(),
      },
    ]
    const mallory = await settle([...appreciations, meddling])
    const account = accountIdToText(mallory.account)
    await ana.device.do({ type: 'follow.set', account, follow: 'private' })
    // Their page reads on, back to the first of it.
    const page = { type: 'journal', account, count: 20 } as const
    const stop = ana.device.watch(page, () => undefined)
    await untilTalk(ana, target, ({ counts }) => counts.appreciations > 0)
    await ana.device.until(page, ({ state, hasOlder }) => state === 'nothing' && !hasOlder, 90_000)
    stop()
    const row = await untilTalk(ana, target, () => true)
    expect(row).toMatchObject({ counts: { comments: 1, appreciations: 1 }, comments: [{ text: 'Nor this' }] })
    expect(row.appreciatedBy).toMatchObject([{ account }])
    expect(textsIn(await untilFeedIs(ana, 'Not to be defaced'))).toEqual(['Not to be defaced'])
    const notices = await untilNotices(ana, ({ items }) => items.some(({ kind }) => kind === 'appreciation'))
    expect(notices.items.find(({ kind }) => kind === 'appreciation')).toMatchObject({ people: 1 })
    await ana.device.do({ type: 'connection.block', account })
    await untilTalk(ana, target, ({ counts }) => counts.appreciations === 0)
  }, 180_000)
})

const noAccount = new Uint8Array(32) as AccountId

/** Brings documents, and waits until the relay says that it has them. */
const bring = async (client: BareClient, ...docs: readonly SealedDoc[]): Promise<void> => {
  for (const doc of docs) {
    const acknowledged = new Promise<void>(resolve => {
      client.onSync(doc.id, message => {
        const decoded = decodeSyncMessage(message)
        const heads = decoded.ok ? decoded.value.heads.toSorted() : []
        if (heads.join() === getHeads(doc.doc).toSorted().join()) resolve()
      })
    })
    const following = followDoc(client, doc)
    await acknowledged
    following.stop()
  }
}
