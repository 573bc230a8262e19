/** What a chain says about its account. Plain data. */
import type { AccountId } from '../records/account-genesis.ts'
import type { Wrap } from '../records/link.ts'
import type { DeviceState } from './devices.ts'
import type { Unsound } from './judge.ts'
import type { Undone } from './standing.ts'

/** `superseded`: a reset that another, concurrent one beats. `already-added`: it lends no seniority. */
export type IgnoredReason = Unsound | Undone | 'wrong-account' | 'superseded' | 'already-added'

/** The newest account secret, AK of that generation (PROTOCOL §2). Two void ones may share a generation. */
export interface AccountSecret {
  readonly generation: number
  readonly akX: Uint8Array
  readonly wraps: readonly Wrap[]
  readonly rid: Uint8Array
}

export interface AccountState {
  readonly account: AccountId
  readonly rootPub: Uint8Array
  readonly recoveryX: Uint8Array
  /** By the key in hex, the most senior first. Devices whose every `add` is void are not here. */
  readonly devices: ReadonlyMap<string, DeviceState>
  readonly secret: AccountSecret | null
  /** There is no secret, or it was made without knowing of a revoke or reset. */
  readonly needsNewSecret: boolean
  /**
   * The links that no other follows, sorted; the account id alone when there are none. Links that could
   * never count are left out, so that a stranger cannot plant heads that nobody will serve again.
   */
  readonly heads: readonly Uint8Array[]
  /** `heads` cut to what one link may name: every author's first head before anybody's second. */
  readonly nextPrev: readonly Uint8Array[]
  /** rids in hex of all links whose past is complete, ignored ones included, and the account id. */
  readonly known: ReadonlySet<string>
  readonly counted: ReadonlySet<string>
  readonly ignored: readonly { readonly rid: Uint8Array; readonly reason: IgnoredReason }[]
  /** rids of links that follow something not here yet, sorted. */
  readonly pending: readonly Uint8Array[]
  /** That of the reset in force, 0 without one; the next reset says one more. */
  readonly resetCounter: number
}
