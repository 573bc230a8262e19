/** A device with its lines to a relay, and time that a test can move on. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { type Clock, systemClock } from '../../../../../src/base/clock.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { err } from '../../../../../src/base/result.ts'
import type { HeldAccountSecret } from '../../../../../src/core/account/account-secret.ts'
import { isSecretCurrent } from '../../../../../src/core/account/secrets-in-chain.ts'
import type { HeldPrekey } from '../../../../../src/core/account/prekeys.ts'
import type { Lines } from '../../../../../src/core/chat/chat-types.ts'
import { createLines } from '../../../../../src/core/chat/line/create-lines.ts'
import type { LineDeps } from '../../../../../src/core/chat/line/line-deps.ts'
import type { Signer } from '../../../../../src/core/crypto/ed25519.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type Replica,
  type Sealer,
} from '../../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../../src/core/ports.ts'
import { createPrivateLog } from '../../../../../src/core/private/private-log.ts'
import { createPrivateMap } from '../../../../../src/core/private/private-map.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import type { SealedRows } from '../../../../../src/core/private/private-types.ts'
import { loadAcknowledgements } from '../../../../../src/core/sync/acknowledgements.ts'
import { createSyncEngine, type SyncEngine } from '../../../../../src/core/sync/sync-engine.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import { createMemoryRowStorage } from '../../../../../src/platform/memory/row-storage.ts'
import { createNodeNetwork } from '../../../../../src/platform/node/network.ts'
import { type AccountBook, createAccountBook } from '../../../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../../../src/protocol/crypto/verify.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../../src/protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../../../../src/protocol/records/record.ts'
import { createCuttableNetwork, type CuttableNetwork } from '../../../../support/cuttable-network.ts'
import { valueOf } from './outcomes.ts'

/** How much faster than for people the delays of lines pass here. */
const hurry = 20

/** Time that a test can move on; delays are short. */
export interface TestClock extends Clock {
  moveOn(ms: number): void
}

export interface DeviceKeys {
  readonly name: string
  readonly signer: Signer
  readonly prekeys: readonly HeldPrekey[]
}

export interface LineDevice {
  readonly keys: DeviceKeys
  readonly self: AccountId
  readonly ports: Ports
  readonly rowStorage: ReturnType<typeof createMemoryRowStorage>
  readonly clock: TestClock
  readonly network: CuttableNetwork
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly book: AccountBook
  readonly sealer: Sealer
  readonly secrets: readonly HeldAccountSecret[]
  readonly rows: SealedRows
  readonly deps: LineDeps
  readonly lines: Lines
  readonly identity: Replica
  /** What a test says of accounts whose chains are not current. */
  readonly outdated: Set<string>
  /** The same device after its program ended without warning; at another relay, if one is given. */
  restart(relay?: string): Promise<LineDevice>
  close(): Promise<void>
}

const createTestClock = (): TestClock => {
  let ahead = 0
  return {
    nowMs: () => systemClock.nowMs() + ahead,
    after: (delayMs, task) => systemClock.after(delayMs / hurry, task),
    moveOn(ms) {
      ahead += ms
    },
  }
}

interface SharedOfAccount {
  readonly self: AccountId
  readonly accountSecrets: readonly HeldAccountSecret[]
  readonly relay: string
  readonly opened: LineDevice[]
}

export const openDevice = async (
  keys: DeviceKeys,
  shared: SharedOfAccount,
  records: readonly SignedRecord[],
  rowStorage = createMemoryRowStorage(),
  kept: Ports = createMemoryPorts({ rows: rowStorage }),
): Promise<LineDevice> => {
  const { self, accountSecrets } = shared
  const clock = createTestClock()
  const network = createCuttableNetwork(createNodeNetwork({ maxFrameBytes: limits.frameBytes }))
  let isRunning = true
  const write: Ports['rows']['write'] = changes =>
    isRunning
      ? kept.rows.write(changes)
      : Promise.resolve(err({ type: 'storage-unavailable', detail: 'ended' }))
  const ports: Ports = { ...kept, rows: { ...kept.rows, write }, network }
  const verify = await createVerifier()
  const book = createAccountBook(verify)
  const store = createDocumentStore({ ports, verify, book })
  const acknowledgements = await loadAcknowledgements(ports)
  const isOwn = (owner: AccountId): boolean => bytesToHex(owner) === bytesToHex(self)
  const engine = createSyncEngine(isOwn, acknowledgements, store.headsOf, ports)
  const identity = valueOf(await store.open(createDocumentGenesis('identity', self)))
  const sealer = createSealer(keys.signer.publicKey, keys.signer.sign, systemRandom)
  if (records.length > 0) valueOf(await identity.addRecords(sealer, records))
  engine.track(identity)
  const onOpened = (replica: Replica): void => {
    const owner = bytesToHex(replica.genesis.owner)
    const theirs = store
      .opened()
      .find(({ genesis }) => genesis.kind === 'identity' && bytesToHex(genesis.owner) === owner)
    if (theirs !== undefined) engine.track(theirs)
    engine.track(replica)
  }
  const own = {
    self,
    store,
    sealer: () => sealer,
    secrets: () => accountSecrets,
    random: systemRandom,
    onOpened,
  }
  const rows = createSealedRows(ports.rows, new Uint8Array(32).fill(7), systemRandom)
  const outdated = new Set<string>()
  const deps: LineDeps = {
    self,
    signer: keys.signer,
    sealer: () => sealer,
    store,
    engine,
    book,
    verify,
    ports: { clock, random: systemRandom, log: () => undefined },
    prekeys: () => keys.prekeys,
    keychain: valueOf(await createPrivateLog({ ...own, purpose: 'keychain' })),
    isSecretCurrent: () => isSecretCurrent(accountSecrets, book.entryOf(self)?.state ?? null),
    talk: valueOf(await createPrivateMap({ ...own, purpose: 'talk' })),
    rows,
    isChainCurrent: account => !outdated.has(bytesToHex(account)),
    onOpened,
  }
  const lines = await createLines(deps)
  const chain = (): readonly SignedRecord[] =>
    book.entryOf(self)?.records.filter(({ kind }) => kind !== 'prekey') ?? []
  engine.connect(shared.relay, { account: self, key: keys.signer.publicKey, sign: keys.signer.sign, chain })
  const end = (): void => {
    isRunning = false
    engine.disconnect()
    network.cut()
  }
  const device: LineDevice = {
    keys,
    self,
    ports,
    rowStorage,
    clock,
    network,
    store,
    engine,
    book,
    sealer,
    secrets: accountSecrets,
    rows,
    deps,
    lines,
    identity,
    outdated,
    restart(relay = shared.relay) {
      end()
      return openDevice(keys, { ...shared, relay }, [], rowStorage, kept)
    },
    async close() {
      end()
      await lines.close()
      await store.close()
    },
  }
  shared.opened.push(device)
  return device
}
