/**
 * What a vault holds, version 1:
 *
 *   [1, acct32, genesis record, deviceSeed32, devicePub32, deviceName,
 *    [[prekeyId, x32, createdAtMs, expiresMs] …], [[g, AK32] …], entropy16 | null, displayName]
 */
import { equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc } from '../../protocol/codec/cbor.ts'
import {
  anyItem,
  bytesOf,
  list,
  literal,
  nullable,
  parseItem,
  text,
  tuple,
  uint,
} from '../../protocol/codec/shape.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import { malformed, type Malformed } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { type AccountGenesis, parseAccountGenesis } from '../../protocol/records/account-genesis.ts'
import { parseRecord, recordToItem } from '../../protocol/records/record.ts'
import { Secret } from '../crypto/secret.ts'
import { recoveryEntropyBytes } from '../crypto/words.ts'
import type { HeldAccountSecret } from './account-secret.ts'
import type { HeldPrekey } from './prekeys.ts'

export interface VaultContents {
  readonly genesis: AccountGenesis
  /** Ed25519 seed of this device, 32 bytes. */
  readonly deviceSeed: Secret
  readonly devicePublicKey: Uint8Array
  readonly deviceName: string
  readonly prekeys: readonly HeldPrekey[]
  /** Oldest first. Concurrent links may have made two of one generation. */
  readonly accountSecrets: readonly HeldAccountSecret[]
  /** 16 bytes; null once the person has proved that they kept the words. */
  readonly recoveryEntropy: Secret | null
  /** Shown while locked; the profile has the real name. */
  readonly displayName: string
}

const version = 1
const what = 'vault contents'

export const displayNameBytes = 1024
const maxPrekeys = 1024

const prekeyShape = tuple<[number, Uint8Array, number, number]>(uint(), bytesOf(32), uint(), uint())
const secretShape = tuple<[number, Uint8Array]>(uint(), bytesOf(32))
const contentsShape = tuple<
  [
    1,
    Uint8Array,
    Item,
    Uint8Array,
    Uint8Array,
    string,
    readonly (readonly [number, Uint8Array, number, number])[],
    readonly (readonly [number, Uint8Array])[],
    Uint8Array | null,
    string,
  ]
>(
  literal(version),
  bytesOf(32),
  anyItem,
  bytesOf(32),
  bytesOf(32),
  text(limits.deviceNameBytes),
  list(prekeyShape, maxPrekeys),
  list(secretShape, limits.chainRecords),
  nullable(bytesOf(recoveryEntropyBytes)),
  text(displayNameBytes),
)

/** Plain secrets: the caller wipes these bytes once they are sealed. */
export const encodeVaultContents = (contents: VaultContents): Uint8Array =>
  enc([
    version,
    contents.genesis.account,
    recordToItem(contents.genesis.record),
    contents.deviceSeed.reveal(),
    contents.devicePublicKey,
    contents.deviceName,
    contents.prekeys.map(({ id, secret, createdAtMs, expiresMs }) => [
      id,
      secret.reveal(),
      createdAtMs,
      expiresMs,
    ]),
    contents.accountSecrets.map(({ generation, secret }) => [generation, secret.reveal()]),
    contents.recoveryEntropy?.reveal() ?? null,
    contents.displayName,
  ])

/** Keeps no view of `bytes`. The genesis must be of the account named; its signature was checked when it came. */
export const decodeVaultContents = (bytes: Uint8Array): Result<VaultContents, Malformed> => {
  const decoded = dec(bytes, what)
  if (!decoded.ok) return decoded
  if (isOtherVersion(decoded.value)) return err(malformed(what, 'unknown-version'))
  const parsed = parseItem(contentsShape, decoded.value, what)
  if (!parsed.ok) return parsed
  const [, account, genesisItem, seed, publicKey, deviceName, prekeys, secrets, entropy, displayName] =
    parsed.value
  const genesis = parseGenesis(genesisItem)
  if (!genesis.ok) return genesis
  if (!equalBytes(genesis.value.account, account)) return err(malformed(what, 'wrong-shape', '[1]'))
  return ok({
    genesis: genesis.value,
    deviceSeed: new Secret(seed),
    devicePublicKey: publicKey,
    deviceName,
    prekeys: prekeys.map(([id, x, createdAtMs, expiresMs]) => ({
      id,
      secret: new Secret(x),
      createdAtMs,
      expiresMs,
    })),
    accountSecrets: secrets.map(([generation, secret]) => ({ generation, secret: new Secret(secret) })),
    recoveryEntropy: entropy === null ? null : new Secret(entropy),
    displayName,
  })
}

const isOtherVersion = (item: Item): boolean =>
  Array.isArray(item) && typeof item[0] === 'number' && item[0] !== version

const parseGenesis = (item: Item): Result<AccountGenesis, Malformed> => {
  const record = parseRecord(item)
  return record.ok ? parseAccountGenesis(record.value) : record
}

/** Overwrites every secret, on locking. The contents are of no use afterwards. */
export const wipeVaultContents = (contents: VaultContents): void => {
  contents.deviceSeed.wipe()
  contents.recoveryEntropy?.wipe()
  for (const { secret } of [...contents.prekeys, ...contents.accountSecrets]) secret.wipe()
}
