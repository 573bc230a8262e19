/** Contact entries as values of the private document; the shapes are in contact-entry.ts. */
import { bytesToHex } from '../../base/bytes.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import {
  bool,
  bytesOf,
  list,
  literal,
  nullable,
  oneOf,
  parseItem,
  text,
  tuple,
  uint,
} from '../../protocol/codec/shape.ts'
import { limits } from '../../protocol/limits.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { nameBytes, noteBytes } from '../../protocol/rooms/first-contact-types.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import type {
  ContactEntry,
  ReceivedLetter,
  ScannedCode,
  Seen,
  SentLetter,
  Standing,
  Trust,
} from './contact-entry.ts'

const version = 1

const headsShape = list(bytesOf(32), limits.quotedHeads)
const sentShape = tuple(bytesOf(32), uint(), text(noteBytes), bool, bool)
const receivedShape = tuple(bytesOf(32), uint(), text(noteBytes), nullable(bytesOf(16)), bool)
const stateShape = oneOf('none', 'sent', 'received', 'rejected', 'connected', 'removed', 'blocked')
const standingShape = tuple(
  uint(),
  stateShape,
  uint(),
  nullable(bytesOf(32)),
  bool,
  uint(),
  nullable(bytesOf(32)),
  uint(),
  nullable(sentShape),
  nullable(receivedShape),
)
const seenShape = tuple(uint(), text(nameBytes), headsShape, uint())
const codeShape = tuple(bytesOf(32), headsShape, uint(), bytesOf(32), bytesOf(16), uint(), bool, bool)
const verifiedShape = oneOf('no', 'in-person', 'compared')
const trustShape = tuple(
  uint(),
  verifiedShape,
  nullable(uint()),
  nullable(headsShape),
  uint(),
  nullable(codeShape),
)
const entryShape = tuple(literal(version), bytesOf(32), standingShape, seenShape, trustShape)

export const entryToItem = ({ account, standing, seen, trust }: ContactEntry): Item => [
  version,
  account,
  standingToItem(standing),
  seenToItem(seen),
  trustToItem(trust),
]

export const standingToItem = (standing: Standing): Item => [
  standing.rev,
  standing.state,
  standing.sinceMs,
  standing.room,
  standing.confirmed,
  standing.heardAtMs,
  standing.heardTag,
  standing.unblockedAtMs,
  sentToItem(standing.sent),
  receivedToItem(standing.received),
]

const sentToItem = (sent: SentLetter | null): Item =>
  sent === null ? null : [sent.tag, sent.atMs, sent.note, sent.delivered, sent.withdrawn]

const receivedToItem = (received: ReceivedLetter | null): Item =>
  received === null
    ? null
    : [received.tag, received.atMs, received.note, received.codeNonce, received.scanned]

export const seenToItem = ({ rev, name, heads, atMs }: Seen): Item => [rev, name, heads, atMs]

export const trustToItem = (trust: Trust): Item => [
  trust.rev,
  trust.verified,
  trust.resets,
  trust.acknowledged,
  trust.falseAtMs,
  codeToItem(trust.code),
]

const codeToItem = (code: ScannedCode | null): Item =>
  code === null
    ? null
    : [
        code.device,
        code.heads,
        code.key.generation,
        code.key.akX,
        code.nonce,
        code.atMs,
        code.connects,
        code.settled,
      ]

/** Null for what this version cannot read. */
export const itemToEntry = (item: Item): ContactEntry | null => {
  const parsed = parseItem(entryShape, item, 'contact')
  if (!parsed.ok) return null
  const [, account, standing, seen, trust] = parsed.value
  const [rev, state, sinceMs, room, confirmed, heardAtMs, heardTag, unblockedAtMs, sent, received] = standing
  const [trustRev, verified, resets, acknowledged, falseAtMs, code] = trust
  return {
    account: account as AccountId,
    id: bytesToHex(account),
    standing: {
      rev,
      state,
      sinceMs,
      room: room as RoomId | null,
      confirmed,
      heardAtMs,
      heardTag,
      unblockedAtMs,
      sent: sent === null ? null : toSent(sent),
      received: received === null ? null : toReceived(received),
    },
    seen: { rev: seen[0], name: seen[1], heads: seen[2], atMs: seen[3] },
    trust: {
      rev: trustRev,
      verified,
      resets,
      acknowledged,
      falseAtMs,
      code: code === null ? null : toCode(code),
    },
  }
}

type Row<S> = S extends (...given: never) => infer R
  ? R extends { readonly ok: true; readonly value: infer T }
    ? T
    : never
  : never

const toSent = ([tag, atMs, note, delivered, withdrawn]: Row<typeof sentShape>): SentLetter => ({
  tag,
  atMs,
  note,
  delivered,
  withdrawn,
})

const toReceived = ([tag, atMs, note, codeNonce, scanned]: Row<typeof receivedShape>): ReceivedLetter => ({
  tag,
  atMs,
  note,
  codeNonce,
  scanned,
})

const toCode = ([device, heads, generation, akX, nonce, atMs, connects, settled]: Row<
  typeof codeShape
>): ScannedCode => ({
  device,
  heads,
  key: { generation, akX },
  nonce,
  atMs,
  connects,
  settled,
})
