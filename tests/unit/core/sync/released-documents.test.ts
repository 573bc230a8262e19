import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Replica } from '../../../../src/core/documents/index.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { type RelayInProcess, startRelayInProcess } from '../../../support/relay-in-process.ts'
import { addDevice, createAccount, type TestAccount } from '../../../support/sealed-doc.ts'
import { createSyncedDevice, numberedGenesis, type SyncedDevice } from './synced-device.ts'

const waiting = { timeout: 5_000, interval: 5 }

describe('a document that was let go', () => {
  let account: TestAccount
  let relay: RelayInProcess
  let phone: SyncedDevice
  let laptop: SyncedDevice
  beforeEach(async () => {
    await loadAutomerge()
    account = await createAccount()
    const second = await addDevice(account)
    relay = await startRelayInProcess()
    phone = await createSyncedDevice(account, account.first)
    laptop = await createSyncedDevice(account, second)
    for (const device of [phone, laptop]) device.connect(relay.wsUrl)
    await vi.waitFor(
      () => expect([phone, laptop].map(({ engine }) => engine.status().line)).toEqual(['ready', 'ready']),
      waiting,
    )
  })
  afterEach(async () => {
    for (const device of [phone, laptop]) await device.close()
    await relay.relay.close()
  })

  const letGo = async ({ engine, store }: SyncedDevice, { id }: Replica): Promise<void> => {
    engine.untrack(id)
    await store.release(id)
  }
  const onRelay = ({ engine }: SyncedDevice, { id }: Replica) =>
    vi.waitFor(() => expect(engine.isAcknowledged(id)).toBe(true), waiting)
  const has = (replica: Replica, field: string, value: number) =>
    vi.waitFor(() => expect(replica.doc()[field]).toBe(value), waiting)

  test('is still on disk and opens as it was; the old replica has nothing', async () => {
    const replica = await phone.openAndTrack(numberedGenesis(account, 1))
    await phone.set(replica, 'a', 1)
    await onRelay(phone, replica)
    await letGo(phone, replica)
    expect(phone.store.replica(replica.id)).toBeNull()
    expect(replica.heads()).toEqual([])
    expect(await replica.edit(phone.sealer, draft => (draft['a'] = 2))).toMatchObject({ ok: false })
    expect(phone.engine.status().own.map(one => one.replica.id)).not.toContain(replica.id)
    const again = await phone.openAndTrack(replica.genesis)
    expect(again).not.toBe(replica)
    expect(again.doc()['a']).toBe(1)
    expect(phone.engine.isAcknowledged(again.id)).toBe(true)
  })

  test('catches up on the same line with what was written meanwhile', async () => {
    const here = await phone.openAndTrack(numberedGenesis(account, 1))
    await phone.set(here, 'a', 1)
    const there = await laptop.openAndTrack(here.genesis)
    await has(there, 'a', 1)
    await letGo(laptop, there)
    for (const value of [2, 3]) {
      await phone.set(here, 'a', value)
      await onRelay(phone, here)
    }
    const again = await laptop.openAndTrack(here.genesis)
    await has(again, 'a', 3)
    await laptop.set(again, 'b', 4)
    await has(here, 'b', 4)
    expect(here.doc()).toEqual(again.doc())
  })

  test('arrives on the same line although it was let go before anybody had brought it', async () => {
    const there = await laptop.openAndTrack(numberedGenesis(account, 1))
    await vi.waitFor(() => expect(laptop.engine.availability(there.id)).toBe('unavailable'), waiting)
    await letGo(laptop, there)
    const here = await phone.openAndTrack(numberedGenesis(account, 1))
    await phone.set(here, 'a', 1)
    await onRelay(phone, here)
    await has(await laptop.openAndTrack(here.genesis), 'a', 1)
  })

  test('leaves no listener behind, however often it is opened and let go', async () => {
    const genesis = numberedGenesis(account, 1)
    const before = phone.store.opened().length
    for (let round = 0; round < 20; round++) {
      const { replica, listeners } = listenersOf(await phone.open(genesis))
      phone.engine.track(replica)
      expect(listeners()).toBe(1)
      await letGo(phone, replica)
      expect(listeners()).toBe(0)
    }
    expect(phone.store.opened().length).toBe(before)
  })

  test('is off the disk and held no more once it is forgotten', async () => {
    const replica = await phone.openAndTrack(numberedGenesis(account, 1, 'letter'))
    const other = await phone.openAndTrack(numberedGenesis(account, 2, 'letter'))
    for (const one of [replica, other]) await phone.set(one, 'a', 1)
    phone.engine.untrack(replica.id)
    expect(await phone.store.forget(replica.genesis)).toEqual({ ok: true, value: null })
    expect(await phone.store.held()).toEqual([account.identity.genesis, other.genesis])
    expect(await phone.ports.documents.load(replica.id)).toEqual({ ok: true, value: [] })
    expect((await phone.open(replica.genesis)).heads()).toEqual([])
    expect(await phone.store.forget(numberedGenesis(account, 9))).toEqual({ ok: true, value: null })
  })

  test('is never an identity, on which others rest', async () => {
    const identity = await phone.open(account.identity.genesis)
    await phone.store.release(identity.id)
    expect(phone.store.replica(identity.id)).toBe(identity)
    expect(identity.heads().length).toBeGreaterThan(0)
  })

  test('words go to the other device while the line is up, and are refused when it is down', async () => {
    const here = await phone.openAndTrack(numberedGenesis(account, 1))
    await phone.set(here, 'a', 1)
    await has(await laptop.openAndTrack(here.genesis), 'a', 1)
    const heard: unknown[] = []
    const stop = laptop.engine.onSaid(word => heard.push(word))
    const word = { type: 'passing', doc: here.id, sealed: Uint8Array.of(1, 2) } as const
    expect(phone.engine.say(word)).toBe(true)
    await vi.waitFor(() => expect(heard).toEqual([word]), waiting)
    stop()
    expect(phone.engine.say(word)).toBe(true)
    await phone.set(here, 'a', 2)
    await has(await laptop.open(here.genesis), 'a', 2)
    expect(heard).toEqual([word])
    phone.engine.disconnect()
    expect(phone.engine.say(word)).toBe(false)
  })

  test('of many documents, only the one that changed is asked what it has', async () => {
    let asked = 0
    const replicas = await Promise.all(
      Array.from({ length: 200 }, async (_, number) => {
        const replica = await phone.open(numberedGenesis(account, number))
        await phone.set(replica, 'a', 0)
        return { ...replica, heads: () => (asked++, replica.heads()) }
      }),
    )
    for (const replica of replicas) phone.engine.track(replica)
    const [one] = replicas
    if (one === undefined) throw new Error('no replica')
    for (const replica of replicas) await onRelay(phone, replica)
    expect(phone.engine.status().own.every(({ acknowledged }) => acknowledged)).toBe(true)
    asked = 0
    await phone.set(one, 'a', 1)
    expect(
      phone.engine
        .status()
        .own.filter(({ acknowledged }) => !acknowledged)
        .map(({ replica }) => replica.id),
    ).toEqual([one.id])
    await onRelay(phone, one)
    expect(phone.engine.status().own.length).toBe(replicas.length + 1)
    expect(asked).toBeLessThan(60)
  })
})

/** The replica with a count of who listens to it. */
const listenersOf = (replica: Replica) => {
  const listening = new Set<object>()
  const onChange: Replica['onChange'] = listener => {
    const token = {}
    const stop = replica.onChange(listener)
    listening.add(token)
    return () => {
      listening.delete(token)
      stop()
    }
  }
  return { replica: { ...replica, onChange }, listeners: () => listening.size }
}
