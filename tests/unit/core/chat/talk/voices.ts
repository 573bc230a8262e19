/** People who write: each message is an arrival as a line would hand it over, already opened. */
import { bytesToBase64Url } from '../../../../../src/base/bytes.ts'
import type { UnreadableReason } from '../../../../../src/core/api.ts'
import type { Arrival } from '../../../../../src/core/chat/chat-types.ts'
import { sha256 } from '../../../../../src/protocol/crypto/hash.ts'
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../../../src/protocol/records/document-genesis.ts'
import type { PlainBody } from '../../../../../src/protocol/rooms/plain-types.ts'
import type { EnvelopeId, EpochId } from '../../../../../src/protocol/rooms/room-types.ts'

export interface Saying {
  readonly atMs?: number
  /** What they had seen of others. */
  readonly seen?: readonly Arrival[]
  readonly unreadable?: UnreadableReason
}

export interface Voice {
  readonly account: AccountId
  readonly name: string
  readonly device: Uint8Array
  /** 16 bytes. */
  readonly chain: Uint8Array
  say(body: PlainBody, saying?: Saying): Arrival
  /** Words alone. */
  text(words: string, saying?: Saying): Arrival
  last(): Arrival | null
}

export const bytes32 = (...parts: readonly (string | number)[]): Uint8Array => sha256(enc([...parts]))

export const startMs = Date.UTC(2025, 0, 1)

/** `device` tells several of one person apart; `after` is what their feed ends with. */
export const createVoice = (name: string, device = 'phone', after: Arrival | null = null): Voice => {
  const account = bytes32('account', name) as AccountId
  const chain = bytes32('chain', name, device).subarray(0, 16)
  const deviceKey = bytes32('device', name, device)
  let n = 0
  let last = after
  const say: Voice['say'] = (body, { atMs = startMs + n, seen = [], unreadable } = {}) => {
    const arrival: Arrival = {
      id: bytes32('envelope', name, device, n) as EnvelopeId,
      author: account,
      header: {
        feed: bytes32('feed', name) as Doc32,
        epoch: bytes32('epoch') as EpochId,
        device: deviceKey,
        chain,
        n: n++,
        prev: last?.id ?? null,
        seen: seen.map(one => one.id.subarray(0, 16)),
      },
      content:
        unreadable === undefined
          ? { ok: true, plain: { sentAtMs: atMs, ownHeads: [], body } }
          : { ok: false, reason: unreadable },
    }
    last = arrival
    return arrival
  }
  return {
    account,
    name,
    device: deviceKey,
    chain,
    say,
    text: (words, saying) => say({ type: 'text', text: words, replyTo: null }, saying),
    last: () => last,
  }
}

/** The same envelope, now that it can be read. */
export const opened = (arrival: Arrival, body: PlainBody, atMs: number): Arrival => ({
  ...arrival,
  content: { ok: true, plain: { sentAtMs: atMs, ownHeads: [], body } },
})

export const messageId = (arrival: Arrival): string => bytesToBase64Url(arrival.id)
