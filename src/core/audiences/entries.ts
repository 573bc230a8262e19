/** The entries that make a secret, hand it to readers, and carry those before it. */
import { hexToBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import {
  audienceBeforeKey,
  audienceKeyId,
  audienceOwnKey,
  encodeAudienceEntry,
} from '../../protocol/journal/audience.ts'
import { type AudienceKeyId, audienceReaders } from '../../protocol/journal/audience-types.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { OwnKey } from '../connections/own-keys.ts'
import { sealBox } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import type { Before } from './generation.ts'
import type { AudienceKey } from './audience-types.ts'

export interface SecretInHand {
  readonly owner: AccountId
  readonly generation: number
  readonly keyId: AudienceKeyId
  /** 32 bytes. */
  readonly secret: Uint8Array
}

export const newSecret = (owner: AccountId, generation: number, random: Random): SecretInHand => {
  const secret = random.bytes(32)
  return { owner, generation, keyId: audienceKeyId(secret, owner, generation), secret }
}

/** One entry for each of `befores`, and one without when there is none. */
export const secretEntries = (
  made: SecretInHand,
  own: OwnKey,
  befores: readonly AudienceKey[],
  random: Random,
): readonly Uint8Array[] => {
  const carried = befores.flatMap(before => carry(made, before, random) ?? [])
  const shared = {
    kind: 'secret',
    keyId: made.keyId,
    akX: own.pair.publicKey,
    akGeneration: own.generation,
  } as const
  return (carried.length === 0 ? [null] : carried).map(before => encodeAudienceEntry({ ...shared, before }))
}

const carry = (
  { secret, owner, generation }: SecretInHand,
  before: AudienceKey,
  random: Random,
): Before | null => {
  const keyId = hexToBytes(before.id)
  if (keyId === null) return null
  const key = audienceBeforeKey(secret, owner, generation)
  const sealed = sealBox(before.secret.reveal(), key, random)
  wipe(key)
  return { generation: before.generation, keyId, ...sealed }
}

/** For one's other devices, under the account secret that is in use. */
export const ownEntry = (
  { owner, generation, keyId, secret }: SecretInHand,
  account: HeldAccountSecret,
  random: Random,
): Uint8Array => {
  const key = audienceOwnKey(account.secret.reveal(), owner, generation, keyId)
  const sealed = sealBox(secret, key, random)
  wipe(key)
  return encodeAudienceEntry({ kind: 'own', keyId, akGeneration: account.generation, ...sealed })
}

export const readersEntries = (
  keyId: AudienceKeyId,
  slots: readonly { readonly slot: Uint8Array; readonly box: Uint8Array }[],
): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(slots.length / audienceReaders) }, (_, at) =>
    encodeAudienceEntry({
      kind: 'readers',
      keyId,
      slots: slots.slice(at * audienceReaders, (at + 1) * audienceReaders),
    }),
  )
