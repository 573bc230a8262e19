import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import { startRelayInProcess } from '../../../support/relay-in-process.ts'
import { addDevice } from '../../../support/sealed-doc.ts'
import { createParkedWorld, has, onRelay, type ParkedWorld, ready, waiting } from './parked-world.ts'
import { createSyncedDevice, numberedGenesis } from './synced-device.ts'

let world: ParkedWorld
beforeEach(async () => {
  world = await createParkedWorld()
})
afterEach(() => world.close())

describe('a parked document', () => {
  test('is in step without being open, and wakes whoever parked it when it changes, once', async () => {
    const { woken, write, inStep, untilWoken, takeIn, readAndPark } = world
    const [genesis] = await readAndPark(2)
    if (genesis === undefined) throw new Error('no document')
    const doc = docIdOf(genesis)
    expect(world.reader.store.replica(doc)).toBeNull()
    expect([world.reader.engine.isParked(doc), world.reader.engine.availability(doc)]).toEqual([
      true,
      'arrived',
    ])
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
    const { woken, write, documents, park, untilWoken, takeIn } = world
    const [genesis] = documents(1)
    if (genesis === undefined) throw new Error('no document')
    park(genesis)
    await vi.waitFor(
      () => expect(world.reader.engine.availability(docIdOf(genesis))).toBe('unavailable'),
      waiting,
    )
    expect(woken).toEqual([])
    await write(genesis, 1)
    await untilWoken(genesis)
    await takeIn(genesis, 1)
  })

  test('that the relay has and this device has not wakes at once', async () => {
    const { write, documents, park, untilWoken } = world
    const [genesis] = documents(1)
    if (genesis === undefined) throw new Error('no document')
    await write(genesis, 1)
    park(genesis)
    await untilWoken(genesis)
    expect(world.reader.engine.isAcknowledged(docIdOf(genesis))).toBe(false)
  })

  test('is parked no more once it is tracked, or let go', async () => {
    const { woken, write, readAndPark } = world
    const [one, two] = await readAndPark(2)
    if (one === undefined || two === undefined) throw new Error('no document')
    await world.reader.openAndTrack(one)
    world.reader.engine.untrack(docIdOf(two))
    expect([one, two].map(genesis => world.reader.engine.isParked(docIdOf(genesis)))).toEqual([false, false])
    expect(world.reader.engine.availability(docIdOf(two))).toBe('offline')
    for (const genesis of [one, two]) await write(genesis, 2)
    await has(await world.reader.open(one), 'a', 2)
    expect(woken).toEqual([])
  })

  test("of one's own that the relay has not acknowledged is never taken for in step", async () => {
    const { bob, woken, park, inStep, untilWoken, takeIn } = world
    const own = numberedGenesis(bob, 7, 'journal')
    const replica = await world.reader.openAndTrack(own)
    await world.reader.set(replica, 'a', 1)
    await onRelay(world.reader, replica)
    world.reader.engine.untrack(replica.id)
    await world.reader.set(replica, 'a', 2)
    await world.reader.store.release(replica.id)
    park(own)
    await untilWoken(own)
    expect(world.reader.engine.isAcknowledged(replica.id)).toBe(false)
    await takeIn(own, 2)
    await inStep(own)
    expect(woken).toHaveLength(1)
  })
})

describe('coming back', () => {
  test('with nothing new costs one short question, and is acknowledged', async () => {
    const { woken, inStep, readAndPark, reconnect, answered } = world
    const all = await readAndPark(20)
    await reconnect()
    await answered()
    expect(world.network.traffic().frames).toMatchObject({ resume: 1, resumed: 1 })
    expect([...world.network.traffic().synced]).toEqual([])
    // Three bytes each, on top of the handshake.
    expect(world.network.traffic().sentBytes).toBeLessThan(450)
    for (const genesis of all) await inStep(genesis)
    expect(woken).toEqual([])
  })

  test('fetches what changed in the meantime, and nothing else; an open document alike', async () => {
    const { write, inStep, untilWoken, takeIn, readAndPark } = world
    const all = await readAndPark(10)
    const [open, parked] = [all[2], all[7]]
    if (open === undefined || parked === undefined) throw new Error('no document')
    const replica = await world.reader.openAndTrack(open)
    await onRelay(world.reader, replica)
    world.network.cut()
    for (const genesis of [open, parked]) await write(genesis, 2)
    world.network.forget()
    world.network.mend()
    await has(replica, 'a', 2)
    await untilWoken(parked)
    await takeIn(parked, 2)
    await inStep(parked)
    expect([...world.network.traffic().synced].toSorted()).toEqual(
      [docIdOf(open), docIdOf(parked)].toSorted(),
    )
  })

  test('after a restart of the device asks about all of them by where they stand', async () => {
    const { bob, woken, write, park, inStep, untilWoken, readAndPark, reconnect, answered } = world
    const all = await readAndPark(10)
    await reconnect()
    await answered()
    await world.reader.close()
    world.network.forget()
    world.reader = await createSyncedDevice(bob, bob.first, world.reader.ports)
    for (const genesis of all) park(genesis)
    world.reader.connect(world.relay.wsUrl)
    for (const genesis of all) await inStep(genesis)
    expect(woken).toEqual([])
    expect([...world.network.traffic().synced]).toEqual([])
    expect(world.network.traffic().sentBytes).toBeLessThan(600)
    const [one] = all
    if (one === undefined) throw new Error('no document')
    await write(one, 2)
    await untilWoken(one)
  })

  test('to a relay that lost everything wakes every one, and brings it all again', async () => {
    const { alice, bob, start, untilWoken, takeIn, readAndPark } = world
    const all = await readAndPark(3)
    await world.relay.relay.close()
    const url = new URL(world.relay.wsUrl)
    world.relay = await startRelayInProcess({ env: { PORT: url.port } })
    world.network.mend()
    await ready(world.reader)
    await untilWoken(...all)
    expect(all.some(genesis => world.reader.engine.isAcknowledged(docIdOf(genesis)))).toBe(false)
    await world.writer.close()
    for (const genesis of all) await takeIn(genesis, 1)
    const other = await start(bob, await addDevice(bob))
    other.engine.track(await other.open(alice.identity.genesis))
    for (const genesis of all) await has(await other.openAndTrack(genesis), 'a', 1)
    await other.close()
    world.writer = await start(alice, alice.first)
  })

  test('while edits go on loses none', async () => {
    const { woken, inStep, takeIn, readAndPark } = world
    const [genesis] = await readAndPark(1)
    if (genesis === undefined) throw new Error('no document')
    const replica = await world.writer.openAndTrack(genesis)
    let value = 1
    for (let round = 0; round < 10; round++) {
      world.network.cut()
      const edited = world.writer.set(replica, 'a', ++value)
      world.network.mend()
      await edited
      await world.writer.set(replica, 'a', ++value)
      await vi.waitFor(() => expect(woken).toHaveLength(round + 1), waiting)
      await takeIn(genesis, value)
      await inStep(genesis)
    }
  })
})
