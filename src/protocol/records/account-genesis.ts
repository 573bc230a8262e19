/**
 * genesis (of an account), signed by the root: [1, rootPub32, recoveryX32]. Its rid is the account id,
 * so who has the recovery words can compute the id, and who has the id can check the keys.
 */
import { err, ok, type Result } from '../../base/result.ts'
import type { Brand } from '../../base/brand.ts'
import { bytesOf, literal, parseItem, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { recordId, signRecord, type SignedRecord, type SignMessage } from './record.ts'

/** 32 bytes: the rid of an account's genesis. */
export type AccountId = Brand<Uint8Array, 'AccountId'>

export interface AccountGenesis {
  readonly account: AccountId
  /** Ed25519, 32 bytes. */
  readonly rootPub: Uint8Array
  /** X25519, 32 bytes. */
  readonly recoveryX: Uint8Array
  readonly record: SignedRecord
}

const version = 1
const genesisShape = tuple(literal(version), bytesOf(32), bytesOf(32))

export const accountIdOf = (rootPub: Uint8Array, recoveryX: Uint8Array): AccountId =>
  recordId('genesis', [version, rootPub, recoveryX]) as AccountId

export const createAccountGenesis = (
  sign: SignMessage,
  rootPub: Uint8Array,
  recoveryX: Uint8Array,
): Promise<SignedRecord> => signRecord(sign, 'genesis', [version, rootPub, recoveryX])

/** Shape only; the signature is checked with the account's other records (accounts/verify-chain.ts). */
export const parseAccountGenesis = (record: SignedRecord): Result<AccountGenesis, Malformed> => {
  if (record.kind !== 'genesis') return err(malformed('genesis', 'unknown-kind'))
  if (typeof record.body[0] === 'number' && record.body[0] !== version)
    return err(malformed('genesis', 'unknown-version'))
  const parsed = parseItem(genesisShape, record.body, 'genesis')
  if (!parsed.ok) return parsed
  const [, rootPub, recoveryX] = parsed.value
  return ok({ account: accountIdOf(rootPub, recoveryX), rootPub, recoveryX, record })
}
