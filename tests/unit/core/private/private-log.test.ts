import { beforeEach, describe, expect, test } from 'vitest'
import { createPrivateLog } from '../../../../src/core/private/private-log.ts'
import { privateGenesis } from '../../../../src/core/private/private-document.ts'
import type { PrivateLog } from '../../../../src/core/private/private-types.ts'
import type { Item } from '../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import {
  createPrivateWorld,
  type PrivateDevice,
  type PrivateWorld,
  secretOf,
  valueOf,
} from './private-world.ts'

const logOf = async (device: PrivateDevice): Promise<PrivateLog> =>
  valueOf(await createPrivateLog(device.depsFor('keychain')))
const done = { ok: true, value: null }
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)
const ascending = (a: number, b: number) => a - b

/** All that a listener is given, as it is given. */
const listenTo = (log: PrivateLog) => {
  const given: Item[] = []
  const stop = log.onValues(values => given.push(...values))
  return { given, stop, numbers: () => given.map(Number).toSorted(ascending) }
}
const segmentsOf = ({ store }: PrivateDevice) =>
  store.opened().filter(({ genesis }) => genesis.kind === 'private')

describe('a private log', () => {
  let world: PrivateWorld
  let phone: PrivateDevice
  let laptop: PrivateDevice
  beforeEach(async () => {
    world = await createPrivateWorld()
    ;[phone, laptop] = world.devices
  })

  test('gives every value once, in order, from the first and as it comes', async () => {
    const log = await logOf(phone)
    const early = listenTo(log)
    expect(await log.append([0, 1])).toEqual(done)
    expect(await log.append([])).toEqual(done)
    expect(await log.append([2])).toEqual(done)
    const late = listenTo(log)
    log.refresh()
    expect(early.given).toEqual([0, 1, 2])
    expect(late.given).toEqual([0, 1, 2])
    early.stop()
    await log.append([3])
    expect(early.given).toEqual([0, 1, 2])
    expect(late.given).toEqual([0, 1, 2, 3])
  })

  test('goes on in the next segment when one is full, and is whole after a restart', async () => {
    const log = await logOf(phone)
    const count = 2 * limits.segmentEntries + 5
    await log.append(numbers(0, limits.segmentEntries - 1))
    expect(segmentsOf(phone).length).toBe(1)
    expect(await log.append(numbers(limits.segmentEntries - 1, count - limits.segmentEntries + 1))).toEqual(
      done,
    )
    expect(segmentsOf(phone).map(({ doc }) => Object.keys(doc()).length - 1)).toEqual([
      limits.segmentEntries,
      limits.segmentEntries,
      5,
    ])
    expect(listenTo(log).given).toEqual(numbers(0, count))
    const again = await world.reopen()
    expect(listenTo(await logOf(again)).given).toEqual(numbers(0, count))
    expect(segmentsOf(again).length).toBe(3)
  })

  test('follows the other device from segment to segment', async () => {
    const there = listenTo(await logOf(laptop))
    const count = 2 * limits.segmentEntries + 1
    await (await logOf(phone)).append(numbers(0, count))
    await world.settle()
    expect(there.numbers()).toEqual(numbers(0, count))
    expect(segmentsOf(laptop).map(({ genesis }) => genesis)).toEqual(
      [0, 1, 2].map(segment => privateGenesis(world.account.account, 'keychain', segment)),
    )
  })

  test('merges what two devices added apart, and loses nothing where both filled a segment', async () => {
    const here = await logOf(phone)
    const there = await logOf(laptop)
    const [onPhone, onLaptop] = [listenTo(here), listenTo(there)]
    const half = limits.segmentEntries - 10
    await here.append(numbers(0, half))
    await there.append(numbers(half, half))
    await world.settle()
    await Promise.all([here.append([2 * half]), there.append([2 * half + 1])])
    await world.settle()
    expect(onPhone.numbers()).toEqual(numbers(0, 2 * half + 2))
    expect(onLaptop.numbers()).toEqual(numbers(0, 2 * half + 2))
    expect(segmentsOf(phone).length).toBe(2)
  })

  test('gives what could not be opened once its secret is held', async () => {
    const here = await logOf(phone)
    const there = await logOf(laptop)
    const onLaptop = listenTo(there)
    await here.append(['old'])
    phone.secrets.push(secretOf(2))
    await here.append(['new', 'newer'])
    await world.settle()
    expect(onLaptop.given).toEqual(['old'])
    there.refresh()
    expect(onLaptop.given).toEqual(['old'])
    laptop.secrets.push(secretOf(2))
    there.refresh()
    there.refresh()
    expect(onLaptop.given).toEqual(['old', 'new', 'newer'])
  })

  test('splits what is too much for one edit, and says when even one value is', async () => {
    const log = await logOf(phone)
    const large = numbers(0, 5).map(index => `${index}`.repeat(60_000))
    expect(await log.append(large)).toEqual(done)
    expect(listenTo(log).given).toEqual(large)
    expect(await log.append(['x'.repeat(300_000)])).toEqual({
      ok: false,
      error: { type: 'change-too-large' },
    })
  })

  test('keeps what was written before the disk was full, and goes on afterwards', async () => {
    const log = await logOf(phone)
    await log.append([0])
    phone.documents.failWith('full')
    expect(await log.append([1])).toEqual({ ok: false, error: { type: 'storage-full' } })
    phone.documents.failWith(null)
    expect(await log.append([2])).toEqual(done)
    expect(listenTo(log).given).toEqual([0, 2])
    phone.revoke()
    expect(await log.append([3])).toEqual({ ok: false, error: { type: 'read-only' } })
  })
})
