/** An account's records, taken in as any reader takes them in. */
import type { SecretRecipient } from '../../../../src/core/account/account-secret.ts'
import { type AccountState, evaluateChain, newestPrekeys } from '../../../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../../../src/protocol/accounts/verify-records.ts'
import { verifyWithTweetnacl } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountGenesis } from '../../../../src/protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'

export interface ReadAccount {
  readonly genesis: AccountGenesis
  readonly state: AccountState
  readonly recipients: readonly SecretRecipient[]
}

/** Throws on a record that is refused or does not count: these stories tell none. */
export const readAccount = async (
  genesis: AccountGenesis,
  records: readonly SignedRecord[],
  nowMs: number,
): Promise<ReadAccount> => {
  const read = await verifyAccountRecords(verifyWithTweetnacl, genesis.account, records)
  if (read.refused.length > 0) throw new Error(`refused: ${JSON.stringify(read.refused)}`)
  const state = evaluateChain(genesis, read.links)
  if (state.ignored.length > 0)
    throw new Error(`ignored: ${state.ignored.map(({ reason }) => reason).join()}`)
  const recipients = newestPrekeys(state, read.prekeys, nowMs).flatMap(({ device, prekey }) =>
    prekey === null ? [] : [{ device, prekeyId: prekey.id, x: prekey.x }],
  )
  return { genesis, state, recipients }
}
