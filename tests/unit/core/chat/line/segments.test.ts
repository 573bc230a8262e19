import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import { feedGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import { docIdOf } from '../../../../../src/core/documents/index.ts'
import { createMemoryStore } from '../../../../../sync-server/stores/memory-store.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type LineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit, type Talker } from './talker.ts'

beforeAll(loadAutomerge)
// Thousands of messages, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let world: LineWorld
let alice: Person & { readonly first: LineDevice }
let bob: Person & { readonly first: LineDevice }
beforeEach(async () => {
  world = await createLineWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
})
afterEach(() => world.close())

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`)

/** In edits of a size that people never write, so that it is quick. */
const sayMany = async (talker: Talker, texts: readonly string[]): Promise<void> => {
  for (let from = 0; from < texts.length; from += 50) await talker.say(...texts.slice(from, from + 50))
}

const openOf = (device: LineDevice, person: Person, conversation: string): number =>
  device.lines
    .segmentDocs(conversation)
    .filter(({ owner }) => bytesToHex(owner) === bytesToHex(person.account)).length

describe('a long conversation', () => {
  test('goes on in new segments, of which the newest two stay open', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    const said = numbered('message', 3 * limits.segmentEntries)
    await sayMany(one, said)
    await other.untilTexts(...said)
    for (const device of [alice.first, bob.first])
      await until(() => openOf(device, alice, seating.conversation) === 2)
    expect(other.line.status()).toEqual({ missing: 0, fetching: null })
    const oldest = docIdOf(feedGenesis(seating.room, alice.account, 0))
    expect(alice.first.store.replica(oldest)).toBeNull()
    expect(bob.first.store.replica(oldest)).toBeNull()
    await one.say('and on')
    await until(() => other.shown.size === said.length + 1)
  })

  test('is fetched by a new device, the newest first, until it has all of it', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    const said = numbered('message', 4 * limits.segmentEntries)
    await sayMany(one, said)
    await until(() => other.shown.size === said.length)
    const phone = await bob.addDevice('Bob 2')
    await until(() => [...phone.deps.talk.entries().keys()].includes(`s:${seating.conversation}`))
    const third = await sit(phone, seating)
    await until(() => third.line.status().fetching !== null)
    await third.untilTexts(...said)
    expect(third.reasons()).toEqual([])
    await until(() => third.line.status().fetching === null)
    expect(third.line.status().missing).toBe(0)
    const arrived = third.news.flatMap(item => (item.kind === 'arrived' ? item.arrivals : []))
    expect(arrived).toHaveLength(said.length)
    const order = arrived.flatMap(({ content }) =>
      content.ok && content.plain.body.type === 'text' ? [said.indexOf(content.plain.body.text)] : [],
    )
    expect(order[0]).toBeGreaterThan(2 * limits.segmentEntries)
    await until(() => openOf(phone, alice, seating.conversation) === 2)
  })

  test('is not fetched again after a restart', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const other = await sit(bob.first, seating)
    const said = numbered('message', 3 * limits.segmentEntries)
    await sayMany(one, said)
    await until(
      () => other.shown.size === said.length && openOf(bob.first, alice, seating.conversation) === 2,
    )
    const again = await sit(await bob.first.restart(), seating)
    await until(() => again.device.engine.status().line === 'ready')
    await one.say('one more')
    await again.untilTexts('one more')
    expect(again.line.status()).toEqual({ missing: 0, fetching: null })
    expect(openOf(again.device, alice, seating.conversation)).toBe(2)
  })
})

describe('a device that wrote offline while another of its account went on', () => {
  test('is read by those who had closed that segment already', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const phone = await alice.addDevice('Alice 2')
    const one = await sit(alice.first, seating)
    const late = await sit(phone, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await late.untilTexts('hello')
    phone.network.cut()
    await late.say('written offline')
    const said = numbered('message', 3 * limits.segmentEntries)
    await sayMany(one, said)
    await until(
      () => other.shown.size === said.length + 1 && openOf(bob.first, alice, seating.conversation) === 2,
    )
    phone.network.mend()
    phone.engine.retry()
    await until(() => other.texts().includes('written offline'))
    await until(() => one.texts().includes('written offline'))
    await until(() => late.texts().length === said.length + 2)
    expect(other.reasons()).toEqual([])
    expect(other.line.status().missing).toBe(0)
  })

  test('is read also when its program ended in between, and its numbers leave nothing out', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const phone = await alice.addDevice('Alice 2')
    const one = await sit(alice.first, seating)
    const late = await sit(phone, seating)
    const other = await sit(bob.first, seating)
    await one.say('hello')
    await late.untilTexts('hello')
    phone.network.cut()
    await late.say('written offline')
    const said = numbered('message', 3 * limits.segmentEntries)
    await sayMany(one, said)
    await until(
      () => other.shown.size === said.length + 1 && openOf(bob.first, alice, seating.conversation) === 2,
    )
    await sit(await phone.restart(), seating)
    await other.untilTexts('hello', 'written offline', ...said)
    expect(other.reasons()).toEqual([])
  })
})

describe('a relay that lost what it held', () => {
  test('is given the closed segments again by whom they belong to', async () => {
    const seating = seatingOf(newRoom(), [alice.account, bob.account])
    const one = await sit(alice.first, seating)
    const said = numbered('message', 5 * limits.segmentEntries)
    await sayMany(one, said)
    await until(
      () => one.onRelay.size === said.length && openOf(alice.first, alice, seating.conversation) === 2,
    )
    const empty = await createLineWorld({ store: createMemoryStore() })
    const moved = await sit(await alice.first.restart(empty.relay.wsUrl), seating)
    const reader = await bob.first.restart(empty.relay.wsUrl)
    await reader.rowStorage.clear()
    const other = await sit(reader, seating)
    await other.untilTexts(...said)
    expect(other.reasons()).toEqual([])
    await until(() => openOf(moved.device, alice, seating.conversation) === 2)
    await moved.device.close()
    await reader.close()
    await empty.close()
  })
})
