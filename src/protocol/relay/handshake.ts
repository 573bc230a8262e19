/**
 * How a connection to a relay opens (PROTOCOL §8). Binary frames, each enc of an array:
 *
 *   relay  → client  ["hello", 1, relayOrigin, nonce32, relayId16, maxFrameBytes]
 *   client → relay   ["auth", record]                 signed over the origin the client dialled
 *   relay  → client  ["chain-needed"]                 the relay does not know this account or device yet
 *   client → relay   ["chain", [bytes …]]             enc of each record: genesis, links
 *   relay  → client  ["welcome"]  or  ["refused", reason] and the end
 *
 * relayId is made once per store: a relay that lost its data has another, so nothing it acknowledged before
 * counts any more. After "welcome" come frames (frames.ts), or automerge-repo's own CBOR messages.
 */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import {
  anyItem,
  bytesBetween,
  bytesOf,
  list,
  literal,
  oneOf,
  parseItem,
  text,
  tuple,
  uint,
} from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import {
  decodeRecord,
  encodeRecord,
  parseRecord,
  recordToItem,
  type SignedRecord,
} from '../records/record.ts'

export const authRefusals = [
  'malformed',
  'unexpected-frame',
  'too-late',
  'wrong-origin',
  'wrong-nonce',
  'clock-wrong',
  'bad-signature',
  'bad-chain',
  'unknown-device',
  'revoked-device',
  'not-admitted',
  'too-many-connections',
] as const
export type AuthRefusal = (typeof authRefusals)[number]

export interface Hello {
  readonly type: 'hello'
  readonly relayOrigin: string
  readonly nonce: Uint8Array
  readonly relayId: Uint8Array
  readonly maxFrameBytes: number
}

export type RelayGreeting =
  | Hello
  | { readonly type: 'chain-needed' }
  | { readonly type: 'welcome' }
  | { readonly type: 'refused'; readonly reason: AuthRefusal }

export type ClientGreeting =
  | { readonly type: 'auth'; readonly record: SignedRecord }
  | { readonly type: 'chain'; readonly records: readonly SignedRecord[] }

const version = 1

export const encodeRelayGreeting = (greeting: RelayGreeting): Uint8Array => {
  switch (greeting.type) {
    case 'hello':
      return enc([
        'hello',
        version,
        greeting.relayOrigin,
        greeting.nonce,
        greeting.relayId,
        greeting.maxFrameBytes,
      ])
    case 'refused':
      return enc(['refused', greeting.reason])
    case 'chain-needed':
    case 'welcome':
      return enc([greeting.type])
  }
}

export const encodeClientGreeting = (greeting: ClientGreeting): Uint8Array =>
  greeting.type === 'auth'
    ? enc(['auth', recordToItem(greeting.record)])
    : enc(['chain', greeting.records.map(encodeRecord)])

const helloShape = tuple<['hello', 1, string, Uint8Array, Uint8Array, number]>(
  literal('hello'),
  literal(version),
  text(512),
  bytesOf(32),
  bytesOf(16),
  uint(),
)
const refusedShape = tuple<['refused', AuthRefusal]>(literal('refused'), oneOf(...authRefusals))

export const decodeRelayGreeting = (bytes: Uint8Array): Result<RelayGreeting, Malformed> => {
  const decoded = dec(bytes, 'greeting', 4096)
  if (!decoded.ok) return decoded
  const item = decoded.value
  const type = Array.isArray(item) ? (item[0] as Item) : null
  if (type === 'hello') {
    if (Array.isArray(item) && item[1] !== version) return err(malformed('greeting', 'unknown-version'))
    const parsed = parseItem(helloShape, item, 'greeting')
    if (!parsed.ok) return parsed
    const [, , relayOrigin, nonce, relayId, maxFrameBytes] = parsed.value
    return ok({ type, relayOrigin, nonce, relayId, maxFrameBytes })
  }
  if (type === 'refused') {
    const parsed = parseItem(refusedShape, item, 'greeting')
    return parsed.ok ? ok({ type, reason: parsed.value[1] }) : parsed
  }
  if ((type === 'chain-needed' || type === 'welcome') && Array.isArray(item) && item.length === 1)
    return ok({ type })
  return err(malformed('greeting', 'unknown-kind'))
}

const authShape = tuple<['auth', Item]>(literal('auth'), anyItem)
const chainShape = tuple<['chain', readonly Uint8Array[]]>(
  literal('chain'),
  list(bytesBetween(1, limits.changeBytes), limits.chainRecords, 1),
)

export const decodeClientGreeting = (bytes: Uint8Array): Result<ClientGreeting, Malformed> => {
  const decoded = dec(bytes, 'greeting')
  if (!decoded.ok) return decoded
  const item = decoded.value
  const type = Array.isArray(item) ? (item[0] as Item) : null
  if (type === 'auth') {
    const parsed = parseItem(authShape, item, 'greeting')
    if (!parsed.ok) return parsed
    const record = parseRecord(parsed.value[1])
    return record.ok ? ok({ type, record: record.value }) : record
  }
  if (type === 'chain') {
    const parsed = parseItem(chainShape, item, 'greeting')
    if (!parsed.ok) return parsed
    const records: SignedRecord[] = []
    for (const entry of parsed.value[1]) {
      const record = decodeRecord(entry)
      if (!record.ok) return record
      records.push(record.value)
    }
    return ok({ type, records })
  }
  return err(malformed('greeting', 'unknown-kind'))
}
