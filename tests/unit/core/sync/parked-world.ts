import { expect, vi } from 'vitest'
import type { Replica } from '../../../../src/core/documents/index.ts'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import type { DocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { createCountedNetwork } from '../../../support/counted-network.ts'
import { type RelayInProcess, startRelayInProcess } from '../../../support/relay-in-process.ts'
import { createAccount, type TestAccount, type TestDevice } from '../../../support/sealed-doc.ts'
import { createSyncedDevice, numberedGenesis, type SyncedDevice } from './synced-device.ts'

export const waiting = { timeout: 10_000, interval: 5 }

/** Alice writes; Bob reads, and parks what he has read. Each of the four may be replaced as a test goes on. */
export const createParkedWorld = async () => {
  await loadAutomerge()
  const [alice, bob] = [await createAccount(), await createAccount()]
  const relay = await startRelayInProcess()
  const network = createCountedNetwork()
  const world = {
    relay,
    network,
    reader: await startDevice(relay, bob, bob.first, { network }),
    writer: await startDevice(relay, alice, alice.first),
  }
  world.reader.engine.track(await world.reader.open(alice.identity.genesis))
  /** The documents that woke whoever parked them. */
  const woken: string[] = []
  const start = (account: TestAccount, device: TestDevice, kept?: Partial<Ports>) =>
    startDevice(world.relay, account, device, kept)
  const write = async (genesis: DocumentGenesis, value: number): Promise<Replica> => {
    const replica = await world.writer.openAndTrack(genesis)
    await world.writer.set(replica, 'a', value)
    await onRelay(world.writer, replica)
    return replica
  }
  const documents = (count: number): readonly DocumentGenesis[] =>
    Array.from({ length: count }, (_, number) => numberedGenesis(alice, number, 'journal'))
  const park = (genesis: DocumentGenesis, device = world.reader): void =>
    device.engine.park(genesis, () => void woken.push(docIdOf(genesis)))
  const inStep = (genesis: DocumentGenesis, device = world.reader) =>
    vi.waitFor(() => expect(device.engine.isAcknowledged(docIdOf(genesis))).toBe(true), waiting)
  const untilWoken = (...genesis: readonly DocumentGenesis[]) =>
    vi.waitFor(() => expect(woken.toSorted()).toEqual(genesis.map(docIdOf).toSorted()), waiting)
  /** As whoever parks does: reads what has come, and puts it back. */
  const takeIn = async (genesis: DocumentGenesis, value: number, device = world.reader): Promise<void> => {
    const replica = await device.openAndTrack(genesis)
    await has(replica, 'a', value)
    await onRelay(device, replica)
    device.engine.untrack(replica.id)
    await device.store.release(replica.id)
    park(genesis, device)
  }
  /** Bob has read them, and listens. */
  const readAndPark = async (count: number): Promise<readonly DocumentGenesis[]> => {
    const all = documents(count)
    for (const genesis of all) {
      await write(genesis, 1)
      await takeIn(genesis, 1)
    }
    for (const genesis of all) await inStep(genesis)
    woken.length = 0
    return all
  }
  const reconnect = async (): Promise<void> => {
    world.network.cut()
    world.network.forget()
    world.network.mend()
    await ready(world.reader)
  }
  /** The answer to what was asked last has come. */
  const answered = () =>
    vi.waitFor(() => expect(world.network.traffic().frames.resumed).toBeGreaterThan(0), waiting)

  return Object.assign(world, {
    alice,
    bob,
    woken,
    start,
    write,
    documents,
    park,
    inStep,
    untilWoken,
    takeIn,
    readAndPark,
    reconnect,
    answered,
    async close() {
      for (const device of [world.reader, world.writer]) await device.close()
      await world.relay.relay.close()
    },
  })
}

export type ParkedWorld = Awaited<ReturnType<typeof createParkedWorld>>

const startDevice = async (
  { wsUrl }: RelayInProcess,
  account: TestAccount,
  device: TestDevice,
  kept: Partial<Ports> = {},
): Promise<SyncedDevice> => {
  const started = await createSyncedDevice(account, device, kept)
  started.connect(wsUrl)
  await ready(started)
  return started
}

export const ready = ({ engine }: SyncedDevice) =>
  vi.waitFor(() => expect(engine.status().line).toBe('ready'), waiting)

export const onRelay = ({ engine }: SyncedDevice, { id }: Replica) =>
  vi.waitFor(() => expect(engine.isAcknowledged(id)).toBe(true), waiting)
export const has = (replica: Replica, field: string, value: number) =>
  vi.waitFor(() => expect(replica.doc()[field]).toBe(value), waiting)
