/** A device with documents and a line to a real relay, without the rest of a core. */
import { equalBytes } from '../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../src/base/random.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type Replica,
  type Sealer,
} from '../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { loadAcknowledgements } from '../../../../src/core/sync/acknowledgements.ts'
import { createSyncEngine, type SyncEngine } from '../../../../src/core/sync/sync-engine.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { createNodeNetwork } from '../../../../src/platform/node/network.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
  type DocumentKind,
} from '../../../../src/protocol/records/document-genesis.ts'
import { everything } from '../../../support/hostile-relay.ts'
import { changesOf, type TestAccount, type TestDevice } from '../../../support/sealed-doc.ts'

export interface SyncedDevice {
  readonly ports: Ports
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly sealer: Sealer
  connect(url: string): void
  open(genesis: DocumentGenesis): Promise<Replica>
  openAndTrack(genesis: DocumentGenesis): Promise<Replica>
  set(replica: Replica, field: string, value: number): Promise<void>
  close(): Promise<void>
}

/** `kept`: what it has of a device before it, such as its storage. */
export const createSyncedDevice = async (
  account: TestAccount,
  device: TestDevice,
  kept: Partial<Ports> = {},
): Promise<SyncedDevice> => {
  const verify = await createVerifier()
  const ports = createMemoryPorts({
    network: createNodeNetwork({ maxFrameBytes: limits.frameBytes }),
    ...kept,
  })
  const store = createDocumentStore({ ports, verify, book: createAccountBook(verify) })
  const acknowledgements = await loadAcknowledgements(ports)
  const engine = createSyncEngine(
    owner => equalBytes(owner, account.account),
    acknowledgements,
    store.headsOf,
    ports,
  )
  const sealer = createSealer(device.publicKey, device.sign, systemRandom)
  const open = async (genesis: DocumentGenesis): Promise<Replica> => {
    const opened = await store.open(genesis)
    if (!opened.ok) throw new Error(opened.error.type)
    return opened.value
  }
  const identity = await open(account.identity.genesis)
  if (identity.heads().length === 0) await identity.receive('seed', everything(changesOf(account.identity)))
  engine.track(identity)
  return {
    ports,
    store,
    engine,
    sealer,
    connect: url =>
      engine.connect(url, {
        account: account.account,
        key: device.publicKey,
        sign: device.sign,
        chain: () => account.records,
      }),
    open,
    async openAndTrack(genesis) {
      const replica = await open(genesis)
      engine.track(replica)
      return replica
    },
    async set(replica, field, value) {
      const saved = await replica.edit(sealer, draft => (draft[field] = value))
      if (!saved.ok) throw new Error(saved.error.type)
    },
    async close() {
      engine.disconnect()
      await store.close()
    },
  }
}

/** One of many documents of an account. */
export const numberedGenesis = (
  { account }: TestAccount,
  number: number,
  kind: DocumentKind = 'feed',
): DocumentGenesis =>
  createDocumentGenesis(kind, account, new Uint8Array(32).fill(number & 255, 0, 16).fill(number >> 8, 16))
