import * as Automerge from '@automerge/automerge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAccountIdText } from '../../src/core/account/account-id.ts'
import { docIdOf } from '../../src/core/documents/document-store.ts'
import { openReplica } from '../../src/core/documents/replica.ts'
import { createAccountBook } from '../../src/protocol/accounts/account-book.ts'
import { statementOf } from '../../src/protocol/gate/stage.ts'
import { parseChange } from '../../src/protocol/changes/change.ts'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { createMemoryPorts } from '../../src/platform/memory/memory-ports.ts'
import { connect, credentialsOf } from '../support/bare-client.ts'
import { forgeriesOf, type Forgery, forgeryNames } from '../support/forgeries.ts'
import { everything, startHostileRelay } from '../support/hostile-relay.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createAccount } from '../support/sealed-doc.ts'
import { signUp, type TestDevice } from '../support/world.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
})
afterAll(() => relay.stop())

type Doc = Automerge.Doc<Record<string, unknown>>

/** A document as it is on a device's disk. */
const readDoc = async (device: TestDevice, genesis: DocumentGenesis): Promise<Doc> => {
  const chunks = await device.ports.documents.load(docIdOf(genesis))
  if (!chunks.ok) throw new Error(chunks.error.type)
  return Automerge.load(Buffer.concat(chunks.value))
}

interface Scene {
  readonly alice: TestDevice
  readonly account: string
  readonly profile: DocumentGenesis
  readonly identity: DocumentGenesis
  readonly forgeries: readonly Forgery[]
}

const setScene = async (): Promise<Scene> => {
  const { device: alice, account } = await signUp('Alice', relay.wsUrl)
  await alice.edit({ field: 'place', value: 'Lisbon' })
  await alice.allOnRelay()
  const owner = parseAccountIdText(account)
  if (owner === null) throw new Error('not an account id')
  const [profile, identity] = [
    createDocumentGenesis('profile', owner),
    createDocumentGenesis('identity', owner),
  ]
  const { first } = await createAccount()
  const forgeries = await forgeriesOf(
    await readDoc(alice, profile),
    profile,
    await readDoc(alice, identity),
    first,
  )
  return { alice, account, profile, identity, forgeries }
}

describe('Eve, with an account of her own, cannot alter what anybody reads of Alice', () => {
  test.each(forgeryNames)('through the relay: %s', async name => {
    const { alice, account, profile, forgeries } = await setScene()
    const forgery = forgeries.find(one => one.name === name)
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    await bob.profile(account, row => row.place === 'Lisbon')
    const eve = await connect(relay.wsUrl, credentialsOf(await createAccount()))
    eve.sendSync(docIdOf(profile), everything(forgery?.changes ?? []))
    await alice.edit({ field: 'place', value: 'Porto' })
    expect(await bob.profile(account, row => row.place === 'Porto')).toMatchObject({ name: 'Alice' })
    await alice.allOnRelay()
    const { device: carol } = await signUp('Carol', relay.wsUrl)
    expect(await carol.profile(account, row => row.place === 'Porto')).toMatchObject({ name: 'Alice' })
    const aliceHeads = Automerge.getHeads(await readDoc(alice, profile))
    expect(Automerge.getHeads(await readDoc(bob, profile))).toEqual(aliceHeads)
    expect(Automerge.getHeads(await readDoc(carol, profile))).toEqual(aliceHeads)
    await eve.close()
  })

  test('through a relay that is hers, by every class at once; and honest sync goes on afterwards', async () => {
    const { alice, account, profile, identity, forgeries } = await setScene()
    const [honest, chain] = [await readDoc(alice, profile), await readDoc(alice, identity)]
    const forged = forgeries.flatMap(({ changes }) => changes)
    const hostile = await startHostileRelay(
      new Map([
        [docIdOf(profile), [...Automerge.getAllChanges(honest), ...forged]],
        [docIdOf(identity), Automerge.getAllChanges(chain)],
      ]),
    )
    const { device: bob } = await signUp('Bob', hostile.wsUrl)
    expect(await bob.profile(account, row => row.place === 'Lisbon')).toMatchObject({ name: 'Alice' })
    expect(Automerge.getHeads(await readDoc(bob, profile))).toEqual(Automerge.getHeads(honest))
    const spoken = hostile.messages()
    expect(spoken).toBeLessThan(40)
    await bob.do({ type: 'settings.change', change: { relay: relay.wsUrl } })
    await alice.edit({ field: 'place', value: 'Porto' })
    expect(await bob.profile(account, row => row.place === 'Porto')).toMatchObject({ name: 'Alice' })
    await hostile.close()
  })

  test('straight from peer to peer, one class after another', async () => {
    const { alice, profile, identity, forgeries } = await setScene()
    const honest = await readDoc(alice, profile)
    const verify = await createVerifier()
    const book = createAccountBook(verify)
    await book.learn(profile.owner, recordsIn(await readDoc(alice, identity)))
    const { documents: storage, random } = createMemoryPorts()
    const deps = { storage, random, verify, judge: book.judgeFor(profile), log: () => undefined }
    const opened = await openReplica(profile, docIdOf(profile), deps)
    if (!opened.ok) throw new Error(opened.error.type)
    const replica = opened.value
    await replica.receive('alice', everything(Automerge.getAllChanges(honest)))
    for (const { name, changes } of forgeries) {
      const receipt = await replica.receive('eve', everything(changes))
      expect({ name, changed: receipt.changed, heads: replica.heads() }).toEqual({
        name,
        changed: false,
        heads: Automerge.getHeads(honest),
      })
    }
    await alice.edit({ field: 'place', value: 'Porto' })
    const newer = await readDoc(alice, profile)
    await replica.receive('alice', everything(Automerge.getAllChanges(newer)))
    expect(replica.heads()).toEqual(Automerge.getHeads(newer))
  })
})

const recordsIn = (doc: Doc) =>
  Automerge.getAllChanges(doc).flatMap(bytes => {
    const change = parseChange(bytes)
    const statement = change.ok ? statementOf(change.value) : null
    return statement?.type === 'record' ? [statement.record] : []
  })
