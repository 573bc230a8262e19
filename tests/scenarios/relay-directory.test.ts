/** A relay's directory: a real process with real files, asked by clients with nothing behind them. */
import { getHeads, ImmutableString } from '@automerge/automerge'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import { encodePeopleQuestion } from '../../src/protocol/directory/directory.ts'
import type { PeopleAnswer, PeopleQuestion, Reference } from '../../src/protocol/directory/directory-types.ts'
import { encodeJournalEntry } from '../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalPlain, JournalTarget } from '../../src/protocol/journal/journal-types.ts'
import { personKeyOf, targetKeyOf } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { type BareClient, connect, credentialsOf } from '../support/bare-client.ts'
import { createDirectoryHttp, type DirectoryHttp } from '../support/directory-http.ts'
import { followDoc } from '../support/follow-doc.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import {
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  revokeDevice,
  addDevice,
  type SealedDoc,
  type TestAccount,
} from '../support/sealed-doc.ts'

let dataDir: string
let relay: RelayProcess
let reader: TestAccount
let client: BareClient
let http: DirectoryHttp

/** On a busy machine a thread takes its time to start. */
const patiently = { timeout: 60_000, interval: 50 }

/** Documents are read soon after they change, so that nobody waits. */
const soon = { GESSO_DIRECTORY_REST_MS: '30', GESSO_DIRECTORY_REQUEST_BURST: '10000' }

const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  relay = await startRelay({ dataDir, env: { ...soon, ...env } })
  client = await connect(relay.wsUrl, credentialsOf(reader))
  await bring(reader.identity)
  http = createDirectoryHttp(relay.port, (await client.token()).token)
}
const startAgain = async (
  signal: NodeJS.Signals = 'SIGTERM',
  meanwhile?: () => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> => {
  client.socket.terminate()
  await relay.kill(signal)
  await meanwhile?.()
  await start(env)
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gesso-directory-'))
  reader = await createAccount()
})
afterEach(async () => {
  client.socket.terminate()
  await relay.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Brings documents, whoever they belong to, and waits until the relay says that it has them. */
const bring = async (...docs: readonly SealedDoc[]): Promise<void> => {
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

const fixed = (text: string) => new ImmutableString(text)
const saying =
  (fields: { name: string; place?: string; role?: string; listed?: boolean }) => (draft: Content) => {
    const { name, place = 'Lisboa', role = 'editor', listed = true } = fields
    Object.assign(draft, { v: 1, listed, name: fixed(name), place: fixed(place), [`role:k:${role}`]: 1 })
  }

interface Person {
  readonly account: TestAccount
  readonly profile: SealedDoc
}

const settle = async (fields: Parameters<typeof saying>[0]): Promise<Person> => {
  const account = await createAccount()
  const profile = newOwnedDoc(account.account)
  await edit(account.first, profile, saying(fields))
  await bring(account.identity, profile)
  names.set(bytesToHex(account.account), fields.name)
  return { account, profile }
}

const names = new Map<string, string>()
const nameOf = ({ account }: { account: AccountId }): string => names.get(bytesToHex(account)) ?? '?'
const found = async (question: Partial<PeopleQuestion> = {}): Promise<readonly string[] | null> =>
  (await http.people(question))?.flatMap(({ people }) => people.map(nameOf)) ?? null

/** All but the time of the last change, which a relay that made its index anew does not know. */
const withoutTimes = (pages: readonly PeopleAnswer[] | null) =>
  pages?.map(({ people, ...page }) => ({ ...page, people: people.map(({ account }) => bytesToHex(account)) }))

const newId = (): EntryId16 => new Uint8Array(randomBytes(16)) as EntryId16
const writeEntries = async (
  { account, first }: TestAccount,
  segment: number,
  plains: readonly JournalPlain[],
): Promise<SealedDoc> => {
  const journal = newOwnedDoc(account, 'journal', journalGenesis(account, segment).tag)
  const entries = plains.map(plain => encodeJournalEntry({ form: 'open', id: newId(), plain }))
  await edit(first, journal, draft => void Object.assign(draft, { v: 1, e: entries }))
  return journal
}
const appreciate = (target: JournalTarget, atMs = 1_000): JournalPlain => ({
  kind: 'appreciate',
  atMs,
  target,
})
const postOf = (account: AccountId): JournalTarget => ({ kind: 'post', account, id: newId(), segment: 0 })
const flat = (pages: readonly (readonly Reference[])[] | null): readonly Reference[] => pages?.flat() ?? []

describe('people', () => {
  it('are found by name, role and place if they want to be, and by nothing if they do not', async () => {
    await start()
    await settle({ name: 'Ana Müller', role: 'camera-operator' })
    await settle({ name: 'Bo', place: 'Łódź' })
    await settle({ name: 'Quiet', listed: false })
    await expect.poll(() => found(), patiently).toEqual(['Ana Müller', 'Bo'])
    expect(await found({ text: 'muller' })).toEqual(['Ana Müller'])
    expect(await found({ place: 'lodz' })).toEqual(['Bo'])
    expect(await found({ role: 'camera-operator', place: 'Lisboa' })).toEqual(['Ana Müller'])
    expect(await found({ text: 'Quiet' })).toEqual([])
  }, 300_000)

  it('are found no more once they take it back, not after a restart either, and not when the index is made anew', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    await settle({ name: 'Bo' })
    await expect.poll(() => found(), patiently).toEqual(['Ana', 'Bo'])
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await bring(ana.profile)
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
    await startAgain()
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
    await startAgain('SIGTERM', () => rm(join(dataDir, 'directory'), { recursive: true }))
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
  }, 300_000)

  it('that took it back are not listed for a moment by a relay that was killed before it had read it', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    await startAgain('SIGTERM', undefined, {
      GESSO_DIRECTORY_REST_MS: '600000',
      GESSO_DIRECTORY_REST_AT_MOST_MS: '600000',
    })
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await bring(ana.profile)
    await startAgain('SIGKILL')
    const answers = new Set<string>()
    const look = async () => {
      const listed = await found()
      answers.add(JSON.stringify(listed))
      return listed
    }
    await expect.poll(look, patiently).toEqual([])
    expect(answers).not.toContain('["Ana"]')
  }, 300_000)
})

/** Sixty people, who appreciate what one of them made, and each other. */
const settleATown = async () => {
  const people: Person[] = []
  for (let at = 0; at < 60; at++)
    people.push(await settle({ name: `P${at}`, place: at % 2 === 0 ? 'Lisboa' : 'Porto' }))
  const post = postOf(people[0]?.account.account ?? reader.account)
  for (const [at, { account }] of people.entries()) {
    const next = people[(at + 1) % people.length]?.account.account ?? account.account
    const said = Array.from({ length: 5 }, (_, one) => appreciate(post, 1_000 + at * 7 + one))
    await bring(await writeEntries(account, 0, [...said, { kind: 'follow', atMs: 5, account: next }]))
  }
  return { people, post }
}

describe('the index', () => {
  it('answers the same after it was deleted, killed or damaged, page by page', async () => {
    await start()
    const { people, post } = await settleATown()
    const keys = [targetKeyOf(post), personKeyOf(people[1]?.account.account ?? reader.account)]
    const questions: readonly Partial<PeopleQuestion>[] = [{}, { place: 'Porto' }, { text: 'p1' }]
    const everything = async () => ({
      people: await Promise.all(questions.map(async question => withoutTimes(await http.people(question)))),
      references: await http.references(...keys),
    })
    await expect
      .poll(async () => flat(await http.references(keys[0] ?? new Uint8Array())).length, patiently)
      .toBe(300)
    await expect.poll(async () => (await found())?.length, patiently).toBe(60)
    const before = await everything()
    expect(before.people.map(pages => pages?.map(page => page.people.length))).toEqual([[40, 20], [30], [11]])
    expect(before.references?.map(page => page.length)).toEqual([200, 101])

    const file = join(dataDir, 'directory', 'index')
    await startAgain('SIGKILL')
    await expect.poll(everything, patiently).toEqual(before)
    await startAgain('SIGTERM', () => rm(join(dataDir, 'directory'), { recursive: true }))
    await expect.poll(everything, patiently).toEqual(before)
    await startAgain('SIGTERM', async () => {
      const bytes = await readFile(file)
      await writeFile(file, bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1))
    })
    await expect.poll(everything, patiently).toEqual(before)
    expect(relay.stderr()).toContain('"event":"directory-damaged"')
    await startAgain('SIGKILL', () => writeFile(file, randomBytes(5_000)))
    await expect.poll(everything, patiently).toEqual(before)
  }, 300_000)
})

describe('what was said about something', () => {
  it('ten thousand times by one account does not crowd out what others said once', async () => {
    await start()
    const [loud, calm] = [await settle({ name: 'Loud' }), await settle({ name: 'Calm' })]
    const post = postOf(reader.account)
    await bring(await writeEntries(calm.account, 0, [appreciate(post, 1)]))
    for (let segment = 0; segment < 40; segment++) {
      const said = Array.from({ length: 250 }, (_, at) => appreciate(post, 1_000_000 + segment * 250 + at))
      await bring(await writeEntries(loud.account, segment, said))
    }
    const pages = () => http.references(targetKeyOf(post))
    const newest = async () => flat(await pages())[0]?.segment
    await expect.poll(newest, patiently).toBe(39)
    const all = flat(await pages())
    expect(all.map(nameOf)).toEqual([...Array.from({ length: 20 }, () => 'Loud'), 'Calm'])
    expect(flat(await http.references(personKeyOf(reader.account)))).toHaveLength(21)
  }, 300_000)

  it('leaves with its entry, and what is about nothing harms nobody', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    const nowhere = postOf(new Uint8Array(32).fill(7) as AccountId)
    const here = postOf(reader.account)
    const journal = await writeEntries(ana.account, 0, [appreciate(nowhere), appreciate(here)])
    await bring(journal)
    const about = async (...keys: readonly Uint8Array[]) => flat(await http.references(...keys)).length
    await expect.poll(() => about(targetKeyOf(here)), patiently).toBe(1)
    expect(await about(targetKeyOf(nowhere), personKeyOf(nowhere.account))).toBe(2)
    expect(await about(new Uint8Array(16), personKeyOf(ana.account.account))).toBe(0)
    const of = flat(await http.references(targetKeyOf(here)))[0]?.id ?? newId()
    await bring(await writeEntries(ana.account, 1, [{ kind: 'delete', atMs: 1, of }]))
    await expect.poll(() => about(targetKeyOf(here), personKeyOf(reader.account)), patiently).toBe(0)
  }, 300_000)
})

describe('a document that Automerge cannot bear', () => {
  it('costs its owner their place, and nobody else anything', async () => {
    await start({ GESSO_DIRECTORY_READ_MS: '1500', GESSO_DIRECTORY_READ_OPERATIONS: '1000000' })
    const ana = await settle({ name: 'Ana' })
    const mallory = await settle({ name: 'Mallory' })
    await expect.poll(() => found(), patiently).toEqual(['Ana', 'Mallory'])
    // A hundred bytes that say nothing two hundred thousand times.
    await edit(mallory.account.first, mallory.profile, draft => {
      draft['x'] = Array.from({ length: 200_000 }, () => null)
    })
    await bring(mallory.profile)
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    expect(relay.stderr()).toContain('"reason":"stalled-reader"')
    await edit(ana.account.first, ana.profile, saying({ name: 'Ana', place: 'Porto' }))
    await bring(ana.profile)
    await expect.poll(() => found({ place: 'Porto' }), patiently).toEqual(['Ana'])
    const left = relay.stderr().split('directory-left-out').length
    await startAgain()
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    // Nor is it tried again by a relay that starts anew.
    expect([left, relay.stderr().split('directory-left-out').length]).toEqual([2, 1])
  }, 300_000)
})

describe('who asks', () => {
  const question = encodePeopleQuestion({ text: '', role: '', place: '', after: null })
  const statusOf = async (asking: DirectoryHttp, body: Uint8Array = question) => {
    const { status, error } = await asking.ask('people', body)
    return [status, error]
  }

  it('shows a good token, asks no more than so often, and says no more than it takes', async () => {
    await start({ GESSO_DIRECTORY_REQUEST_BURST: '5', GESSO_DIRECTORY_REQUESTS_PER_SECOND: '1' })
    await expect.poll(() => relay.stderr(), patiently).toContain('directory-ready')
    expect(await statusOf(createDirectoryHttp(relay.port, null))).toEqual([401, 'token-needed'])
    expect(await statusOf(createDirectoryHttp(relay.port, new Uint8Array(32)))).toEqual([401, 'token-needed'])
    expect(await statusOf(http, new Uint8Array(5_000))).toEqual([413, 'too-large'])
    expect(await statusOf(http, new Uint8Array(100))).toEqual([400, 'malformed'])
    const statuses = []
    for (let at = 0; at < 5; at++) statuses.push((await statusOf(http))[0])
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
    expect(statuses).toContain(429)
  }, 300_000)

  it('is refused once the device is revoked', async () => {
    await start()
    const phone = await addDevice(reader)
    await bring(reader.identity)
    const other = await connect(relay.wsUrl, credentialsOf(reader, phone))
    const onPhone = createDirectoryHttp(relay.port, (await other.token()).token)
    await expect.poll(() => statusOf(onPhone), patiently).toEqual([200, null])
    await revokeDevice(reader, phone)
    await bring(reader.identity)
    await expect.poll(() => statusOf(onPhone), patiently).toEqual([403, 'not-admitted'])
    other.socket.terminate()
  }, 300_000)
})
