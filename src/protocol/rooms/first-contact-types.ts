/**
 * First contact (PROTOCOL §6): a request travels as a letter, a small document of the sender's whose content is
 * wrapped to the addressee's akX, and an `intro` asks the relay to tell the addressee's devices of it.
 *
 *   intro    ["intro", [toAcct32, fromAcct32, fromDev32, tag32, nonce16, atMs], sig]
 *   letter   document of kind "letter", owner fromAcct, tag32 random (carried by the intro, so that nobody can
 *            look up who wrote to whom): {v: 1, b: bytes}, or {v: 1, b: empty} once withdrawn
 *   b        enc([g, wrap80, nonce24, box])
 *   wrap     of a random S to the addressee's akX_g, ctx ["letter", doc32, toAcct32, g]
 *   box      secretbox(pad(enc(plain)), nonce, KDF(S, doc32, "letter", [fromAcct32, toAcct32]))
 *   plain    ["request", atMs, name, note, fromG, fromAkX32, chainHeads32[], codeNonce16|null]
 *
 * A code is shown face to face:
 *
 *   code     ["code", [1, acct32, dev32, heads32[], g, akX32, name, nonce16, atMs, answers16|null], sig], signed by
 *            the device; as text "gesso1:" ‖ base64url(enc(record)). `answers`: the nonce of the code scanned before.
 */
import type { AccountId } from '../records/account-genesis.ts'
import type { SignedRecord } from '../records/record.ts'

export interface Intro {
  readonly to: AccountId
  readonly from: AccountId
  readonly fromDevice: Uint8Array
  /** 32 bytes: of the letter's genesis. */
  readonly tag: Uint8Array
  readonly nonce: Uint8Array
  readonly atMs: number
  readonly record: SignedRecord
}

/** An account's X25519 key of a generation, as its chain publishes it. */
export interface AccountKey {
  readonly generation: number
  readonly akX: Uint8Array
}

export interface LetterRequest {
  readonly atMs: number
  readonly name: string
  readonly note: string
  readonly key: AccountKey
  readonly heads: readonly Uint8Array[]
  /** That of the code which the sender scanned of the addressee. */
  readonly codeNonce: Uint8Array | null
}

export interface ContactCode {
  readonly account: AccountId
  readonly device: Uint8Array
  readonly heads: readonly Uint8Array[]
  readonly key: AccountKey
  readonly name: string
  /** 16 bytes. */
  readonly nonce: Uint8Array
  readonly atMs: number
  readonly answers: Uint8Array | null
  readonly record: SignedRecord
}

export const codeLifetimeMs = 10 * 60_000
/** How far apart two phones' clocks may be. */
export const codeClockSlackMs = 5 * 60_000
export const nameBytes = 256
export const noteBytes = 2_000
