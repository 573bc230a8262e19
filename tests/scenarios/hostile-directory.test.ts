/** What a relay's directory can make people see: nobody who does not want it, and nothing that was not said. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { DirectoryRow, Target } from '../../src/core/api.ts'
import { parseAccountIdText } from '../../src/core/account/account-id.ts'
import type { HttpAnswer } from '../../src/core/ports.ts'
import type { Reference } from '../../src/protocol/directory/directory-types.ts'
import type { EntryId16 } from '../../src/protocol/journal/journal-types.ts'
import { parseEntryIdText, personKeyOf, targetKeyOf } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { connect as dial, credentialsOf } from '../support/bare-client.ts'
import { createDirectoryHttp } from '../support/directory-http.ts'
import {
  postOf,
  publish,
  say,
  untilComments,
  untilNotices,
  untilPost,
  untilTalk,
  wordsOf,
} from '../support/journals.ts'
import { createMeddlingDirectory, type MeddlingDirectory } from '../support/meddling-directory.ts'
import { createPerson, type Person } from '../support/people.ts'
import { quickDirectory, type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createAccount } from '../support/sealed-doc.ts'

const waitMs = 30_000

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay({ env: quickDirectory })
}, 60_000)
afterAll(() => relay.stop())

const idOf = ({ account }: Person): AccountId => {
  const parsed = parseAccountIdText(account)
  if (parsed === null) throw new Error('an account id')
  return parsed
}
const stranger = (): AccountId => new Uint8Array(randomBytes(32)) as AccountId

/** Somebody whose directory may be meddled with. */
const createAsker = async (
  name: string,
): Promise<{ readonly asker: Person; readonly directory: MeddlingDirectory }> => {
  const directory = createMeddlingDirectory()
  return { asker: await createPerson(name, relay.wsUrl, { http: directory.http }), directory }
}

const list = async (person: Person, listed: boolean): Promise<void> => {
  await person.device.do({ type: 'listing.change', listed })
  await person.device.allOnRelay()
}

/** All that came of a question, once the relay knows those who are to be found. */
const answerTo = (
  { device }: Person,
  text: string,
  isRight: (row: DirectoryRow) => boolean,
  pages = 1,
): Promise<DirectoryRow> =>
  device.until({ type: 'directory', text, role: '', place: '', pages }, isRight, waitMs)

const isDone = ({ state, checking }: DirectoryRow): boolean => state === 'answered' && checking === 0
const namesIn = ({ people }: DirectoryRow): readonly string[] => people.map(({ name }) => name)

/** Waits, by asking with an honest directory, until the relay lists them. */
const untilListed = async (name: string): Promise<void> => {
  const look = async (): Promise<number> => {
    const { asker } = await createAsker('Somebody')
    const row = await answerTo(asker, name, isDone)
    return row.people.length
  }
  await expect.poll(look, { timeout: waitMs, interval: 100 }).toBeGreaterThan(0)
}

describe('a directory that names people', () => {
  test('who did not opt in, who are not what was searched, and who do not exist, shows none of them', async () => {
    const create = (name: string) => createPerson(name, relay.wsUrl)
    const [dora, evi, fay, gil] = [
      await create('Dora Fern'),
      await create('Evi Fern'),
      await create('Fay Fern'),
      await create('Gil Moss'),
    ]
    await list(dora, true)
    await list(evi, false)
    await list(gil, true)
    await untilListed('fern')
    const { asker, directory } = await createAsker('Ana')
    const named = [evi, fay, gil].map(idOf)
    directory.people = honest => ({
      ...honest,
      found: 4_000_000,
      people: [...named, stranger(), ...honest.people.map(({ account }) => account), idOf(dora)].map(
        account => ({
          account,
          changedMs: 8.64e15,
        }),
      ),
    })
    const row = await answerTo(asker, 'fern', isDone)
    expect(row.people).toMatchObject([{ name: 'Dora Fern', account: dora.account, source: 'relay' }])
    expect(row).toMatchObject({ refused: 4, hasMore: false })
  }, 120_000)

  test('says who is no longer listed: they are asked themselves', async () => {
    const hal = await createPerson('Hal Reed', relay.wsUrl)
    await list(hal, true)
    await untilListed('hal reed')
    await list(hal, false)
    const { asker, directory } = await createAsker('Ana')
    directory.people = honest => ({ ...honest, found: 1, people: [{ account: idOf(hal), changedMs: 0 }] })
    expect(await answerTo(asker, 'hal reed', isDone)).toMatchObject({ people: [], refused: 1 })
  }, 120_000)

  test('without end is asked for as many pages as were wanted, and names nobody twice', async () => {
    const ivy = await createPerson('Ivy Sedge', relay.wsUrl)
    await list(ivy, true)
    await untilListed('ivy sedge')
    const { asker, directory } = await createAsker('Ana')
    const again = Array.from({ length: 40 }, () => ({ account: idOf(ivy), changedMs: 1 }))
    directory.people = honest => ({ ...honest, people: again, next: new Uint8Array(36) })
    const ask = () => answerTo(asker, 'ivy sedge', isDone, 3)
    await expect
      .poll(async () => [namesIn(await ask()), directory.asked.people], { timeout: waitMs })
      .toEqual([['Ivy Sedge'], 3])
    expect(await ask()).toMatchObject({ found: 1, hasMore: true, refused: 0 })
    expect(directory.asked.people).toBe(3)
  }, 120_000)
})

describe('a directory that answers', () => {
  const headers = (fields: Readonly<Record<string, string>>): HttpAnswer['headers'] =>
    new Map(Object.entries(fields))

  test.each<[string, (honest: HttpAnswer) => HttpAnswer, readonly DirectoryRow['state'][]]>([
    ['noise', honest => ({ ...honest, body: new Uint8Array(randomBytes(3_000)) }), ['refused']],
    [
      'a page of the web',
      honest => ({ ...honest, body: Buffer.from('<script>alert(1)</script>') }),
      ['refused'],
    ],
    [
      'that it is too often, for ever',
      honest => ({ ...honest, status: 429, headers: headers({ 'retry-after': '9'.repeat(40) }) }),
      ['too-often'],
    ],
    ['that one may not', honest => ({ ...honest, status: 403 }), ['refused']],
    ['that it is broken', honest => ({ ...honest, status: 500 }), ['offline']],
  ])('%s is told as it is, and shows nobody', async (_, raw, states) => {
    const { asker, directory } = await createAsker('Ana')
    directory.raw = raw
    const row = await answerTo(asker, 'anybody', ({ state }) => state !== 'asking')
    expect(states).toContain(row.state)
    expect(row.people).toEqual([])
  })
})

/** Waits until the relay has read that something was said about it. */
const untilKnown = async (key: Uint8Array): Promise<void> => {
  const client = await dial(relay.wsUrl, credentialsOf(await createAccount()))
  const honest = createDirectoryHttp(relay.port, (await client.token()).token)
  const look = async () => (await honest.references(key))?.flat().length
  await expect.poll(look, { timeout: waitMs, interval: 50 }).toBeGreaterThan(0)
  await client.close()
}

/** A post of Ana's, on which Cy said something; Eve spoke of something else. None of them knows another. */
const createTalk = async () => {
  const create = (name: string) => createPerson(name, relay.wsUrl)
  const [ana, cy, eve] = [await create('Ana'), await create('Cy'), await create('Eve')]
  const post = await publish(ana, 'The boat is in the water')
  const other = await publish(ana, 'The boat is out again')
  await ana.device.allOnRelay()
  for (const person of [cy, eve]) {
    for (const id of [post, other]) await untilPost(person, ana, id, ({ kind }) => kind === 'shown')
  }
  const [target, elsewhere] = [postOf(ana, post), postOf(ana, other)]
  const said = await say(cy, target, 'Which boat?')
  const beside = await say(eve, elsewhere, 'about something else')
  const words = { said: entryOf(said), beside: entryOf(beside), post: entryOf(post) }
  for (const person of [cy, eve]) await person.device.allOnRelay()
  await untilKnown(keyOf(ana, words.post))
  return { ana, cy, eve, post, target, key: keyOf(ana, words.post), words }
}

const entryOf = (text: string): EntryId16 => {
  const id = parseEntryIdText(text)
  if (id === null) throw new Error('an entry id')
  return id
}
const keyOf = (author: Person, id: EntryId16) =>
  targetKeyOf({ kind: 'post', account: idOf(author), id, segment: 0 })

const untilAsked = (asker: Person, target: Target) =>
  untilTalk(asker, target, ({ asked }) => typeof asked === 'object')

describe('a directory that says who spoke of a post', () => {
  test('shows what was said by whom one does not know, and nothing that was not said about it', async () => {
    const { ana, cy, eve, post, target, key, words } = await createTalk()
    const { asker, directory } = await createAsker('Bo')
    await untilPost(asker, ana, post, ({ kind }) => kind === 'shown')
    const reference = (account: AccountId, id: EntryId16, segment = 0): Reference => ({
      key,
      account,
      segment,
      id,
    })
    const newId = () => new Uint8Array(randomBytes(16)) as EntryId16
    directory.references = honest => ({
      ...honest,
      references: [
        // Not there; about something else; itself; nobody's; another's under the wrong name; in no segment that is.
        reference(idOf(cy), newId()),
        reference(idOf(eve), words.beside),
        reference(idOf(ana), words.post),
        reference(stranger(), newId()),
        reference(idOf(eve), words.said),
        reference(idOf(cy), newId(), 900_000),
        // And what is true.
        reference(idOf(cy), words.said),
        reference(idOf(cy), words.said),
      ],
    })
    await asker.device.do({ type: 'talk.ask', target })
    const row = await untilComments(asker, target, 'Which boat?')
    expect(row.comments).toMatchObject([{ account: cy.account, source: 'relay' }])
    const { asked, comments, counts } = await untilAsked(asker, target)
    expect(wordsOf(comments)).toEqual(['Which boat?'])
    expect(counts).toMatchObject({ comments: 1, appreciations: 0 })
    const refused = typeof asked === 'object' ? asked.refused : -1
    // What could not be looked at in time is neither shown nor called a lie.
    expect(refused).toBeGreaterThanOrEqual(4)
    expect(refused).toBeLessThanOrEqual(6)
  }, 120_000)

  test('that keeps it to itself shows nothing, and an honest one shows it then', async () => {
    const { ana, post, target } = await createTalk()
    const silent = await createAsker('Bo')
    silent.directory.references = () => ({ references: [], next: null })
    await untilPost(silent.asker, ana, post, ({ kind }) => kind === 'shown')
    await silent.asker.device.do({ type: 'talk.ask', target })
    expect(await untilAsked(silent.asker, target)).toMatchObject({ comments: [], asked: { refused: 0 } })
    const { asker } = await createAsker('Bea')
    await untilPost(asker, ana, post, ({ kind }) => kind === 'shown')
    await asker.device.do({ type: 'talk.ask', target })
    const row = await untilComments(asker, target, 'Which boat?')
    expect((await untilAsked(asker, target)).asked).toMatchObject({ refused: 0 })
    expect(row.comments[0]?.source).toBe('relay')
  }, 120_000)

  test('of oneself brings the news that is true, and none besides', async () => {
    const directory = createMeddlingDirectory()
    let aheadMs = 0
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs }
    const bo = await createPerson('Bo', relay.wsUrl, { http: directory.http, clock })
    const { eve, words } = await createTalk()
    const post = await publish(bo, 'Who is on the lake?')
    await bo.device.allOnRelay()
    await untilPost(eve, bo, post, ({ kind }) => kind === 'shown')
    await say(eve, postOf(bo, post), 'I am')
    await eve.device.allOnRelay()
    const key = personKeyOf(idOf(bo))
    await untilKnown(key)
    const lie = { key, account: idOf(eve), segment: 0, id: words.beside }
    let told: readonly Reference[] = []
    directory.references = honest => {
      told = [lie, { ...lie, account: stranger() }, ...honest.references]
      return { ...honest, references: told }
    }
    bo.device.network.cut()
    // Asked with every connection, and not more often than once a minute.
    aheadMs = 61_000
    bo.device.network.mend()
    const row = await untilNotices(bo, ({ items }) => items.length > 0)
    expect(row.items).toMatchObject([{ kind: 'comment', people: 1 }])
    expect(told.map(({ account }) => bytesToHex(account))).toContain(bytesToHex(idOf(eve)))
    expect(told).toHaveLength(3)
  }, 120_000)
})
