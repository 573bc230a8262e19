/**
 * What this program knows of accounts: for each, the records of its identity document and the state they
 * evaluate to. It answers the gate's question about a device (PROTOCOL §3, §4), on devices and relay alike.
 */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { ChangeHash } from '../changes/change.ts'
import type { VerifySignature } from '../crypto/verify.ts'
import type { JudgeDevice, SealAuthority } from '../gate/gate.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { Doc32, DocumentGenesis } from '../records/document-genesis.ts'
import type { Prekey } from '../records/prekey.ts'
import type { SignedRecord } from '../records/record.ts'
import { type AccountState, evaluateChain, sealAuthority } from './chain.ts'
import { createVerifiedMemo, verifyAccountRecords } from './verify-records.ts'

export interface AccountEntry {
  readonly state: AccountState
  readonly prekeys: readonly Prekey[]
  /** All verified records, for whoever has to show the chain. */
  readonly records: readonly SignedRecord[]
}

export interface AccountBook {
  entryOf(account: AccountId): AccountEntry | null
  /** Evaluates an account anew from the records of its identity document; null while there is no genesis. */
  learn(account: AccountId, records: readonly SignedRecord[]): Promise<AccountEntry | null>
  /** The same without keeping the answer. */
  evaluate(account: AccountId, records: readonly SignedRecord[]): Promise<AccountEntry | null>
  forget(account: AccountId): void
  judgeFor(genesis: DocumentGenesis): JudgeDevice
}

export const createAccountBook = (verify: VerifySignature): AccountBook => {
  const entries = new Map<string, AccountEntry>()
  const memo = createVerifiedMemo()

  const evaluate = async (
    account: AccountId,
    records: readonly SignedRecord[],
  ): Promise<AccountEntry | null> => {
    const verified = await verifyAccountRecords(verify, account, records, memo)
    if (verified.genesis === null) return null
    const bad = new Set(verified.refused.map(({ index }) => index))
    return {
      state: evaluateChain(verified.genesis, verified.links),
      prekeys: verified.prekeys,
      records: records.filter((_, index) => !bad.has(index)),
    }
  }

  return {
    entryOf: account => entries.get(bytesToHex(account)) ?? null,
    evaluate,
    async learn(account, records) {
      const entry = await evaluate(account, records)
      if (entry === null) entries.delete(bytesToHex(account))
      else entries.set(bytesToHex(account), entry)
      return entry
    },
    forget(account) {
      entries.delete(bytesToHex(account))
    },
    judgeFor: genesis => async (device, recordsBeneath) => {
      const known = entries.get(bytesToHex(genesis.owner)) ?? null
      const entry =
        recordsBeneath.length === 0 || genesis.kind !== 'identity'
          ? known
          : await evaluate(genesis.owner, [...(known?.records ?? []), ...recordsBeneath])
      return entry === null ? 'unknown' : authorityIn(entry.state, device, genesis.doc32)
    },
  }
}

const authorityIn = (state: AccountState, device: Uint8Array, doc32: Doc32): SealAuthority => {
  const authority = sealAuthority(state, device)
  if (authority === 'active' || authority === 'unknown') return authority
  const row = authority.frontier.find(([document]) => equalBytes(document, doc32))
  return { frontier: (row?.[1] ?? []).map((hash): ChangeHash => bytesToHex(hash)) }
}
