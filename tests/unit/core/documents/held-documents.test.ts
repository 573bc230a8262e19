import { getChangesMetaSince } from '@automerge/automerge/slim'
import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import {
  createDocumentStore,
  createSealer,
  docIdOf,
  type DocumentStore,
  type Replica,
  type Sealer,
} from '../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { createMemoryDocumentStorage } from '../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { createMemoryRowStorage } from '../../../../src/platform/memory/row-storage.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
  documentGenesisToItem,
} from '../../../../src/protocol/records/document-genesis.ts'
import { everything } from '../../../support/hostile-relay.ts'
import {
  addDevice,
  changesOf,
  createAccount,
  revokeDevice,
  type TestAccount,
  type TestDevice,
} from '../../../support/sealed-doc.ts'

let alice: TestAccount
let thief: TestDevice
let documents: ReturnType<typeof createMemoryDocumentStorage>
let rows: ReturnType<typeof createMemoryRowStorage>
let ports: Ports
let store: DocumentStore
let sealer: Sealer

const genesisNumber = (number: number): DocumentGenesis =>
  createDocumentGenesis('journal', alice.account, new Uint8Array(32).fill(number))
const openStore = async (): Promise<DocumentStore> => {
  const verify = await createVerifier()
  return createDocumentStore({ ports, verify, book: createAccountBook(verify) })
}
const open = async (genesis: DocumentGenesis, from = store): Promise<Replica> => {
  const opened = await from.open(genesis)
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}
const set = async (replica: Replica, value: number, by = sealer): Promise<void> => {
  const saved = await replica.edit(by, draft => (draft['a'] = value))
  if (!saved.ok) throw new Error(saved.error.type)
}
/** What is said of a document without opening it has to be there once it is opened. */
const expectOnDisk = async (genesis: DocumentGenesis): Promise<void> => {
  const after = await openStore()
  const said = await after.headsOf(genesis)
  const replica = await open(genesis, after)
  const hashes = new Set(getChangesMetaSince(replica.doc(), []).map(({ hash }) => hash))
  expect((said ?? []).filter(head => !hashes.has(head))).toEqual([])
}

beforeEach(async () => {
  await loadAutomerge()
  alice = await createAccount()
  thief = await addDevice(alice)
  documents = createMemoryDocumentStorage()
  rows = createMemoryRowStorage()
  ports = createMemoryPorts({ documents, rows })
  store = await openStore()
  sealer = createSealer(alice.first.publicKey, alice.first.sign, systemRandom)
  const identity = await open(alice.identity.genesis)
  await identity.receive('seed', everything(changesOf(alice.identity)))
})

describe('what a document ends in', () => {
  test('is known without opening it, also after a restart', async () => {
    const genesis = genesisNumber(1)
    expect(await store.headsOf(genesis)).toBeNull()
    const replica = await open(genesis)
    expect(await store.headsOf(genesis)).toBeNull()
    for (const value of [1, 2]) {
      await set(replica, value)
      expect(await store.headsOf(genesis)).toEqual(replica.heads())
    }
    const heads = replica.heads()
    await store.close()
    store = await openStore()
    expect(await store.headsOf(genesis)).toEqual(heads)
    expect(store.replica(docIdOf(genesis))).toBeNull()
    expect((await store.held()).map(docIdOf)).toContain(docIdOf(genesis))
  })

  test('is what the disk had before, when the device went down in between', async () => {
    const genesis = genesisNumber(1)
    const replica = await open(genesis)
    await set(replica, 1)
    await store.headsOf(genesis)
    const before = replica.heads()
    await store.close()
    store = await openStore()
    const again = await open(genesis)
    rows.failWith('full')
    await set(again, 2)
    rows.failWith(null)
    const restarted = await openStore()
    expect(await restarted.headsOf(genesis)).toEqual(before)
    await expectOnDisk(genesis)
    expect(await store.headsOf(genesis)).toEqual(again.heads())
  })

  test('is never said of what was taken out with a device that was revoked', async () => {
    const genesis = genesisNumber(1)
    const replica = await open(genesis)
    await set(replica, 1)
    await set(replica, 2, createSealer(thief.publicKey, thief.sign, systemRandom))
    const withTheirs = replica.heads()
    expect(await store.headsOf(genesis)).toEqual(withTheirs)
    // The device goes down while the document is being rebuilt: before, and after its bytes were replaced.
    for (const isReplaced of [false, true]) {
      const { replace } = documents
      documents.replace = async (id, chunk) => {
        if (isReplaced) await replace(id, chunk)
        rows.failWith('unavailable')
        return { ok: false, error: { type: 'storage-unavailable', detail: 'down' } }
      }
      ports = createMemoryPorts({ documents, rows })
      store = await openStore()
      await revokeDevice(alice, thief)
      const identity = await open(alice.identity.genesis)
      await identity.receive('seed', everything(changesOf(alice.identity)))
      await open(genesis)
      documents.replace = replace
      rows.failWith(null)
      await expectOnDisk(genesis)
      expect(await (await openStore()).headsOf(genesis)).not.toEqual(withTheirs)
    }
  })

  test('is not said any more of a document that is forgotten', async () => {
    const genesis = genesisNumber(1)
    await set(await open(genesis), 1)
    expect((await store.forget(genesis)).ok).toBe(true)
    expect(await store.headsOf(genesis)).toBeNull()
    expect(await (await openStore()).headsOf(genesis)).toBeNull()
  })

  test('outlives the documents being made one of many parts', async () => {
    const genesis = genesisNumber(1)
    const replica = await open(genesis)
    for (let value = 1; value <= 140; value++) await set(replica, value)
    expect(await store.headsOf(genesis)).toEqual(replica.heads())
    await expectOnDisk(genesis)
  })
})

test('more documents are held than one value could name, each in a row of its own', async () => {
  const item = (number: number) => {
    const tag = new Uint8Array(32).fill(number & 255, 0, 16).fill(number >> 8, 16)
    return documentGenesisToItem(createDocumentGenesis('album', alice.account, tag))
  }
  await ports.values.set('held-documents', enc(Array.from({ length: 3_000 }, (_, number) => item(number))))
  store = await openStore()
  const held = await store.held()
  expect(held).toHaveLength(3_001)
  expect(await ports.values.get('held-documents')).toEqual({ ok: true, value: null })
  expect(await rows.count('held/', 'held0')).toEqual({ ok: true, value: 3_001 })
  const [one] = held.filter(({ kind }) => kind === 'album')
  if (one === undefined) throw new Error('nothing is held')
  // It is held, and only opening it tells more.
  expect(await store.headsOf(one)).toEqual([])
})
