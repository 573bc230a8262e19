/**
 * AK, the account secret of a generation (PROTOCOL §2): 32 random bytes that every device and the recovery
 * key hold. Its X25519 key, akX, comes from KDF(AK, "", "akx", [g]); other accounts wrap to the public half.
 *
 *   link ak   [g, akX32, wraps]
 *   wrap      to32 = the device's key (keyId = its prekey's id), or recoveryX (keyId = 0)
 *   wrap ctx  ["ak", acct32, g, to32, keyId]
 */
import { equalBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import { limits } from '../../protocol/limits.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { LinkOperation, Wrap } from '../../protocol/records/link.ts'
import { Secret } from '../crypto/secret.ts'
import { unwrapSecret, wrapSecret } from '../crypto/wrap.ts'
import { keyPairFromSecret, type X25519KeyPair } from '../crypto/x25519.ts'

export interface HeldAccountSecret {
  readonly generation: number
  readonly secret: Secret
}

/** A device to wrap to: its Ed25519 key and its newest prekey. */
export interface SecretRecipient {
  readonly device: Uint8Array
  readonly prekeyId: number
  readonly x: Uint8Array
}

/** What a counted `ak` link says; `AccountState.secret` is one. */
export interface PublishedSecret {
  readonly generation: number
  readonly akX: Uint8Array
  readonly wraps: readonly Wrap[]
}

/** One X25519 key that wraps may have been made for. */
export interface UnwrapKey {
  readonly to: Uint8Array
  readonly keyId: number
  readonly pair: X25519KeyPair
}

/** `no-wrap`: none is for these keys. `broken-wrap`: one is, and does not hold the secret behind akX. */
export type UnwrapError = { readonly type: 'no-wrap' } | { readonly type: 'broken-wrap' }

export const firstGeneration = 1
export const recoveryKeyId = 0

/** The account's X25519 pair of a generation. */
export const accountKeyPair = (secret: Uint8Array, generation: number): X25519KeyPair =>
  keyPairFromSecret(deriveKey(secret, new Uint8Array(), 'akx', [generation]))

export interface NewAccountSecret {
  readonly held: HeldAccountSecret
  readonly operation: Extract<LinkOperation, { readonly op: 'ak' }>
  /** Devices without a wrap: their prekey is nobody's key, or the link is full. */
  readonly leftOut: readonly Uint8Array[]
}

/** A fresh secret wrapped to the recovery key first, then to `recipients` in order. */
export const createAccountSecret = (
  account: AccountId,
  recoveryX: Uint8Array,
  recipients: readonly SecretRecipient[],
  generation: number,
  random: Random,
): NewAccountSecret => {
  const secret = random.bytes(32)
  const wraps: Wrap[] = []
  const leftOut: Uint8Array[] = []
  const wrapFor = (to: Uint8Array, keyId: number, x: Uint8Array): boolean => {
    if (wraps.length === limits.wrapsPerLink) return false
    const wrap = wrapSecret(secret, x, wrapContext(account, generation, to, keyId), random)
    if (wrap === null) return false
    wraps.push([to, keyId, wrap])
    return true
  }
  wrapFor(recoveryX, recoveryKeyId, recoveryX)
  for (const { device, prekeyId, x } of recipients) {
    if (!wrapFor(device, prekeyId, x)) leftOut.push(device)
  }
  const akX = accountKeyPair(secret, generation).publicKey
  return {
    held: { generation, secret: new Secret(secret) },
    operation: { op: 'ak', generation, akX, wraps },
    leftOut,
  }
}

/** Opens the wrap made for any of `keys`, and accepts only the secret that akX comes from. */
export const unwrapAccountSecret = (
  account: AccountId,
  published: PublishedSecret,
  keys: readonly UnwrapKey[],
): Result<HeldAccountSecret, UnwrapError> => {
  const { generation, akX, wraps } = published
  let isAddressed = false
  for (const [to, keyId, wrap] of wraps) {
    for (const key of keys) {
      if (key.keyId !== keyId || !equalBytes(key.to, to)) continue
      isAddressed = true
      const secret = unwrapSecret(wrap, key.pair, wrapContext(account, generation, to, keyId))
      if (secret === null || !equalBytes(accountKeyPair(secret, generation).publicKey, akX)) continue
      return ok({ generation, secret: new Secret(secret) })
    }
  }
  return err({ type: isAddressed ? 'broken-wrap' : 'no-wrap' })
}

const wrapContext = (account: AccountId, generation: number, to: Uint8Array, keyId: number): Item => [
  'ak',
  account,
  generation,
  to,
  keyId,
]
