/** This device's own prekeys (PROTOCOL §3): a new one weekly, private halves kept 30 days after expiry. */
import type { Random } from '../../base/random.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { signPrekey } from '../../protocol/records/prekey.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { Signer } from '../crypto/ed25519.ts'
import { Secret } from '../crypto/secret.ts'
import { keyPairFromSecret } from '../crypto/x25519.ts'
import type { UnwrapKey } from './account-secret.ts'

export interface HeldPrekey {
  readonly id: number
  /** X25519, 32 bytes. */
  readonly secret: Secret
  readonly createdAtMs: number
  readonly expiresMs: number
}

const dayMs = 24 * 60 * 60 * 1000
export const prekeyLifetimeMs = 7 * dayMs
export const prekeyKeptMs = 30 * dayMs

/** A clock that was this far ahead when the newest prekey was made is not believed. */
const clockSlackMs = dayMs

/** None yet, the newest has expired, or it claims to be from the future. */
export const isPrekeyDue = (prekeys: readonly HeldPrekey[], nowMs: number): boolean => {
  const newest = newestPrekey(prekeys)
  return newest === null || nowMs >= newest.expiresMs || newest.createdAtMs > nowMs + clockSlackMs
}

/** `publishedId`: the highest id of this device in its chain, or null; a restored vault may have forgotten it. */
export const nextPrekeyId = (prekeys: readonly HeldPrekey[], publishedId: number | null): number =>
  1 + Math.max(0, publishedId ?? 0, ...prekeys.map(prekey => prekey.id))

export interface NewPrekey {
  readonly held: HeldPrekey
  /** X25519 public half, 32 bytes. */
  readonly x: Uint8Array
  readonly record: SignedRecord
}

export const createPrekey = async (
  device: Signer,
  account: AccountId,
  id: number,
  nowMs: number,
  random: Random,
): Promise<NewPrekey> => {
  const pair = keyPairFromSecret(random.bytes(32))
  const times = { createdAtMs: nowMs, expiresMs: nowMs + prekeyLifetimeMs }
  const record = await signPrekey(device.sign, {
    account,
    device: device.publicKey,
    id,
    x: pair.publicKey,
    ...times,
  })
  return { held: { id, secret: new Secret(pair.secretKey), ...times }, x: pair.publicKey, record }
}

export interface SortedPrekeys {
  readonly kept: readonly HeldPrekey[]
  /** For the caller to wipe once the vault without them is saved. */
  readonly spent: readonly HeldPrekey[]
}

/** The newest is kept whatever its age: senders still use it. */
export const sortOutPrekeys = (prekeys: readonly HeldPrekey[], nowMs: number): SortedPrekeys => {
  const newest = newestPrekey(prekeys)
  const isKept = (prekey: HeldPrekey): boolean =>
    prekey === newest || nowMs - prekey.expiresMs <= prekeyKeptMs
  return { kept: prekeys.filter(isKept), spent: prekeys.filter(prekey => !isKept(prekey)) }
}

/** What wraps made for this device can be opened with. */
export const prekeysToUnwrapKeys = (
  device: Uint8Array,
  prekeys: readonly HeldPrekey[],
): readonly UnwrapKey[] =>
  prekeys.map(prekey => ({ to: device, keyId: prekey.id, pair: keyPairFromSecret(prekey.secret.reveal()) }))

const newestPrekey = (prekeys: readonly HeldPrekey[]): HeldPrekey | null =>
  prekeys.reduce<HeldPrekey | null>(
    (best, prekey) => (best === null || prekey.id > best.id ? prekey : best),
    null,
  )
