import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Replica } from '../../../../src/core/documents/index.ts'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import type { Network, Ports } from '../../../../src/core/ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { createNodeNetwork } from '../../../../src/platform/node/network.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import type { DocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { decodeFrame, encodeFrame } from '../../../../src/protocol/relay/frames.ts'
import { type CountedNetwork, createCountedNetwork } from '../../../support/counted-network.ts'
import { type RelayInProcess, startRelayInProcess } from '../../../support/relay-in-process.ts'
import { addDevice, createAccount, type TestAccount, type TestDevice } from '../../../support/sealed-doc.ts'
import { createSyncedDevice, numberedGenesis, type SyncedDevice } from './synced-device.ts'

const waiting = { timeout: 10_000, interval: 5 }

let alice: TestAccount
let bob: TestAccount
let relay: RelayInProcess
let network: CountedNetwork
/** Bob's, where Alice's documents are parked. */
let reader: SyncedDevice
/** Alice's. */
let writer: SyncedDevice
const woken: string[] = []

const ready = ({ engine }: SyncedDevice) =>
  vi.waitFor(() => expect(engine.status().line).toBe('ready'), waiting)
const start = async (
  account: TestAccount,
  device: TestDevice,
  kept: Partial<Ports> = {},
): Promise<SyncedDevice> => {
  const started = await createSyncedDevice(account, device, kept)
  started.connect(relay.wsUrl)
  await ready(started)
  return started
}

beforeEach(async () => {
  await loadAutomerge()
  woken.length = 0
  ;[alice, bob] = [await createAccount(), await createAccount()]
  relay = await startRelayInProcess()
  network = createCountedNetwork()
  reader = await start(bob, bob.first, { network })
  writer = await start(alice, alice.first)
  reader.engine.track(await reader.open(alice.identity.genesis))
})
afterEach(async () => {
  for (const device of [reader, writer]) await device.close()
  await relay.relay.close()
})

const onRelay = ({ engine }: SyncedDevice, { id }: Replica) =>
  vi.waitFor(() => expect(engine.isAcknowledged(id)).toBe(true), waiting)
const has = (replica: Replica, field: string, value: number) =>
  vi.waitFor(() => expect(replica.doc()[field]).toBe(value), waiting)
const write = async (genesis: DocumentGenesis, value: number): Promise<Replica> => {
  const replica = await writer.openAndTrack(genesis)
  await writer.set(replica, 'a', value)
  await onRelay(writer, replica)
  return replica
}
const documents = (count: number): readonly DocumentGenesis[] =>
  Array.from({ length: count }, (_, number) => numberedGenesis(alice, number, 'journal'))
const park = (genesis: DocumentGenesis, device = reader): void =>
  device.engine.park(genesis, () => void woken.push(docIdOf(genesis)))
const inStep = (genesis: DocumentGenesis, device = reader) =>
  vi.waitFor(() => expect(device.engine.isAcknowledged(docIdOf(genesis))).toBe(true), waiting)
const untilWoken = (...genesis: readonly DocumentGenesis[]) =>
  vi.waitFor(() => expect(woken.toSorted()).toEqual(genesis.map(docIdOf).toSorted()), waiting)
/** As whoever parks does: reads what has come, and puts it back. */
const takeIn = async (genesis: DocumentGenesis, value: number, device = reader): Promise<void> => {
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
  network.cut()
  network.forget()
  network.mend()
  await ready(reader)
}
/** The answer to what was asked last has come. */
const answered = () => vi.waitFor(() => expect(network.traffic().frames.resumed).toBeGreaterThan(0), waiting)

describe('a parked document', () => {
  test('is in step without being open, and wakes whoever parked it when it changes, once', async () => {
    const [genesis] = await readAndPark(2)
    if (genesis === undefined) throw new Error('no document')
    const doc = docIdOf(genesis)
    expect(reader.store.replica(doc)).toBeNull()
    expect([reader.engine.isParked(doc), reader.engine.availability(doc)]).toEqual([true, 'arrived'])
    await write(genesis, 2)
    await write(genesis, 3)
    await untilWoken(genesis)
    await takeIn(genesis, 3)
    await inStep(genesis)
    expect(woken).toEqual([doc])
    await write(genesis, 4)
    await untilWoken(genesis, genesis)
  })

  test('of which nothing was ever here is asked for, and wakes when somebody brings it', async () => {
    const [genesis] = documents(1)
    if (genesis === undefined) throw new Error('no document')
    park(genesis)
    await vi.waitFor(() => expect(reader.engine.availability(docIdOf(genesis))).toBe('unavailable'), waiting)
    expect(woken).toEqual([])
    await write(genesis, 1)
    await untilWoken(genesis)
    await takeIn(genesis, 1)
  })

  test('that the relay has and this device has not wakes at once', async () => {
    const [genesis] = documents(1)
    if (genesis === undefined) throw new Error('no document')
    await write(genesis, 1)
    park(genesis)
    await untilWoken(genesis)
    expect(reader.engine.isAcknowledged(docIdOf(genesis))).toBe(false)
  })

  test('is parked no more once it is tracked, or let go', async () => {
    const [one, two] = await readAndPark(2)
    if (one === undefined || two === undefined) throw new Error('no document')
    await reader.openAndTrack(one)
    reader.engine.untrack(docIdOf(two))
    expect([one, two].map(genesis => reader.engine.isParked(docIdOf(genesis)))).toEqual([false, false])
    expect(reader.engine.availability(docIdOf(two))).toBe('offline')
    for (const genesis of [one, two]) await write(genesis, 2)
    await has(await reader.open(one), 'a', 2)
    expect(woken).toEqual([])
  })

  test("of one's own that the relay has not acknowledged is never taken for in step", async () => {
    const own = numberedGenesis(bob, 7, 'journal')
    const replica = await reader.openAndTrack(own)
    await reader.set(replica, 'a', 1)
    await onRelay(reader, replica)
    reader.engine.untrack(replica.id)
    await reader.set(replica, 'a', 2)
    await reader.store.release(replica.id)
    park(own)
    await untilWoken(own)
    expect(reader.engine.isAcknowledged(replica.id)).toBe(false)
    await takeIn(own, 2)
    await inStep(own)
    expect(woken).toHaveLength(1)
  })
})

describe('coming back', () => {
  test('with nothing new costs one short question, and is acknowledged', async () => {
    const all = await readAndPark(20)
    await reconnect()
    await answered()
    expect(network.traffic().frames).toMatchObject({ resume: 1, resumed: 1 })
    expect([...network.traffic().synced]).toEqual([])
    // Three bytes each, on top of the handshake.
    expect(network.traffic().sentBytes).toBeLessThan(450)
    for (const genesis of all) await inStep(genesis)
    expect(woken).toEqual([])
  })

  test('fetches what changed in the meantime, and nothing else; an open document alike', async () => {
    const all = await readAndPark(10)
    const [open, parked] = [all[2], all[7]]
    if (open === undefined || parked === undefined) throw new Error('no document')
    const replica = await reader.openAndTrack(open)
    await onRelay(reader, replica)
    network.cut()
    for (const genesis of [open, parked]) await write(genesis, 2)
    network.forget()
    network.mend()
    await has(replica, 'a', 2)
    await untilWoken(parked)
    await takeIn(parked, 2)
    await inStep(parked)
    expect([...network.traffic().synced].toSorted()).toEqual([docIdOf(open), docIdOf(parked)].toSorted())
  })

  test('after a restart of the device asks about all of them by where they stand', async () => {
    const all = await readAndPark(10)
    await reconnect()
    await answered()
    await reader.close()
    network.forget()
    reader = await createSyncedDevice(bob, bob.first, reader.ports)
    for (const genesis of all) park(genesis)
    reader.connect(relay.wsUrl)
    for (const genesis of all) await inStep(genesis)
    expect(woken).toEqual([])
    expect([...network.traffic().synced]).toEqual([])
    expect(network.traffic().sentBytes).toBeLessThan(600)
    const [one] = all
    if (one === undefined) throw new Error('no document')
    await write(one, 2)
    await untilWoken(one)
  })

  test('to a relay that lost everything wakes every one, and brings it all again', async () => {
    const all = await readAndPark(3)
    await relay.relay.close()
    const url = new URL(relay.wsUrl)
    relay = await startRelayInProcess({ env: { PORT: url.port } })
    network.mend()
    await ready(reader)
    await untilWoken(...all)
    expect(all.some(genesis => reader.engine.isAcknowledged(docIdOf(genesis)))).toBe(false)
    await writer.close()
    for (const genesis of all) await takeIn(genesis, 1)
    const other = await start(bob, await addDevice(bob))
    other.engine.track(await other.open(alice.identity.genesis))
    for (const genesis of all) await has(await other.openAndTrack(genesis), 'a', 1)
    await other.close()
    writer = await start(alice, alice.first)
  })

  test('while edits go on loses none', async () => {
    const [genesis] = await readAndPark(1)
    if (genesis === undefined) throw new Error('no document')
    const replica = await writer.openAndTrack(genesis)
    let value = 1
    for (let round = 0; round < 10; round++) {
      network.cut()
      const edited = writer.set(replica, 'a', ++value)
      network.mend()
      await edited
      await writer.set(replica, 'a', ++value)
      await vi.waitFor(() => expect(woken).toHaveLength(round + 1), waiting)
      await takeIn(genesis, value)
      await inStep(genesis)
    }
  })
})

describe('a relay that lies', () => {
  /** Says of everything that it is the same, or that it is different. */
  const lying = (byte: () => number | null): Network => {
    const real = createNodeNetwork({ maxFrameBytes: limits.frameBytes })
    return {
      ...real,
      connect: (url, events) =>
        real.connect(url, {
          ...events,
          onFrame(bytes) {
            const frame = decodeFrame(bytes)
            const value = byte()
            if (value === null || !frame.ok || frame.value.type !== 'resumed') return events.onFrame(bytes)
            const { answer } = frame.value
            events.onFrame(
              encodeFrame({ type: 'resumed', answer: { ...answer, same: answer.same.map(() => value) } }),
            )
          },
        }),
    }
  }
  const withLies = async (): Promise<(value: number | null) => void> => {
    let lie: number | null = null
    await reader.close()
    network = createCountedNetwork(lying(() => lie))
    reader = await start(bob, bob.first, { ...reader.ports, network })
    reader.engine.track(await reader.open(alice.identity.genesis))
    // What is asked next is asked by itself.
    await answered()
    return value => void (lie = value)
  }

  test('and says "the same" withholds no more than one that keeps silent: the next news brings all', async () => {
    const [genesis] = await readAndPark(1)
    if (genesis === undefined) throw new Error('no document')
    const lie = await withLies()
    await write(genesis, 2)
    lie(1)
    park(genesis)
    await vi.waitFor(() => expect(reader.engine.isParked(docIdOf(genesis))).toBe(true), waiting)
    await answered()
    lie(null)
    await reconnect()
    await untilWoken(genesis)
    await takeIn(genesis, 2)
  })

  test('and says "the same" of one\'s own edits that it has not acknowledged is not asked', async () => {
    const lie = await withLies()
    const own = await reader.open(numberedGenesis(bob, 7, 'journal'))
    await reader.set(own, 'a', 1)
    await reader.store.release(own.id)
    lie(1)
    park(own.genesis)
    await untilWoken(own.genesis)
    expect(reader.engine.isAcknowledged(own.id)).toBe(false)
  })

  test('and says "another" makes for a sync, and nothing worse', async () => {
    const all = await readAndPark(3)
    const lie = await withLies()
    const replica = await reader.openAndTrack(numberedGenesis(alice, 1, 'journal'))
    lie(0)
    const others = all.toSpliced(1, 1)
    for (const genesis of others) park(genesis)
    await untilWoken(...others)
    await onRelay(reader, replica)
    expect(replica.doc()['a']).toBe(1)
    // Looked at a few times, and not again and again.
    const [one] = others
    if (one === undefined) throw new Error('no document')
    for (let round = 0; round < 6; round++) {
      network.forget()
      await takeIn(one, 1)
      await answered()
    }
    await untilWoken(...others, one, one)
    await write(one, 2)
    await untilWoken(...others, one, one, one)
  })

  test('and answers in bits that do not fit is not believed: everything is synced by itself', async () => {
    const [genesis] = await readAndPark(1)
    if (genesis === undefined) throw new Error('no document')
    const lie = await withLies()
    lie(0xff)
    park(genesis)
    await untilWoken(genesis)
    await takeIn(genesis, 1)
    expect(woken).toHaveLength(1)
  })
})
