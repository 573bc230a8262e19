/**
 * Rows of the line, under `jl/`:
 *
 *   a/<account>                     [acct32, segments, read bits, entries of the newest read, revoked]
 *   s/<account>/<segment>/<part>    [ids16 …, digests16 …, standings] of 64 entries, in the order in which they were told
 *   h/<account>/<segment>           [[owner32 …], [tag16 …]]: what entries of the segment wait for
 *   k/<owner>/<account>/<segment>   [owner32, acct32, [[g, keyId8] …]]: entries wait for secrets of this owner
 *   w/<tag>/<account>/<segment>     acct32: entries wait until somebody's entry with this tag can be read
 *   tag/<tag>                       [acct32, id16]: the entry that this tag is put on what is said about
 *   o/<account>/<segment>           acct32: it was being read when the program ended
 *
 * Accounts by the first 16 bytes in hex, tags whole, numbers padded, so that they sort.
 */
import { bytesToHex } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'

export const accountKey = (account: AccountId): string => bytesToHex(account.subarray(0, 16))

/** 13 hex digits are 52 bits, as much as a number holds. */
const padded = (value: number): string => value.toString(16).padStart(13, '0')

export interface KeyRange {
  readonly from: string
  readonly to: string
}

/** '0' is the character after '/'. */
const under = (prefix: string): KeyRange => ({ from: `${prefix}/`, to: `${prefix}0` })

/** A segment of somebody's journal, wherever a name for it is wanted. */
export const segmentName = (account: AccountId, segment: number): string =>
  `${accountKey(account)}/${padded(segment)}`

/** The number in the last part of a key that ends with a segment's name. */
export const segmentOfKey = (key: string): number => Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 16)

export const rowKeys = {
  journal: (account: AccountId): string => `jl/a/${accountKey(account)}`,
  journals: (): KeyRange => under('jl/a'),
  part: (account: AccountId, segment: number, part: number): string =>
    `jl/s/${segmentName(account, segment)}/${padded(part)}`,
  parts: (account: AccountId, segment: number): KeyRange => under(`jl/s/${segmentName(account, segment)}`),
  allParts: (account: AccountId): KeyRange => under(`jl/s/${accountKey(account)}`),
  waits: (account: AccountId, segment: number): string => `jl/h/${segmentName(account, segment)}`,
  forKeys: (owner: AccountId, account: AccountId, segment: number): string =>
    `jl/k/${accountKey(owner)}/${segmentName(account, segment)}`,
  allForKeysOf: (owner: AccountId): KeyRange => under(`jl/k/${accountKey(owner)}`),
  allForKeys: (): KeyRange => under('jl/k'),
  forTag: (tag: Uint8Array, account: AccountId, segment: number): string =>
    `jl/w/${bytesToHex(tag)}/${segmentName(account, segment)}`,
  allForTag: (tag: Uint8Array): KeyRange => under(`jl/w/${bytesToHex(tag)}`),
  tag: (tag: Uint8Array): string => `jl/tag/${bytesToHex(tag)}`,
  open: (account: AccountId, segment: number): string => `jl/o/${segmentName(account, segment)}`,
  allOpen: (): KeyRange => under('jl/o'),
}

/** More than any range holds. */
export const allRows = 1 << 20
