/**
 * Account secrets of every generation. What was sealed for one's own devices stays under the generation of
 * its day, so a device that missed some, or that came by the words, fetches them all from the chain.
 */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountState } from '../../protocol/accounts/chain.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { parseLink } from '../../protocol/records/link.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import {
  accountKeyPair,
  type HeldAccountSecret,
  type PublishedSecret,
  type UnwrapKey,
  unwrapAccountSecret,
} from './account-secret.ts'

/**
 * Those that `keys` open and that are not among `held`. For reading only: a link that does not count may
 * have made one, so what is written takes `currentSecret`.
 */
export const secretsBeyond = (
  held: readonly HeldAccountSecret[],
  account: AccountId,
  chain: readonly SignedRecord[],
  keys: readonly UnwrapKey[],
): readonly HeldAccountSecret[] => {
  const heldKeys = held.map(publicKeyOf)
  return chain
    .filter(({ kind }) => kind === 'link')
    .flatMap(record => {
      const link = parseLink(record)
      if (!link.ok || link.value.operation.op !== 'ak') return []
      const published = link.value.operation
      if (heldKeys.some(key => equalBytes(key, published.akX))) return []
      const unwrapped = unwrapAccountSecret(account, published, keys)
      return unwrapped.ok ? [unwrapped.value] : []
    })
}

/** By generation, oldest first; within one in the order given. */
export const byGeneration = (secrets: readonly HeldAccountSecret[]): readonly HeldAccountSecret[] =>
  secrets.toSorted((a, b) => a.generation - b.generation)

/** The secret that the chain says is in use, or null when this device does not hold it (yet). */
export const currentSecret = (
  held: readonly HeldAccountSecret[],
  published: PublishedSecret | null,
): HeldAccountSecret | null =>
  published === null ? null : (held.find(one => equalBytes(publicKeyOf(one), published.akX)) ?? null)

/** False while somebody who was taken out may hold what this device would seal under. */
export const isSecretCurrent = (
  held: readonly HeldAccountSecret[],
  state: Pick<AccountState, 'secret' | 'needsNewSecret'> | null,
): boolean => state !== null && !state.needsNewSecret && currentSecret(held, state.secret) !== null

const publicKeyOf = ({ secret, generation }: HeldAccountSecret): Uint8Array =>
  accountKeyPair(secret.reveal(), generation).publicKey
