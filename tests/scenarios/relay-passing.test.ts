import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import { type BareClient, connect, credentialsOf } from '../support/bare-client.ts'
import { followDoc, nothingYetOf } from '../support/follow-doc.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import {
  addDevice,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../support/sealed-doc.ts'

let dataDir: string
let relay: RelayProcess
let alice: TestAccount
let feed: SealedDoc
const clients: BareClient[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gesso-passing-'))
  relay = await startRelay({
    dataDir,
    env: { GESSO_WORDS_PER_SECOND: '1', GESSO_WORD_BURST: '5', GESSO_MAX_VIOLATIONS: '2' },
  })
  alice = await createAccount()
  feed = newOwnedDoc(alice.account, 'feed', new Uint8Array(randomBytes(32)))
  await edit(alice.first, feed, draft => {
    draft['v'] = 1
  })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate()
  await relay.stop()
  await rm(dataDir, { recursive: true, force: true })
})

interface Listening {
  readonly client: BareClient
  readonly words: () => readonly string[]
  readonly settle: () => Promise<void>
}

const listen = async (account: TestAccount, key = account.first): Promise<Listening> => {
  const client = await connect(relay.wsUrl, credentialsOf(account, key))
  clients.push(client)
  const frames: Frame[] = []
  client.onFrame(frame => void frames.push(frame))
  const pongs = (): number => frames.filter(({ type }) => type === 'pong').length
  return {
    client,
    words: () =>
      frames.flatMap(frame => (frame.type === 'passing' ? [Buffer.from(frame.sealed).toString()] : [])),
    settle: async () => {
      const before = pongs()
      client.send({ type: 'ping' })
      await expect.poll(pongs).toBeGreaterThan(before)
    },
  }
}
const say = ({ client }: Listening, word: string): void =>
  client.send({ type: 'passing', doc: feed.id, sealed: new TextEncoder().encode(word) })

/** Alice's feed is on the relay, and she still follows it. */
const bring = async (): Promise<Listening> => {
  const owner = await listen(alice)
  followDoc(owner.client, alice.identity)
  followDoc(owner.client, feed)
  await follow(await createAccount())
  return owner
}
/** Somebody who has read all of the feed, and goes on listening. */
const follow = async (account: TestAccount, key = account.first): Promise<Listening> => {
  const reader = await listen(account, key)
  const copy = nothingYetOf(feed)
  followDoc(reader.client, copy)
  await expect.poll(() => copy.doc['v']).toBe(1)
  return reader
}

describe('a passing word', () => {
  it("reaches whoever follows the document, the owner's other devices among them, and not who said it", async () => {
    const owner = await bring()
    const followers = [await follow(await createAccount()), await follow(alice, await addDevice(alice))]
    say(owner, 'typing')
    for (const follower of followers) await expect.poll(follower.words).toEqual(['typing'])
    await owner.settle()
    expect(owner.words()).toEqual([])
  })

  it('does not reach a stranger to the document, nor who comes later', async () => {
    const owner = await bring()
    const stranger = await listen(await createAccount())
    const follower = await follow(await createAccount())
    say(owner, 'typing')
    await expect.poll(follower.words).toEqual(['typing'])
    const later = await follow(await createAccount())
    for (const other of [stranger, later]) {
      await other.settle()
      expect(other.words()).toEqual([])
    }
  })

  it('of anybody but the owner goes nowhere, and is held against its sender', async () => {
    const owner = await bring()
    const follower = await follow(await createAccount())
    for (let count = 0; count < 3; count++) say(follower, 'forged')
    expect(await follower.client.socket.closed).toEqual({ code: 1008 })
    await owner.settle()
    expect(owner.words()).toEqual([])
  })

  it('about a document that nobody has brought goes nowhere, and harms nobody', async () => {
    const owner = await listen(alice)
    for (let count = 0; count < 5; count++) say(owner, 'early')
    await owner.settle()
    expect(relay.stderr()).not.toContain('"event":"violation"')
  })

  it('too many at once are dropped without a word, and the first ones arrive', async () => {
    const owner = await bring()
    const follower = await follow(await createAccount())
    for (let count = 0; count < 30; count++) say(owner, `word ${count}`)
    await owner.settle()
    await follower.settle()
    expect(follower.words().slice(0, 5)).toEqual(['word 0', 'word 1', 'word 2', 'word 3', 'word 4'])
    expect(follower.words().length).toBeLessThan(10)
    expect(relay.stderr()).not.toContain('"event":"violation"')
  })

  it('leaves nothing on the disk', async () => {
    const owner = await bring()
    const follower = await follow(await createAccount())
    const word = randomBytes(24).toString('hex')
    say(owner, word)
    await expect.poll(follower.words).toEqual([word])
    await relay.kill()
    const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter(entry =>
      entry.isFile(),
    )
    expect(files.length).toBeGreaterThan(1)
    for (const file of files)
      expect((await readFile(join(file.parentPath, file.name))).includes(word)).toBe(false)
  })
})
