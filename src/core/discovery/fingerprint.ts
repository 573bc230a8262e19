/** The first eight bytes of an account id in hex, in fours: tells people of one name apart. */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'

export const fingerprintOf = (account: AccountId): string =>
  bytesToHex(account.subarray(0, 8)).match(/.{4}/g)?.join(' ') ?? ''
