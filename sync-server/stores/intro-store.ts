/**
 * Where a relay keeps intros and what follows from them: small rows, few enough to be held in memory all at once.
 * `tests/contracts/relay-intro-store.contract.ts` holds the suite that every adapter passes.
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Result } from '../../src/base/result.ts'
import { limits } from '../../src/protocol/limits.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { StoreError } from './store.ts'

/**
 * `open`: an intro that no device of `to` has taken yet. `delivered`: one that was, and `from` may not have heard.
 * `blocked`: `to` wants nothing more from `from`.
 */
export const introRowKinds = ['open', 'delivered', 'blocked'] as const
export type IntroRowKind = (typeof introRowKinds)[number]

/** At most one of each kind for two accounts in this order. */
export interface IntroRowKey {
  readonly kind: IntroRowKind
  readonly to: AccountId
  readonly from: AccountId
}

export interface IntroRow extends IntroRowKey {
  /** When the relay took it. */
  readonly atMs: number
  /** open: the letter's tag (32), then the record, encoded. delivered: the tag. blocked: the tag of the last one held back, if any. */
  readonly bytes: Uint8Array
}

export interface IntroChanges {
  readonly put?: readonly IntroRow[]
  readonly remove?: readonly IntroRowKey[]
}

export const maxIntroRowBytes = 32 + limits.introBytes
/** Put and removed together. */
export const maxRowsPerWrite = 512

/** Writes take effect in the order they were called. Reading sees what has been answered, never part of a write. */
export interface IntroStore {
  /** In the order they were last put. */
  rows(): Iterable<IntroRow>
  /** Removes, then puts: all of it or nothing, durable when it answers. The caller leaves the bytes alone. */
  write(changes: IntroChanges): Promise<Result<null, StoreError>>
  /** Finishes what was called before, then refuses everything. Safe to call twice. */
  close(): Promise<void>
}

export const introRowName = ({ kind, to, from }: IntroRowKey): string =>
  `${kind} ${bytesToHex(to)} ${bytesToHex(from)}`

/** Applies changes to rows by their name. */
export const applyIntroChanges = (
  rows: Map<string, IntroRow>,
  { put = [], remove = [] }: IntroChanges,
): void => {
  for (const key of remove) rows.delete(introRowName(key))
  for (const row of put) {
    rows.delete(introRowName(row))
    rows.set(introRowName(row), row)
  }
}

/** Throws for what no caller may write: rows are bounded where they come in, so this is our own bug. */
export const assertIntroChanges = ({ put = [], remove = [] }: IntroChanges): void => {
  if (put.length + remove.length > maxRowsPerWrite) throw new TypeError('too many rows of intros at once')
  if (put.some(({ bytes }) => bytes.length > maxIntroRowBytes))
    throw new TypeError('a row of intros is too large')
}
