/** Many devices, seldom all online, and people who come and go: whole cores, real sockets, a real relay. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConversationId, MessageRow, ThreadItem } from '../../src/core/api.ts'
import { unsafeSeededRandom } from '../../src/platform/memory/seeded-random.ts'
import {
  connect,
  createPerson,
  onAnotherDevice,
  type Person,
  say,
  untilConversation,
  untilThread,
} from '../support/people.ts'
import { type RelayInProcess, startRelayInProcess } from '../support/relay-in-process.ts'

let relay: RelayInProcess
beforeEach(async () => {
  relay = await startRelayInProcess()
})
afterEach(() => relay.relay.close())

const windowSize = 300

/** The whole conversation, window by window from its newest end. */
const readAll = async (person: Person, conversation: ConversationId): Promise<readonly MessageRow[]> => {
  let items: ThreadItem[] = []
  let thread = await untilThread(person, conversation, () => true)
  items = [...thread.items]
  while (thread.hasOlder) {
    const key = items[0]?.key ?? ''
    const place = { kind: 'at', key } as const
    thread = await person.device.until(
      { type: 'thread', conversation, place, older: windowSize, newer: 0 },
      () => true,
    )
    const known = new Set(items.map(item => item.key))
    items = [...thread.items.filter(item => !known.has(item.key)), ...items]
  }
  return items.flatMap(item => (item.kind === 'message' ? [item.message] : []))
}

/** As it is once nothing is on its way any more. */
const untilHolds = async (
  person: Person,
  conversation: ConversationId,
  count: number,
  timeoutMs: number,
): Promise<readonly MessageRow[]> => {
  const endMs = Date.now() + timeoutMs
  for (;;) {
    const all = await readAll(person, conversation)
    if (all.length >= count || Date.now() > endMs) return all
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

const textOf = ({ body }: MessageRow): string => (body.kind === 'text' ? body.text : `(${body.kind})`)

interface Chance {
  /** From 0 to below `below`. */
  number(below: number): number
}

const createChance = (seed: number): Chance => {
  const random = unsafeSeededRandom(seed)
  return {
    number(below) {
      const [high = 0, low = 0] = random.bytes(2)
      return ((high << 8) | low) % below
    },
  }
}

/** Everybody writes now and then; one device in three is offline. */
const talkAtRandom = async (
  devices: readonly Person[],
  conversation: ConversationId,
  count: number,
  chance: Chance,
): Promise<readonly string[]> => {
  const said: string[] = []
  while (said.length < count) {
    for (const { device } of devices) {
      if (chance.number(3) === 0) device.network.cut()
      else device.network.mend()
    }
    const writers = devices.filter(() => chance.number(2) === 0)
    const bursts = writers.map(writer => ({ writer, texts: burst(said, 1 + chance.number(30), count) }))
    await Promise.all(bursts.map(({ writer, texts }) => sayInTurn(writer, conversation, texts)))
  }
  for (const { device } of devices) device.network.mend()
  return said
}

const burst = (said: string[], wanted: number, count: number): readonly string[] => {
  const texts = Array.from(
    { length: Math.min(wanted, count - said.length) },
    (_, index) => `message ${said.length + index}`,
  )
  said.push(...texts)
  return texts
}

const sayInTurn = async (
  person: Person,
  conversation: ConversationId,
  texts: readonly string[],
): Promise<void> => {
  for (const text of texts) await say(person, conversation, text)
}

/** One person, on as many devices. */
const onDevices = async (person: Person, count: number): Promise<readonly Person[]> => {
  const devices = [person]
  while (devices.length < count)
    devices.push(await onAnotherDevice(person, relay.wsUrl, `${person.name} ${devices.length + 1}`))
  return devices
}

const messages = 5_000
const minutes = 60_000

describe('two people with three devices each', () => {
  test(
    'all end with the same conversation of five thousand messages: nothing twice, nothing missing',
    async () => {
      const [alice, bob] = [await createPerson('Alice', relay.wsUrl), await createPerson('Bob', relay.wsUrl)]
      const conversation = await connect(alice, bob)
      const devices = [...(await onDevices(alice, 3)), ...(await onDevices(bob, 3))]
      for (const device of devices)
        await untilConversation(device, conversation, row => row.cannotWrite === null)
      const said = await talkAtRandom(devices, conversation, messages, createChance(11))
      const first = await untilHolds(alice, conversation, said.length, 5 * minutes)
      const expected = said.toSorted()
      expect(first.map(textOf).toSorted()).toEqual(expected)
      for (const device of devices.slice(1)) {
        const all = await untilHolds(device, conversation, said.length, 5 * minutes)
        expect(all.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
        expect(all.map(textOf)).toEqual(first.map(textOf))
      }
      const thread = await untilThread(bob, conversation, row => row.fetching === null)
      expect(thread.missing).toBe(0)
    },
    30 * minutes,
  )
})
