/**
 * prekey, signed by the device: [acct32, dev32, id, x32, createdAtMs, expiresMs]. A device's newest X25519
 * key; ids only grow (PROTOCOL §3).
 */
import { err, ok, type Result } from '../../base/result.ts'
import { bytesOf, parseItem, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import type { AccountId } from './account-genesis.ts'
import { signRecord, type SignedRecord, type SignMessage } from './record.ts'

export interface Prekey {
  readonly account: AccountId
  readonly device: Uint8Array
  readonly id: number
  readonly x: Uint8Array
  readonly createdAtMs: number
  readonly expiresMs: number
  readonly record: SignedRecord
}

const prekeyShape = tuple<[Uint8Array, Uint8Array, number, Uint8Array, number, number]>(
  bytesOf(32),
  bytesOf(32),
  uint(),
  bytesOf(32),
  uint(),
  uint(),
)

export const signPrekey = (sign: SignMessage, prekey: Omit<Prekey, 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'prekey', [
    prekey.account,
    prekey.device,
    prekey.id,
    prekey.x,
    prekey.createdAtMs,
    prekey.expiresMs,
  ])

export const parsePrekey = (record: SignedRecord): Result<Prekey, Malformed> => {
  if (record.kind !== 'prekey') return err(malformed('prekey', 'unknown-kind'))
  const parsed = parseItem(prekeyShape, record.body, 'prekey')
  if (!parsed.ok) return parsed
  const [account, device, id, x, createdAtMs, expiresMs] = parsed.value
  return ok({ account: account as AccountId, device, id, x, createdAtMs, expiresMs, record })
}
