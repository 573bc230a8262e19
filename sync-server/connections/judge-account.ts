/** What an account is when a client connects: what the relay holds of it, and what the client shows, together. */
import { err, ok } from '../../src/base/result.ts'
import { type AccountState, evaluateChain } from '../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../src/protocol/accounts/verify-records.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import type { JudgeAccount } from './handshake.ts'

export interface KnownAccounts {
  /** Null when nothing is held of it. */
  accountState(account: AccountId): Promise<AccountState | null>
  /** The records held of it; some may turn out not to be its own. */
  accountRecords(account: AccountId): Promise<readonly SignedRecord[]>
}

/**
 * The union is judged, so that an old chain cannot hide a revocation that the relay has, and a new one is
 * believed although the relay lags behind. Nothing shown here is kept: it comes again, sealed, with the
 * identity document.
 */
export const createJudgeAccount =
  (known: KnownAccounts, verify: VerifySignature): JudgeAccount =>
  async (account, presented) => {
    if (presented.length === 0) return ok(await known.accountState(account))
    const records = [...presented, ...(await known.accountRecords(account))]
    const { genesis, links, refused } = await verifyAccountRecords(verify, account, records)
    if (refused.some(({ index }) => index < presented.length)) return err('bad-chain')
    return ok(genesis === null ? null : evaluateChain(genesis, links))
  }
