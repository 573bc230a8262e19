/**
 * What this account keeps of one person, in the private document `people`, version 1:
 *
 *   field     c:<22 random characters>, so that no field name tells whom it is about
 *   value     [1, acct32, standing, seen, trust]
 *   standing  [rev, state, sinceMs, room32|null, confirmed, heardAtMs, heardTag32|null, unblockedAtMs,
 *             sent|null, received|null]
 *   sent      [tag32, atMs, note, delivered, withdrawn]      the letter of one's own that is under way
 *   received  [tag32, atMs, note, codeNonce16|null, scanned] theirs, waiting for an answer
 *   seen      [rev, name, heads32[], atMs]                   `heads`: the newest of their chain that was seen; atMs: when
 *   trust     [rev, verified, resets|null, acknowledged32[]|null, falseAtMs, code|null]
 *   code      [dev32, heads32[], g, akX32, nonce16, atMs, connects, settled]
 *
 * Each of the three parts has a revision of its own, so that two devices that touch different ones never meet. A value
 * of another version is passed over and never rewritten.
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import type { Verified } from '../api.ts'
import type { ContactState } from './connection-types.ts'

/** `withdrawn`: its content is gone, and the relay is still to be told. */
export interface SentLetter {
  readonly tag: Uint8Array
  readonly atMs: number
  readonly note: string
  readonly delivered: boolean
  readonly withdrawn: boolean
}

/** `scanned`: it names a code that a device of one's own has shown. */
export interface ReceivedLetter {
  readonly tag: Uint8Array
  readonly atMs: number
  readonly note: string
  readonly codeNonce: Uint8Array | null
  readonly scanned: boolean
}

export interface Standing {
  readonly rev: number
  readonly state: ContactState
  readonly sinceMs: number
  readonly room: RoomId | null
  readonly confirmed: boolean
  /** When they said, by their clock, the newest thing that counted: a request, an answer, a goodbye. */
  readonly heardAtMs: number
  /** The letter of theirs that counted last. */
  readonly heardTag: Uint8Array | null
  /** 0 unless they were blocked once: the relay is told for a while that they no longer are. */
  readonly unblockedAtMs: number
  readonly sent: SentLetter | null
  readonly received: ReceivedLetter | null
}

export interface Seen {
  readonly rev: number
  readonly name: string
  readonly heads: readonly Uint8Array[]
  readonly atMs: number
}

/** What a code said that was scanned. `connects`: the connection rests on it. `settled`: their chain agrees. */
export interface ScannedCode {
  readonly device: Uint8Array
  readonly heads: readonly Uint8Array[]
  readonly key: AccountKey
  readonly nonce: Uint8Array
  readonly atMs: number
  readonly connects: boolean
  readonly settled: boolean
}

export interface Trust {
  readonly rev: number
  readonly verified: Verified
  /** How many times their identity had been reset when it was verified; null while their chain was not here. */
  readonly resets: number | null
  /** Ends of their chain as one last looked at their devices; null when one never did. */
  readonly acknowledged: readonly Uint8Array[] | null
  /** When a code that was scanned turned out not to be of the account it named; 0 when none did, or it was acknowledged. */
  readonly falseAtMs: number
  readonly code: ScannedCode | null
}

export interface ContactEntry {
  readonly account: AccountId
  /** The account in hex. */
  readonly id: string
  readonly standing: Standing
  readonly seen: Seen
  readonly trust: Trust
}

/** Of somebody one has nothing to do with yet. */
export const emptyEntry = (account: AccountId): ContactEntry => ({
  account,
  id: bytesToHex(account),
  standing: {
    rev: 0,
    state: 'none',
    sinceMs: 0,
    room: null,
    confirmed: false,
    heardAtMs: 0,
    heardTag: null,
    unblockedAtMs: 0,
    sent: null,
    received: null,
  },
  seen: { rev: 0, name: '', heads: [], atMs: 0 },
  trust: { rev: 0, verified: 'no', resets: null, acknowledged: null, falseAtMs: 0, code: null },
})
