import { beforeEach, describe, expect, test } from 'vitest'
import { createPrivateMap } from '../../../../src/core/private/private-map.ts'
import type { PrivateMap } from '../../../../src/core/private/private-types.ts'
import {
  createPrivateWorld,
  type PrivateDevice,
  type PrivateWorld,
  secretOf,
  valueOf,
} from './private-world.ts'

const mapOf = async (device: PrivateDevice): Promise<PrivateMap> =>
  valueOf(await createPrivateMap(device.depsFor('people')))
const done = { ok: true, value: null }

describe('a private map', () => {
  let world: PrivateWorld
  let phone: PrivateDevice
  let laptop: PrivateDevice
  let here: PrivateMap
  let there: PrivateMap
  beforeEach(async () => {
    world = await createPrivateWorld()
    ;[phone, laptop] = world.devices
    here = await mapOf(phone)
    there = await mapOf(laptop)
  })

  test('is empty at first, and writing nothing makes nothing', async () => {
    expect(here.entries().size).toBe(0)
    expect(here.rivals('a')).toEqual([])
    expect(await here.write([])).toEqual(done)
    expect(await here.write([['a', null]])).toEqual(done)
    expect(here.entries().size).toBe(0)
  })

  test('holds what was written, on the other device and after a restart too', async () => {
    const value = ['Ana', new Uint8Array([1, 2]), [true, null, 7]]
    expect(
      await here.write([
        ['a', value],
        ['b', 'kept'],
        ['c', 'gone'],
      ]),
    ).toEqual(done)
    expect(
      await here.write([
        ['c', null],
        ['b', 'changed'],
      ]),
    ).toEqual(done)
    const expected = new Map<string, unknown>([
      ['a', value],
      ['b', 'changed'],
    ])
    expect(here.entries()).toEqual(expected)
    await world.settle()
    expect(there.entries()).toEqual(expected)
    expect((await mapOf(await world.reopen())).entries()).toEqual(expected)
  })

  test('merges what two devices wrote apart, and names every rival', async () => {
    await here.write([['a', 'before']])
    await world.settle()
    await here.write([
      ['a', 'phone'],
      ['p', 1],
    ])
    await there.write([
      ['a', 'laptop'],
      ['l', 2],
    ])
    await world.settle()
    expect(here.entries()).toEqual(there.entries())
    expect([...here.entries().keys()].toSorted()).toEqual(['a', 'l', 'p'])
    expect(new Set(here.rivals('a'))).toEqual(new Set(['laptop', 'phone']))
    expect(here.rivals('a').length).toBe(2)
    await there.write([['a', 'settled']])
    await world.settle()
    expect(here.rivals('a')).toEqual(['settled'])
  })

  test('gives the same entries until something changes, and says when it does', async () => {
    await here.write([['a', 1]])
    await world.settle()
    const before = there.entries()
    expect(there.entries()).toBe(before)
    let changes = 0
    const stop = there.onChange(() => changes++)
    await here.write([['b', 2]])
    await world.settle()
    expect(changes).toBeGreaterThan(0)
    expect(there.entries()).not.toBe(before)
    stop()
    const heard = changes
    await here.write([['c', 3]])
    await world.settle()
    expect(changes).toBe(heard)
  })

  test('shows what a newer secret sealed once that is held', async () => {
    await here.write([['a', 'old']])
    phone.secrets.push(secretOf(2))
    await here.write([['b', 'new']])
    await world.settle()
    expect([...there.entries()]).toEqual([['a', 'old']])
    laptop.secrets.push(secretOf(2))
    expect(there.entries()).toEqual(
      new Map([
        ['a', 'old'],
        ['b', 'new'],
      ]),
    )
  })

  test('does not say to whoever carries it what stands in it', async () => {
    await here.write([['a', 'Ana of the harbour']])
    const [replica] = phone.store.opened().filter(({ genesis }) => genesis.kind === 'private')
    const chunks = valueOf(await phone.documents.load(replica?.id ?? ''))
    expect(chunks.length).toBeGreaterThan(0)
    for (const chunk of chunks) expect(Buffer.from(chunk).includes('harbour')).toBe(false)
  })

  test('cannot be written by a device that may not, without a secret, or on a full disk', async () => {
    phone.documents.failWith('full')
    expect(await here.write([['a', 1]])).toEqual({ ok: false, error: { type: 'storage-full' } })
    phone.documents.failWith(null)
    expect(
      await here.write([
        ['a', 'x'.repeat(200_000)],
        ['b', 'x'.repeat(200_000)],
      ]),
    ).toEqual({ ok: false, error: { type: 'change-too-large' } })
    const secrets = phone.secrets.splice(0)
    expect(await here.write([['a', 1]])).toEqual({ ok: false, error: { type: 'read-only' } })
    phone.secrets.push(...secrets)
    phone.revoke()
    expect(await here.write([['a', 1]])).toEqual({ ok: false, error: { type: 'read-only' } })
    expect(here.entries().size).toBe(0)
  })
})
