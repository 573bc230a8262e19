/** Lines without a network: what is sent comes back as one's own arrival, and others' arrivals are handed in. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { err, ok } from '../../../../../src/base/result.ts'
import type { ConversationId } from '../../../../../src/core/api.ts'
import { createSerial } from '../../../../../src/core/documents/serial.ts'
import type {
  Arrival,
  Line,
  LineEvents,
  LineNews,
  Lines,
  LineSendError,
  LineStatus,
  Seating,
} from '../../../../../src/core/chat/chat-types.ts'
import type { SealedRows } from '../../../../../src/core/private/private-types.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import type { PlainBody } from '../../../../../src/protocol/rooms/plain-types.ts'
import type { EpochId } from '../../../../../src/protocol/rooms/room-types.ts'
import type { Voice } from './voices.ts'

export type Keys = readonly (readonly [epoch: EpochId, secret: Uint8Array])[]

export interface TestLine {
  readonly seatings: readonly Seating[]
  readonly sent: readonly PlainBody[]
  readonly passing: readonly Item[]
  readonly keysTaken: readonly Keys[]
  readonly isClosed: () => boolean
  readonly events: LineEvents
  status: LineStatus
  /** What the next sends answer. */
  failsWith: LineSendError | null
  keys: Keys
  /** Whether what is sent says which of others' it has seen. */
  sees: boolean
  /** Written with the rows, as a line does; `false` when the disk refused. */
  bring(news: LineNews): Promise<boolean>
}

export interface TestLines extends Lines {
  of(c: ConversationId): TestLine
  opened(c: ConversationId): boolean
}

interface Deps {
  readonly rows: SealedRows
  readonly own: Voice
  readonly nowMs: () => number
  /** Whose feeds hold documents, for `segmentDocs`. */
  readonly ownDoc: string
}

export const createTestLines = ({ rows, own, nowMs, ownDoc }: Deps): TestLines => {
  const lines = new Map<ConversationId, TestLine>()

  const open = (seating: Seating, events: LineEvents): Line => {
    const serial = createSerial()
    const seatings = [seating]
    const sent: PlainBody[] = []
    const passing: Item[] = []
    const keysTaken: Keys[] = []
    const lastOf = new Map<string, Arrival>()
    const held = new Set<string>()
    let closed = false
    const bring = (news: LineNews): Promise<boolean> =>
      serial(async () => {
        const taken = await events.take(news)
        const written = await rows.write(taken.changes)
        if (!written.ok) return false
        taken.committed()
        if (news.kind !== 'arrived') return true
        for (const one of news.arrivals) {
          lastOf.set(bytesToHex(one.author), one)
          held.add(bytesToHex(one.id.subarray(0, 16)))
        }
        return true
      })
    const test: TestLine = {
      seatings,
      sent,
      passing,
      keysTaken,
      isClosed: () => closed,
      events,
      status: { missing: 0, fetching: null },
      failsWith: null,
      keys: [],
      sees: true,
      bring,
    }
    lines.set(seating.conversation, test)
    return {
      conversation: seating.conversation,
      seat: next => void seatings.push(next),
      async send(bodies) {
        if (test.failsWith !== null) return err(test.failsWith)
        if (seatings.at(-1)?.members.length === 0) return err({ type: 'not-seated' })
        const seen = test.sees ? [...lastOf.values()].filter(one => one.author !== own.account) : []
        const arrivals = bodies.map(body => own.say(body, { atMs: nowMs(), seen }))
        sent.push(...bodies)
        await bring({ kind: 'arrived', arrivals })
        return ok(arrivals.map(({ id }) => id))
      },
      sayPassing: word => void passing.push(word),
      takeKeys: async keys => void keysTaken.push(keys),
      keys: async () => test.keys,
      frontierOf: async () => [],
      status: () => test.status,
      holds: id16 => held.has(id16),
      async close() {
        closed = true
      },
    }
  }
  return {
    open: async (seating, events) => open(seating, events),
    of(c) {
      const line = lines.get(c)
      if (line === undefined) throw new Error('no line was opened')
      return line
    },
    opened: c => lines.get(c)?.isClosed() === false,
    segmentDocs: c => (lines.has(c) ? [{ owner: own.account, doc: ownDoc }] : []),
    close: async () => undefined,
  }
}
