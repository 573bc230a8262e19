import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeChange, getAllChanges } from '@automerge/automerge'
import { createDocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { encodeFrame } from '../../src/protocol/relay/frames.ts'
import { limits } from '../../src/protocol/limits.ts'
import { connect, credentialsOf, dial } from '../support/bare-client.ts'
import { bring as bringOver, followDoc, headsIn, headsOf, nothingYetOf } from '../support/follow-doc.ts'
import { type RelayProcess, type RelayProcessOptions, startRelay } from '../support/relay-process.ts'
import { createAccount, edit, newOwnedDoc, type SealedDoc, type TestAccount } from '../support/sealed-doc.ts'

let folder: string
let alice: TestAccount
const running = new Set<RelayProcess>()

const start = async (options: RelayProcessOptions = {}): Promise<RelayProcess> => {
  const relay = await startRelay(options)
  running.add(relay)
  return relay
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-lifecycle-'))
  alice = await createAccount()
}, 60_000)

afterAll(async () => {
  await Promise.all([...running].map(relay => relay.stop()))
  await rm(folder, { recursive: true, force: true })
})

/** What a stranger who knows the id reads there; null when the relay says that it has nothing. */
const readFrom = async (relay: RelayProcess, doc: SealedDoc): Promise<Record<string, unknown> | null> => {
  const reader = await createAccount()
  const client = await connect(relay.wsUrl, credentialsOf(reader))
  const copy = nothingYetOf(doc)
  const known = new Promise<boolean>(resolve => {
    client.onFrame(frame => {
      if (frame.type === 'unavailable' && frame.doc === doc.id) resolve(false)
      if (frame.type === 'sync' && frame.doc === doc.id) resolve(true)
    })
  })
  followDoc(client, copy)
  if (!(await known)) {
    await client.close()
    return null
  }
  await expect.poll(() => Object.keys(copy.doc).length).toBeGreaterThan(0)
  const content = { ...copy.doc }
  await client.close()
  return content
}

/** Brings Alice's documents, over a connection of their own. */
const bring = async (relay: RelayProcess, ...docs: readonly SealedDoc[]): Promise<void> => {
  const client = await connect(relay.wsUrl, credentialsOf(alice))
  await bringOver(client, ...docs)
  await client.close()
}

const missingFrom = (doc: SealedDoc, hashes: ReadonlySet<string>): readonly string[] => {
  const held = new Set(getAllChanges(doc.doc).map(bytes => decodeChange(bytes).hash))
  return [...hashes].filter(hash => !held.has(hash))
}

describe('a relay', () => {
  it('killed in the middle of a stream of edits has all that it acknowledged, and takes the rest', async () => {
    const dataDir = join(folder, 'killed')
    const first = await start({ dataDir })
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['count'] = 0
    })
    await bring(first, alice.identity, profile)
    const client = await connect(first.wsUrl, credentialsOf(alice))
    const acknowledged = new Set<string>()
    client.onSync(profile.id, message => {
      for (const head of headsIn(message)) acknowledged.add(head)
    })
    const following = followDoc(client, profile)
    let count = 0
    while (acknowledged.size < 25) {
      await edit(alice.first, profile, draft => {
        draft['count'] = ++count
      })
      following.push()
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(await first.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    await client.socket.closed

    const second = await start({ dataDir, port: first.port })
    const reader = await connect(second.wsUrl, credentialsOf(await createAccount()))
    const copy = nothingYetOf(profile)
    followDoc(reader, copy)
    await expect.poll(() => missingFrom(copy, acknowledged)).toEqual([])

    await bring(second, profile)
    await expect.poll(() => copy.doc).toEqual({ count })
    await reader.close()
  })

  it('stopped politely tells everyone to go, writes what it has, and ends with 0', async () => {
    const dataDir = join(folder, 'stopped')
    const first = await start({ dataDir })
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['name'] = 'Alice'
    })
    await bring(first, alice.identity, profile)
    const client = await connect(first.wsUrl, credentialsOf(alice))
    const idle = await dial(first.wsUrl)
    const ended = first.kill('SIGTERM')
    expect(await client.socket.closed).toEqual({ code: 1001 })
    expect(await idle.closed).toEqual({ code: 1001 })
    expect(await ended).toEqual({ code: 0, signal: null })

    const again = await start({ dataDir })
    expect((await connect(again.wsUrl, credentialsOf(alice))).hello.relayId).toEqual(client.hello.relayId)
    expect(await readFrom(again, profile)).toEqual({ name: 'Alice' })
  })

  it('stops although a client does not answer', async () => {
    const relay = await start()
    const client = await connect(relay.wsUrl, credentialsOf(alice))
    client.socket.freeze()
    const startedAt = Date.now()
    expect(await relay.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(Date.now() - startedAt).toBeLessThan(10_000)
    client.socket.terminate()
  })

  it('says how it is, counting connections and documents', async () => {
    const relay = await start()
    await bring(relay, alice.identity)
    const client = await connect(relay.wsUrl, credentialsOf(alice))
    const health = (await (await fetch(`${relay.url}/healthz`)).json()) as Record<string, unknown>
    expect(health).toMatchObject({ ok: true, documents: 1, connections: 1 })
    expect(Object.keys(health).sort()).toEqual([
      'connections',
      'documents',
      'intros',
      'ok',
      'uptimeSeconds',
      'version',
    ])
    await client.close()
  })

  it.each([
    [{ GESSO_HANDSHAKE_MS: 'soon' }, 'GESSO_HANDSHAKE_MS must be a whole number'],
    [{ GESSO_ORIGIN: 'gesso' }, 'GESSO_ORIGIN must name origins'],
    [{ GESSO_DATA: '/dev/null/data' }, 'GESSO_DATA'],
  ])('that cannot start with %o says why', async (env, sentence) => {
    await expect(startRelay({ env })).rejects.toThrow(sentence)
  })

  it('says so when its port is taken', async () => {
    const relay = await start()
    await expect(startRelay({ port: relay.port })).rejects.toThrow(`Port ${relay.port} is in use`)
  })
})

describe('a client that sends garbage', () => {
  it('harms nobody but itself', async () => {
    const relay = await start({ env: { GESSO_MAX_VIOLATIONS: '5' } })
    const eve = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['name'] = 'Alice'
    })
    await bring(relay, alice.identity, profile)
    const owner = await connect(relay.wsUrl, credentialsOf(alice))
    const following = followDoc(owner, profile)

    const hostile = await connect(relay.wsUrl, credentialsOf(eve))
    const nowhere = createDocumentGenesis('profile', eve.account).doc32
    for (const frame of [
      new Uint8Array(),
      Uint8Array.of(0xff, 1, 2),
      encodeFrame({ type: 'sync', doc: profile.id, message: Uint8Array.of(0x42, 0xff, 0xff) }),
      encodeFrame({
        type: 'sync',
        doc: Buffer.from(nowhere.subarray(0, 16)).toString('hex'),
        message: new Uint8Array(9),
      }),
      Uint8Array.of(0xa1, 0x9f),
      encodeFrame({ type: 'unavailable', doc: profile.id }),
    ]) {
      hostile.socket.send(frame)
    }
    expect(await hostile.socket.closed).toEqual({ code: 1008 })

    await edit(alice.first, profile, draft => {
      draft['place'] = 'Lisbon'
    })
    following.push()
    await expect.poll(() => readFrom(relay, profile)).toEqual({ name: 'Alice', place: 'Lisbon' })
    await owner.close()
  })

  it('too large for any frame is closed, in text as well', async () => {
    const relay = await start()
    const large = await connect(relay.wsUrl, credentialsOf(alice))
    large.socket.send(new Uint8Array(limits.frameBytes + 1))
    expect(await large.socket.closed).toEqual({ code: 1009 })
    const texting = await connect(relay.wsUrl, credentialsOf(alice))
    texting.socket.send('hello')
    expect(await texting.socket.closed).toEqual({ code: 1003 })
    expect((await fetch(`${relay.url}/healthz`)).status).toBe(200)
  })

  it('never reading what it asked for is dropped, and whoever reads is not', async () => {
    const relay = await start({ env: { GESSO_MAX_UNSENT_BYTES: '400000' } })
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['name'] = 'Alice'
    })
    await bring(relay, alice.identity, profile)
    const [owner, frozen, reading] = await Promise.all(
      [1, 2, 3].map(() => connect(relay.wsUrl, credentialsOf(alice))),
    )
    if (owner === undefined || frozen === undefined || reading === undefined) throw new Error('three clients')
    const copy = nothingYetOf(profile)
    followDoc(reading, copy)
    followDoc(frozen, nothingYetOf(profile))
    await expect.poll(() => headsOf(copy)).toEqual(headsOf(profile))
    frozen.socket.freeze()

    const following = followDoc(owner, profile)
    for (let round = 0; round < 150 && !relay.stderr().includes('"code":1013'); round++) {
      await edit(alice.first, profile, draft => {
        draft['photo'] = new Uint8Array(randomBytes(150_000))
      })
      following.push()
      await expect.poll(() => headsOf(copy)).toEqual(headsOf(profile))
    }
    expect(relay.stderr()).toContain('"code":1013')
    frozen.socket.terminate()
    await Promise.all([owner.close(), reading.close()])
  })
})
