/** Links that keep an account's secret with the devices it has, and with no other (PROTOCOL §3). */
import { equalBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { type Frontier, signLink } from '../../protocol/records/link.ts'
import { recordId, type SignedRecord } from '../../protocol/records/record.ts'
import type { Signer } from '../crypto/ed25519.ts'
import {
  createAccountSecret,
  firstGeneration,
  type HeldAccountSecret,
  type PublishedSecret,
  type SecretRecipient,
} from './account-secret.ts'

/** What a plan needs to know of a verified chain; `AccountState` is one. */
export interface ChainPosition {
  readonly account: AccountId
  readonly recoveryX: Uint8Array
  readonly secret: PublishedSecret | null
  /** The rids that the next link follows, sorted. */
  readonly nextPrev: readonly Uint8Array[]
}

export interface SecretPlan {
  readonly records: readonly SignedRecord[]
  /** For the vault; null when the plan makes none. */
  readonly secret: HeldAccountSecret | null
  /** Devices that could not be given the secret; they stay without until they publish a prekey. */
  readonly leftOut: readonly Uint8Array[]
}

/** The next generation, wrapped to `recipients` (every active device that has a prekey). */
export const planNewSecret = async (
  by: Signer,
  chain: ChainPosition,
  recipients: readonly SecretRecipient[],
  random: Random,
): Promise<SecretPlan> => {
  const { account, recoveryX, nextPrev } = chain
  const generation = chain.secret === null ? firstGeneration : chain.secret.generation + 1
  const made = createAccountSecret(account, recoveryX, recipients, generation, random)
  const ak = await signLink(by.sign, account, nextPrev, by.publicKey, made.operation)
  return { records: [ak], secret: made.held, leftOut: made.leftOut }
}

/**
 * A revoke, then a new secret for those who stay. Whether `by` may revoke is `canRevoke`'s to say. A
 * device that revokes itself has no say afterwards: the plan is the revoke alone, and the chain tells
 * the other devices that a new secret is due.
 */
export const planRevoke = async (
  by: Signer,
  chain: ChainPosition,
  revoked: { readonly device: Uint8Array; readonly frontier: Frontier },
  recipients: readonly SecretRecipient[],
  random: Random,
): Promise<SecretPlan> => {
  const revoke = await signLink(by.sign, chain.account, chain.nextPrev, by.publicKey, {
    op: 'revoke',
    ...revoked,
  })
  if (equalBytes(by.publicKey, revoked.device)) return { records: [revoke], secret: null, leftOut: [] }
  const remaining = recipients.filter(({ device }) => !equalBytes(device, revoked.device))
  const after = { ...chain, nextPrev: [recordId(revoke.kind, revoke.body)] }
  const next = await planNewSecret(by, after, remaining, random)
  return { ...next, records: [revoke, ...next.records] }
}
