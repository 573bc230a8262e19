import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import type { Network } from '../../../../src/core/ports.ts'
import { createNodeNetwork } from '../../../../src/platform/node/network.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import { decodeFrame, encodeFrame } from '../../../../src/protocol/relay/frames.ts'
import { createCountedNetwork } from '../../../support/counted-network.ts'
import { createParkedWorld, onRelay, type ParkedWorld, waiting } from './parked-world.ts'
import { numberedGenesis } from './synced-device.ts'

let world: ParkedWorld
beforeEach(async () => {
  world = await createParkedWorld()
})
afterEach(() => world.close())

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
    const { alice, bob, start, answered } = world
    let lie: number | null = null
    await world.reader.close()
    world.network = createCountedNetwork(lying(() => lie))
    world.reader = await start(bob, bob.first, { ...world.reader.ports, network: world.network })
    world.reader.engine.track(await world.reader.open(alice.identity.genesis))
    // What is asked next is asked by itself.
    await answered()
    return value => void (lie = value)
  }

  test('and says "the same" withholds no more than one that keeps silent: the next news brings all', async () => {
    const { write, park, untilWoken, takeIn, readAndPark, reconnect, answered } = world
    const [genesis] = await readAndPark(1)
    if (genesis === undefined) throw new Error('no document')
    const lie = await withLies()
    await write(genesis, 2)
    lie(1)
    park(genesis)
    await vi.waitFor(() => expect(world.reader.engine.isParked(docIdOf(genesis))).toBe(true), waiting)
    await answered()
    lie(null)
    await reconnect()
    await untilWoken(genesis)
    await takeIn(genesis, 2)
  })

  test('and says "the same" of one\'s own edits that it has not acknowledged is not asked', async () => {
    const { bob, park, untilWoken } = world
    const lie = await withLies()
    const own = await world.reader.open(numberedGenesis(bob, 7, 'journal'))
    await world.reader.set(own, 'a', 1)
    await world.reader.store.release(own.id)
    lie(1)
    park(own.genesis)
    await untilWoken(own.genesis)
    expect(world.reader.engine.isAcknowledged(own.id)).toBe(false)
  })

  test('and says "another" makes for a sync, and nothing worse', async () => {
    const { alice, write, park, untilWoken, takeIn, readAndPark, answered } = world
    const all = await readAndPark(3)
    const lie = await withLies()
    const replica = await world.reader.openAndTrack(numberedGenesis(alice, 1, 'journal'))
    lie(0)
    const others = all.toSpliced(1, 1)
    for (const genesis of others) park(genesis)
    await untilWoken(...others)
    await onRelay(world.reader, replica)
    expect(replica.doc()['a']).toBe(1)
    // Looked at a few times, and not again and again.
    const [one] = others
    if (one === undefined) throw new Error('no document')
    for (let round = 0; round < 6; round++) {
      world.network.forget()
      await takeIn(one, 1)
      await answered()
    }
    await untilWoken(...others, one, one)
    await write(one, 2)
    await untilWoken(...others, one, one, one)
  })

  test('and answers in bits that do not fit is not believed: everything is synced by itself', async () => {
    const { woken, park, untilWoken, takeIn, readAndPark } = world
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
