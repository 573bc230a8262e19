/** Who is to read what one sends now, from the members' chains; or whom one has to wait for. */
import { bytesToHex, compareBytes, equalBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import { newestPrekeys } from '../../../protocol/accounts/chain.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { LineSendError, Seating } from '../chat-types.ts'
import type { Audience, AudienceDevice } from './epoch-rules.ts'

export interface AudienceDeps {
  readonly self: AccountId
  readonly book: Pick<AccountBook, 'entryOf'>
  readonly isChainCurrent: (account: AccountId) => boolean
  /** A prekey that was found to be nobody's key. */
  readonly isUnusable: (device: Uint8Array, prekeyId: number) => boolean
}

const waitsFor = (what: 'their-devices' | 'their-chain', account: AccountId): Result<never, LineSendError> =>
  err({ type: 'waits', for: what, account })

export const audienceOf = (
  { members, controlHeads }: Pick<Seating, 'members' | 'controlHeads'>,
  nowMs: number,
  deps: AudienceDeps,
): Result<Audience, LineSendError> => {
  if (!members.some(member => equalBytes(member, deps.self))) return err({ type: 'not-seated' })
  const devices: AudienceDevice[] = []
  const quoted: [AccountId, readonly Uint8Array[]][] = []
  for (const account of distinct(members)) {
    const entry = deps.book.entryOf(account)
    if (entry === null || entry.state.pending.length > 0 || !deps.isChainCurrent(account)) {
      return waitsFor('their-chain', account)
    }
    const readers = newestPrekeys(entry.state, entry.prekeys, nowMs).flatMap(({ device, prekey, dormant }) =>
      prekey === null || dormant || deps.isUnusable(device, prekey.id)
        ? []
        : [{ account, device, prekeyId: prekey.id, x: prekey.x }],
    )
    if (readers.length === 0 && !equalBytes(account, deps.self)) return waitsFor('their-devices', account)
    devices.push(...readers)
    quoted.push([account, entry.state.nextPrev])
  }
  if (devices.length === 0) return waitsFor('their-devices', deps.self)
  return devices.length > limits.wrapsPerEpoch
    ? err({ type: 'too-large' })
    : ok({ devices, members: quoted, controlHeads })
}

const distinct = (accounts: readonly AccountId[]): readonly AccountId[] =>
  [...new Map(accounts.map(account => [bytesToHex(account), account])).values()].toSorted(compareBytes)
