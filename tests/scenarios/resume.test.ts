/** Many documents, a device that comes back, and a relay that goes down, comes up, and loses everything. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { docIdOf, type Replica } from '../../src/core/documents/index.ts'
import { whenInStep } from '../../src/core/sync/in-step.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import type { Ports } from '../../src/core/ports.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { createCountedNetwork, type CountedNetwork } from '../support/counted-network.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createAccount, type TestAccount } from '../support/sealed-doc.ts'
import { createSyncedDevice, numberedGenesis, type SyncedDevice } from '../unit/core/sync/synced-device.ts'

const patience = { timeout: 30_000, interval: 10 }
const count = 60

let dataDir: string
let relay: RelayProcess
let alice: TestAccount
let bob: TestAccount
let documents: readonly DocumentGenesis[]
/** Alice writes; Bob has read everything once, and keeps it parked. */
let writer: SyncedDevice
let reader: SyncedDevice
let network: CountedNetwork
/** What Bob was woken for, in order, and what it said when he had read it. */
const read = new Map<string, unknown>()

const start = (port?: number): Promise<RelayProcess> =>
  startRelay({ dataDir, env: { GESSO_IDLE_MS: '200' }, ...(port === undefined ? {} : { port }) })

const acknowledged = async ({ engine }: SyncedDevice, all: readonly DocumentGenesis[]): Promise<void> => {
  await expect
    .poll(() => all.filter(genesis => !engine.isAcknowledged(docIdOf(genesis))).length, patience)
    .toBe(0)
}
const letGo = async (device: SyncedDevice, { id }: Replica): Promise<void> => {
  device.engine.untrack(id)
  await device.store.release(id)
}
const write = async (genesis: DocumentGenesis, value: number): Promise<void> => {
  const replica = await writer.openAndTrack(genesis)
  await writer.set(replica, 'value', value)
  await acknowledged(writer, [genesis])
  await letGo(writer, replica)
}
/** As whoever reads journals does: opens, waits until it is in step, reads, and puts it back. */
const park = (device: SyncedDevice, genesis: DocumentGenesis): void =>
  device.engine.park(genesis, () => void takeIn(device, genesis))
const takeIn = async (device: SyncedDevice, genesis: DocumentGenesis): Promise<void> => {
  const replica = await device.openAndTrack(genesis)
  if ((await whenInStep(replica, device)) !== 'in-step') return
  read.set(docIdOf(genesis), replica.doc()['value'])
  await letGo(device, replica)
  park(device, genesis)
}
const untilRead = async (expected: ReadonlyMap<string, number>): Promise<void> => {
  await expect.poll(() => new Map(read), patience).toEqual(expected)
}
/** Alice's identity goes along, which her documents are checked against. */
const createReader = async (account: TestAccount, kept: Partial<Ports>): Promise<SyncedDevice> => {
  const device = await createSyncedDevice(account, account.first, kept)
  device.engine.track(await device.open(alice.identity.genesis))
  return device
}
const restartReader = async (): Promise<void> => {
  await reader.close()
  read.clear()
  network.forget()
  reader = await createReader(bob, reader.ports)
  for (const genesis of documents) park(reader, genesis)
  reader.connect(relay.wsUrl)
}
const some = (...numbers: readonly number[]): readonly DocumentGenesis[] =>
  numbers.map(number => numberedGenesis(alice, number, 'journal'))
const reading = (all: readonly DocumentGenesis[], value: number) =>
  new Map(all.map(genesis => [docIdOf(genesis), value]))

beforeEach(async () => {
  await loadAutomerge()
  read.clear()
  dataDir = await mkdtemp(join(tmpdir(), 'gesso-resume-'))
  relay = await start()
  ;[alice, bob] = await Promise.all([createAccount(), createAccount()])
  documents = some(...Array(count).keys())
  network = createCountedNetwork()
  writer = await createSyncedDevice(alice, alice.first)
  reader = await createReader(bob, { network })
  for (const device of [writer, reader]) device.connect(relay.wsUrl)
  await Promise.all(documents.map(genesis => write(genesis, 1)))
  for (const genesis of documents) park(reader, genesis)
  await untilRead(reading(documents, 1))
  await acknowledged(reader, documents)
}, 90_000)
afterEach(async () => {
  for (const device of [writer, reader]) await device.close()
  await relay.stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('a device with many documents', () => {
  it('restarts, fetches the few that changed, and hears of live changes to all the others', async () => {
    await reader.close()
    const changed = some(3, 40, 59)
    for (const genesis of changed) await write(genesis, 2)
    await restartReader()
    await untilRead(reading(changed, 2))
    await acknowledged(reader, documents)
    expect(
      [...network.traffic().synced]
        .filter(doc => documents.some(genesis => docIdOf(genesis) === doc))
        .toSorted(),
    ).toEqual(changed.map(docIdOf).toSorted())
    const live = some(7, 40, 58)
    for (const genesis of live) await write(genesis, 3)
    await untilRead(new Map([...reading(changed, 2), ...reading(live, 3)]))
    await acknowledged(reader, documents)
  })

  it('goes on where it was when the relay has been down and up again', async () => {
    await relay.kill()
    relay = await start(relay.port)
    network.forget()
    read.clear()
    network.cut()
    network.mend()
    await expect.poll(() => network.traffic().frames.resumed ?? 0, patience).toBeGreaterThan(0)
    await acknowledged(reader, documents)
    expect([...read]).toEqual([])
    const live = some(11, 12)
    writer.engine.retry()
    for (const genesis of live) await write(genesis, 2)
    await untilRead(reading(live, 2))
  })

  it('brings everything again to a relay that lost it, others included', async () => {
    await writer.close()
    await relay.kill()
    await rm(dataDir, { recursive: true, force: true })
    relay = await start(relay.port)
    read.clear()
    network.cut()
    network.mend()
    // Nobody but Bob has them now.
    await untilRead(reading(documents, 1))
    await acknowledged(reader, documents)
    const carol = await createAccount()
    const other = await createReader(carol, {})
    other.connect(relay.wsUrl)
    read.clear()
    for (const genesis of documents) park(other, genesis)
    await untilRead(reading(documents, 1))
    expect(documents.every(genesis => other.engine.isParked(docIdOf(genesis)))).toBe(true)
    await other.close()
  })
})
