/**
 * Two whole cores and our relay in a process of its own, and between them a long conversation: what one more message
 * costs the one who gets it, how long a thousand take, and what goes over the wire.
 */
import { setTimeout as after } from 'node:timers/promises'
import type { ConversationId } from '../../../src/core/api.ts'
import { parseAccountIdText } from '../../../src/core/account/account-id.ts'
import { connect, createPerson, type Person, say } from '../../support/people.ts'
import { medianOf, percentileOf } from '../measure.ts'
import { buildRelay, gessoRelay, startServer } from '../relay/server-process.ts'
import { fillConversation } from './fill-conversation.ts'
import { type Moment, now, type Took, tookSince } from './moments.ts'
import type { SealedSize } from './seal-and-open.ts'
import { textOf } from './texts.ts'
import { createWatchedNetwork, type WatchedNetwork } from './watched-network.ts'

const messagesTimed = 30
const screen = 50
const newest = { place: { kind: 'newest' }, older: screen, newer: 0 } as const
const messagesSent = 1_000
/** Receipts are over by then. */
const pauseMs = 1_200

interface Talk {
  readonly writer: Person
  readonly reader: Person
  readonly conversation: ConversationId
  readonly writing: WatchedNetwork
  readonly reading: WatchedNetwork
}

/** Answers how long each message took from its frame to the reader's row. */
export const benchTalk = async (messages: number, sealed: SealedSize): Promise<readonly Took[]> => {
  await buildRelay()
  const server = await startServer(gessoRelay)
  const relay = `ws://127.0.0.1:${server.port}/sync`
  const [writing, reading] = [createWatchedNetwork(), createWatchedNetwork()]
  try {
    const writer = await createPerson('Writer', relay, { network: writing })
    const reader = await createPerson('Reader', relay, { network: reading })
    const conversation = await connect(writer, reader)
    const talk = { writer, reader, conversation, writing, reading }
    await makeLong(talk, messages)
    const receivedMs = await timeReceiving(talk, sealed)
    await timeSending(talk, sealed)
    return receivedMs
  } finally {
    await server.stop()
  }
}

/** The reader's side of it: rows as they would be after years. */
const makeLong = async ({ writer, reader, conversation }: Talk, messages: number): Promise<void> => {
  const other = parseAccountIdText(writer.account)
  if (other === null) throw new Error('no account')
  const untilMs = Date.now() - 60_000
  const { device } = reader
  await device.do({ type: 'account.lock' })
  await fillConversation(device.ports, { conversation, other, messages, untilMs })
  await device.do({ type: 'account.unlock', passphrase: null })
  await device.until({ type: 'thread', conversation, ...newest }, ({ items }) => items.length === screen)
}

const timeReceiving = async (talk: Talk, sealed: SealedSize): Promise<readonly Took[]> => {
  const { writer, conversation, writing, reading } = talk
  const taken: Took[] = []
  const up: number[] = []
  const down: number[] = []
  const all: number[] = []
  for (let number = 0; number < messagesTimed; number++) {
    await after(pauseMs)
    for (const network of [writing, reading]) network.forget()
    const text = `one more: ${textOf(number)}`
    const shown = untilNewest(talk, text)
    await say(writer, conversation, text)
    const end = await shown
    taken.push(tookSince(reading.first() ?? end, end))
    await after(pauseMs)
    const [feed] = [...writing.sent].toSorted(([, a], [, b]) => b - a)
    up.push(feed?.[1] ?? Number.NaN)
    down.push(reading.received.get(feed?.[0] ?? '') ?? Number.NaN)
    all.push(totalOf(writing) + totalOf(reading))
  }
  const over = (bytes: readonly number[]): string =>
    `${medianOf(bytes)} B (${(medianOf(bytes) / sealed.ciphertextBytes).toFixed(2)} × the ciphertext)`
  console.log(`  on the wire: ciphertext ${sealed.ciphertextBytes} B, signed envelope ${sealed.entryBytes} B`)
  console.log(`    up ${over(up)}, down ${over(down)}; everything of both, receipts too: ${over(all)}`)
  return taken
}

/** The moment at which the reader's newest screen ends with this text. */
const untilNewest = ({ reader, conversation }: Talk, text: string): Promise<Moment> =>
  new Promise(resolve => {
    const stop = reader.device.watch({ type: 'thread', conversation, ...newest }, row => {
      const last = row.items.at(-1)
      if (last?.kind !== 'message' || last.message.body.kind !== 'text' || last.message.body.text !== text)
        return
      resolve(now())
      queueMicrotask(() => stop())
    })
  })

const totalOf = ({ sent, received }: WatchedNetwork): number =>
  [...sent.values(), ...received.values()].reduce((sum, bytes) => sum + bytes, 0)

const timeSending = async (talk: Talk, sealed: SealedSize): Promise<void> => {
  const { writer, conversation, writing, reading } = talk
  for (const network of [writing, reading]) network.forget()
  const start = now()
  const each: number[] = []
  for (let number = 0; number < messagesSent - 1; number++) {
    const before = performance.now()
    await say(writer, conversation, `of many: ${textOf(number)}`)
    each.push(performance.now() - before)
  }
  const shown = untilNewest(talk, 'the last of many')
  await say(writer, conversation, 'the last of many')
  const sent = tookSince(start)
  const shownMs = tookSince(start, await shown).ms
  await writer.device.allOnRelay()
  const relayMs = tookSince(start).ms
  const wire = ([...writing.sent.values()].reduce((sum, bytes) => sum + bytes, 0) / messagesSent).toFixed(0)
  console.log(
    `  sending ${messagesSent}: ${seconds(sent.ms)} s, ${seconds(sent.cpuMs)} s of processor for both cores ` +
      `(${medianOf(each).toFixed(1)} ms each, 99th ${percentileOf(each, 0.99).toFixed(1)}); the last shown to the ` +
      `other after ${seconds(shownMs)} s, all on the relay after ${seconds(relayMs)} s; ` +
      `${wire} B up a message, ciphertext ${sealed.ciphertextBytes} B`,
  )
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
