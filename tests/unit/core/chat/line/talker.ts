/** Somebody at a line: keeps what arrives, in rows that are written with it, as the chat does. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import type {
  Arrival,
  DeviceNews,
  Line,
  LineEvents,
  LineNews,
  Seating,
} from '../../../../../src/core/chat/chat-types.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { PlainBody } from '../../../../../src/protocol/rooms/plain-types.ts'
import { conversationIdOf } from '../../../../../src/protocol/rooms/room-id.ts'
import type { EnvelopeId, RoomId } from '../../../../../src/protocol/rooms/room-types.ts'
import type { LineDevice } from './line-device.ts'
import { until, valueOf } from './outcomes.ts'

export interface Talker {
  readonly device: LineDevice
  readonly line: Line
  /** By id in hex, as it was told last. */
  readonly shown: ReadonlyMap<string, Arrival>
  /** In the order told, repeats included. */
  readonly news: readonly LineNews[]
  readonly onRelay: ReadonlySet<string>
  readonly passed: readonly (readonly [author: string, word: Item])[]
  /** Once everybody's chain is here; the ids in hex. */
  say(...texts: readonly string[]): Promise<readonly string[]>
  texts(): readonly string[]
  reasons(): readonly string[]
  devices(): readonly DeviceNews[]
  /** Until these and no other texts are shown. */
  untilTexts(...texts: readonly string[]): Promise<void>
  /** Texts in the rows, whatever this program remembers. */
  storedTexts(): Promise<readonly string[]>
}

export const newRoom = (): RoomId => systemRandom.bytes(32) as RoomId

export const seatingOf = (
  room: RoomId,
  members: readonly AccountId[],
  others: Partial<Seating> = {},
): Seating => ({
  room,
  conversation: conversationIdOf(room),
  members,
  feeds: members,
  controlHeads: [],
  ...others,
})

export const text = (value: string): PlainBody => ({ type: 'text', text: value, replyTo: null })

export const sit = async (device: LineDevice, seating: Seating): Promise<Talker> => {
  const shown = new Map<string, Arrival>()
  const news: LineNews[] = []
  const onRelay = new Set<string>()
  const passed: (readonly [string, Item])[] = []
  const rowOf = (id: EnvelopeId): string => `talk/${seating.conversation}/${bytesToHex(id)}`
  const events: LineEvents = {
    async take(item) {
      const arrivals = item.kind === 'arrived' ? item.arrivals : []
      const gone = item.kind === 'gone' ? item.ids : []
      return {
        changes: [
          ...arrivals.map(arrival => device.rows.seal(rowOf(arrival.id), textOf(arrival) ?? '')),
          ...gone.map(id => [rowOf(id), null] as const),
        ],
        committed() {
          news.push(item)
          for (const arrival of arrivals) shown.set(bytesToHex(arrival.id), arrival)
          for (const id of gone) shown.delete(bytesToHex(id))
        },
      }
    },
    onRelay: ids => ids.forEach(id => onRelay.add(bytesToHex(id))),
    onPassing: (author, word) => passed.push([bytesToHex(author), word]),
    onStatus: () => undefined,
  }
  const line = await device.lines.open(seating, events)
  const texts = (): readonly string[] =>
    [...shown.values()].flatMap(arrival => textOf(arrival) ?? []).toSorted()
  return {
    device,
    line,
    shown,
    news,
    onRelay,
    passed,
    async say(...said) {
      let sent = await line.send(said.map(text))
      await until(
        async () => {
          if (sent.ok || sent.error.type !== 'waits') return true
          sent = await line.send(said.map(text))
          return false
        },
        () => 'everybody is known',
      )
      return valueOf(sent).map(bytesToHex)
    },
    texts,
    reasons: () => [...shown.values()].flatMap(({ content }) => (content.ok ? [] : [content.reason])),
    devices: () => news.flatMap(item => (item.kind === 'devices' ? item.news : [])),
    async untilTexts(...wanted) {
      const expected = wanted.toSorted().join(' | ')
      await until(
        () => shown.size >= wanted.length && texts().join(' | ') === expected,
        () => `${wanted.length} texts, there are: ${texts().slice(0, 20).join(' | ')}`,
      )
    },
    async storedTexts() {
      const prefix = `talk/${seating.conversation}`
      const found = valueOf(await device.rows.range({ from: `${prefix}/`, to: `${prefix}0`, limit: 10_000 }))
      return found
        .flatMap(([, value]) => (typeof value === 'string' && value !== '' ? [value] : []))
        .toSorted()
    },
  }
}

const textOf = ({ content }: Arrival): string | null =>
  content.ok && content.plain.body.type === 'text' ? content.plain.body.text : null
