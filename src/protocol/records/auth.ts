/**
 * auth, signed by the device (or by the root, while recovering): [relayOrigin, nonce32, acct32, dev32, tsMs].
 * It answers one relay's challenge once (PROTOCOL §8).
 */
import { err, ok, type Result } from '../../base/result.ts'
import { bytesOf, parseItem, text, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import type { AccountId } from './account-genesis.ts'
import { type SignedRecord, type SignMessage, signRecord } from './record.ts'

export interface Auth {
  readonly relayOrigin: string
  readonly nonce: Uint8Array
  readonly account: AccountId
  readonly device: Uint8Array
  readonly atMs: number
  readonly record: SignedRecord
}

const authShape = tuple<[string, Uint8Array, Uint8Array, Uint8Array, number]>(
  text(512),
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  uint(),
)

export const signAuth = (sign: SignMessage, auth: Omit<Auth, 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'auth', [auth.relayOrigin, auth.nonce, auth.account, auth.device, auth.atMs])

export const parseAuth = (record: SignedRecord): Result<Auth, Malformed> => {
  if (record.kind !== 'auth') return err(malformed('auth', 'unknown-kind'))
  const parsed = parseItem(authShape, record.body, 'auth')
  if (!parsed.ok) return parsed
  const [relayOrigin, nonce, account, device, atMs] = parsed.value
  return ok({ relayOrigin, nonce, account: account as AccountId, device, atMs, record })
}
