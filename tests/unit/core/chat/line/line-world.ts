/** People with devices whose lines meet at a real relay in this process: all is real but what shows the messages. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { type Clock, systemClock } from '../../../../../src/base/clock.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { err, type Result } from '../../../../../src/base/result.ts'
import type { HeldAccountSecret } from '../../../../../src/core/account/account-secret.ts'
import { createAccountKeys } from '../../../../../src/core/account/create-account.ts'
import { addDeviceByRoot } from '../../../../../src/core/account/new-device.ts'
import type { HeldPrekey } from '../../../../../src/core/account/prekeys.ts'
import { openRootKeys } from '../../../../../src/core/account/root-keys.ts'
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
import { getAllChanges } from '../../../../../src/core/documents/automerge.ts'
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
import type { LinkOperation } from '../../../../../src/protocol/records/link.ts'
import { signLink } from '../../../../../src/protocol/records/link.ts'
import { createVerifier } from '../../../../../src/protocol/crypto/verify.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../../src/protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../../../../src/protocol/records/record.ts'
import { createCuttableNetwork, type CuttableNetwork } from '../../../../support/cuttable-network.ts'
import {
  type RelayInProcess,
  type RelayInProcessOptions,
  startRelayInProcess,
} from '../../../../support/relay-in-process.ts'
import { everything } from '../../../../support/hostile-relay.ts'

/** How much faster than for people the delays of lines pass here. */
const hurry = 20

/** Time that a test can move on; delays are short. */
export interface TestClock extends Clock {
  moveOn(ms: number): void
}

export interface Person {
  readonly account: AccountId
  readonly devices: readonly LineDevice[]
  addDevice(name: string): Promise<LineDevice>
  /** By the root; seals that were not named do not count any more. */
  revoke(device: LineDevice): Promise<void>
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

export interface LineWorld {
  readonly relay: RelayInProcess
  /** With one device. */
  person(name: string): Promise<Person & { readonly first: LineDevice }>
  /** Ends every device, and the relay. */
  close(): Promise<void>
}

export const createLineWorld = async (options: RelayInProcessOptions = {}): Promise<LineWorld> => {
  const relay = await startRelayInProcess(options)
  const opened: LineDevice[] = []
  return {
    relay,
    async person(name) {
      const person = await createPerson(name, relay.wsUrl, opened)
      const [first] = person.devices
      if (first === undefined) throw new Error('no device')
      return { ...person, first }
    },
    async close() {
      for (const device of opened) await device.close()
      await relay.relay.close()
    },
  }
}

const createPerson = async (name: string, relay: string, opened: LineDevice[]): Promise<Person> => {
  const nowMs = systemClock.nowMs()
  const made = await createAccountKeys({
    deviceName: `${name} 1`,
    displayName: name,
    nowMs,
    random: systemRandom,
  })
  const { genesis, recoveryEntropy, accountSecrets, prekeys } = made.contents
  if (recoveryEntropy === null) throw new Error('an account without words')
  const root = await openRootKeys(recoveryEntropy.reveal())
  const shared = { self: genesis.account, accountSecrets, relay, opened }
  const first = await openDevice({ name: `${name} 1`, signer: made.signer, prekeys }, shared, made.records)
  await until(() => first.book.entryOf(genesis.account) !== null)
  const devices = [first]
  const publish = async (records: readonly SignedRecord[]): Promise<void> => {
    valueOf(await first.identity.addRecords(first.sealer, records))
  }
  const heads = (): readonly Uint8Array[] => first.book.entryOf(genesis.account)?.state.nextPrev ?? []
  return {
    account: genesis.account,
    devices,
    async addDevice(deviceName) {
      const details = { deviceName, displayName: name, nowMs: systemClock.nowMs(), random: systemRandom }
      const added = await addDeviceByRoot(root, heads(), details)
      await publish(added.records)
      // The relay lets in only whom it knows.
      await until(() => first.engine.isAcknowledged(first.identity.id))
      const device = await openDevice(
        { name: deviceName, signer: added.signer, prekeys: [added.prekey] },
        shared,
        [],
      )
      await device.identity.receive('copy', everything(getAllChanges(first.identity.doc())))
      await until(() => device.book.entryOf(genesis.account) !== null)
      devices.push(device)
      return device
    },
    async revoke(device) {
      const operation: LinkOperation = { op: 'revoke', device: device.keys.signer.publicKey, frontier: [] }
      await publish([
        await signLink(root.root.sign, genesis.account, heads(), root.root.publicKey, operation),
      ])
    },
  }
}

interface SharedOfAccount {
  readonly self: AccountId
  readonly accountSecrets: readonly HeldAccountSecret[]
  readonly relay: string
  readonly opened: LineDevice[]
}

const openDevice = async (
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

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

const patienceMs = 12_000

/** Looks again and again; what it was waiting for is in the error. */
export const until = async (
  isRight: () => boolean | Promise<boolean>,
  what = () => String(isRight),
): Promise<void> => {
  const endMs = Date.now() + patienceMs
  while (!(await isRight())) {
    if (Date.now() > endMs) throw new Error(`did not come true: ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
