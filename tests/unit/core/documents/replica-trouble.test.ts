import { beforeAll, describe, expect, test } from 'vitest'
import { parseAccountIdText } from '../../../../src/core/account/account-id.ts'
import { docIdOf } from '../../../../src/core/documents/document-store.ts'
import { openReplica } from '../../../../src/core/documents/replica.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { createMemoryDocumentStorage } from '../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { startCore } from '../../../support/core-driver.ts'
import { everything } from '../../../support/hostile-relay.ts'
import { changesOf, createAccount, edit, newOwnedDoc } from '../../../support/sealed-doc.ts'

beforeAll(loadAutomerge)

describe('a replica that cannot keep what a peer brings', () => {
  test('stops listening to it, so that nothing goes round for ever, and takes it when it comes anew', async () => {
    const alice = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, draft => {
      draft['v'] = 1
    })
    const verify = await createVerifier()
    const book = createAccountBook(verify)
    await book.learn(alice.account, alice.records)
    const documents = createMemoryDocumentStorage()
    const { random } = createMemoryPorts()
    const deps = {
      storage: documents,
      random,
      verify,
      judge: book.judgeFor(profile.genesis),
      log: () => undefined,
    }
    const opened = await openReplica(profile.genesis, profile.id, deps)
    if (!opened.ok) throw new Error(opened.error.type)
    const replica = opened.value
    documents.failWith('full')
    const first = await replica.receive('relay', everything(changesOf(profile)))
    expect(first).toMatchObject({ changed: false, problem: { type: 'storage-full' } })
    expect(await replica.nextMessage('relay')).toBeNull()
    expect(replica.heads()).toEqual([])
    documents.failWith(null)
    expect(await replica.receive('relay', everything(changesOf(profile)))).toMatchObject({
      changed: false,
      problem: null,
    })
    replica.dropPeer('relay')
    expect(await replica.receive('relay', everything(changesOf(profile)))).toMatchObject({ changed: true })
    expect(replica.heads()).toHaveLength(1)
  })
})

describe('a sound document', () => {
  test('is opened as it is on disk, verified by its heads, and left alone', async () => {
    const core = await startCore()
    const { account } = await core.do({
      type: 'account.create',
      name: 'Alice',
      passphrase: null,
      deviceName: 'Laptop',
    })
    const log: string[] = []
    const again = await startCore({
      ...core.ports,
      lock: { acquire: async () => () => undefined },
      log: line => log.push(line.event),
    })
    await again.until({ type: 'profile', account }, row => row.kind === 'shown')
    await again.do({ type: 'profile.edit', edit: { field: 'place', value: 'Lisbon' } })
    expect(log).toEqual([])
  })
})

describe('a device that lost its identity document', () => {
  test('keeps the documents that it can no longer judge', async () => {
    const core = await startCore()
    const { account } = await core.do({
      type: 'account.create',
      name: 'Alice',
      passphrase: null,
      deviceName: 'Laptop',
    })
    const owner = parseAccountIdText(account)
    if (owner === null) throw new Error('not an account id')
    const [identity, profile] = [
      createDocumentGenesis('identity', owner),
      createDocumentGenesis('profile', owner),
    ]
    expect(await core.ports.documents.remove(docIdOf(identity))).toEqual({ ok: true, value: null })
    const again = await startCore({ ...core.ports, lock: { acquire: async () => () => undefined } })
    const state = await again.until({ type: 'profile', account }, row => row.kind !== 'looking')
    expect(state).toMatchObject({ kind: 'shown', profile: { name: 'Alice' } })
    const kept = await again.ports.documents.load(docIdOf(profile))
    expect(kept.ok && kept.value.length).toBeGreaterThan(0)
  })
})
