/**
 * Rooms and direct conversations, as values (PROTOCOL §5). A room is the merge of one feed for each member
 * account; a feed is a chain of documents of kind `feed`, its segments.
 *
 *   room      ["room", [1, creatorAcct32, creatorDev32, nonce32, mode], sig]    roomId = rid
 *   direct    roomId = KDF(X25519(akX_a, akX_b), "", "dm", [acct32, g, acct32, g]), the lower account first
 *   segment   tag32 = KDF(roomId, "", "feed", [acct32, segment])
 *   control   tag32 = KDF(roomId, "", "control", [acct32]), one document for each member who steers the room
 *
 * A segment holds `{v: 1, e: [bytes …]}`: enc of an `epoch` or `env` record each, in the order written. A control
 * document holds the same with one `ctl` record in each entry, sealed: enc([nonce24, secretbox(pad(enc(record)))])
 * under KDF(roomId, "", "ctl", []), so that every member reads who is in the room, whenever they joined, and no relay
 * does.
 */
import type { Brand } from '../../base/brand.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { Doc32 } from '../records/document-genesis.ts'
import type { Wrap } from '../records/link.ts'
import type { SignedRecord } from '../records/record.ts'

/** 32 bytes, and a secret of the members: feeds are found, and control is read, by it. */
export type RoomId = Brand<Uint8Array, 'RoomId'>
/** 32 bytes: the rid of an epoch record, which names its recipients. */
export type EpochId = Brand<Uint8Array, 'EpochId'>
/** 32 bytes: the rid of an envelope. */
export type EnvelopeId = Brand<Uint8Array, 'EnvelopeId'>

/** `keep`: newcomers read nothing from before. `open`: whoever invites hands earlier keys on. */
export type RoomMode = 'keep' | 'open'

export interface Room {
  readonly id: RoomId
  readonly creator: AccountId
  readonly creatorDevice: Uint8Array
  readonly nonce: Uint8Array
  readonly mode: RoomMode
  readonly record: SignedRecord
}

/** The ends of a member's chain, as the author knew it. */
export type QuotedHeads = readonly [account: AccountId, heads: readonly Uint8Array[]]

/**
 * epoch, signed by the device that made it: a secret ES of 32 random bytes for exactly these devices.
 *
 *   [feed32, en16, creatorAcct32, creatorDev32, atMs, ctlHeads[], [[acct32, heads[]] …], commit32, [[dev32, prekeyId, wrap80] …]]
 *   wrap ctx  ["epoch", roomId, en16, creatorDev32, dev32, prekeyId]
 *   commit    KDF(ES, roomId, "epoch-commit", [en16, creatorDev32])
 */
export interface Epoch {
  readonly id: EpochId
  /** doc32 of the segment it was written in. */
  readonly feed: Doc32
  readonly nonce: Uint8Array
  readonly creator: AccountId
  readonly creatorDevice: Uint8Array
  readonly atMs: number
  readonly controlHeads: readonly Uint8Array[]
  readonly members: readonly QuotedHeads[]
  readonly commit: Uint8Array
  /** By device, ascending, each once. */
  readonly wraps: readonly Wrap[]
  readonly record: SignedRecord
}

/**
 * env, signed by its device: [feed32, epochId32, dev32, chain16, n, prevRid32|null, seen16[], nonce24, ct].
 *
 *   hdr   the first seven, in this order
 *   mk    KDF(ES, epochId, "msg", [roomId, hdr])
 *   ct    secretbox(pad(enc(plain)), nonce, mk)
 *   pad   0x80 00 … to 256, 1024, 4096, then multiples of 4096
 *   plain [type, sentAtMs, ownChainHeads[], body]
 */
export interface EnvelopeHeader {
  readonly feed: Doc32
  readonly epoch: EpochId
  readonly device: Uint8Array
  /** 16 bytes, new each session. `n` counts up within it, over all segments of the room, from 0. */
  readonly chain: Uint8Array
  readonly n: number
  /** The envelope before it in its own feed, as this device knew the feed. */
  readonly prev: EnvelopeId | null
  /** First 16 bytes of the last envelope shown from each other feed, sorted. */
  readonly seen: readonly Uint8Array[]
}

export interface Envelope {
  readonly id: EnvelopeId
  readonly header: EnvelopeHeader
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  readonly record: SignedRecord
}

/**
 * ctl, signed by a device of its author: who is in the room.
 *
 *   [roomId32, prev32[], byAcct32, byDev32, op, acct32, chainHeads[], frontier|null]
 *
 * `prev` are the rids it follows, sorted; none for the first. `chainHeads` are those of `acct`. `frontier`, of a
 * remove: [[chain16, n] …], the last envelope accepted of each of the removed member's chains; later ones stay hidden.
 */
export type ControlOperation = 'add' | 'remove' | 'admin' | 'leave'
export type ControlFrontier = readonly (readonly [chain: Uint8Array, n: number])[]

export interface Control {
  readonly id: Uint8Array
  readonly room: RoomId
  readonly prev: readonly Uint8Array[]
  readonly author: AccountId
  readonly authorDevice: Uint8Array
  readonly operation: ControlOperation
  readonly account: AccountId
  readonly accountHeads: readonly Uint8Array[]
  readonly frontier: ControlFrontier | null
  readonly record: SignedRecord
}

export interface RoomMember {
  readonly account: AccountId
  readonly role: 'admin' | 'member'
  /** Lower is more senior; the creator is 0. */
  readonly rank: number
}

export interface FormerMember {
  readonly account: AccountId
  readonly how: 'removed' | 'left'
  /** Null: they left, and everything of theirs counts. */
  readonly frontier: ControlFrontier | null
}

/** What verified control records say. A pure function of their set and the room. */
export interface Membership {
  /** The most senior first. */
  readonly members: readonly RoomMember[]
  /** By account. */
  readonly former: readonly FormerMember[]
  /** The records that count, each after everything it follows. */
  readonly counted: readonly Control[]
  /**
   * rids that no counted record follows, sorted: what the next one, and the next epoch, name. At most as many as those
   * may; then every author's first before anybody's second, seniors first.
   */
  readonly heads: readonly Uint8Array[]
  readonly ignored: readonly { readonly id: Uint8Array; readonly reason: IgnoredControl }[]
  /** Records that follow something not here yet. */
  readonly pending: readonly Uint8Array[]
}

/**
 * Why a record does not count. The first five never could: `not-admin` and `not-member` (author, target) in the record's
 * own past, `already` so there, `bad-frontier` for its operation. `outranked`: the removed is more senior. `undone`: its
 * author was removed, or left, without its being known. `too-many`: the room was full, or had too many records.
 */
export type IgnoredControl =
  | 'wrong-room'
  | 'not-admin'
  | 'not-member'
  | 'already'
  | 'bad-frontier'
  | 'outranked'
  | 'undone'
  | 'too-many'
