/** Whether an epoch that stands in a feed may be believed (PROTOCOL §5). Its secret is another matter. */
import { equalBytes } from '../../../base/bytes.ts'
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import { type AccountState, coversHeads, deviceOf } from '../../../protocol/accounts/chain.ts'
import type { VerifySignature } from '../../../protocol/crypto/verify.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import { verifyRecord } from '../../../protocol/records/verify-record.ts'
import type { Epoch } from '../../../protocol/rooms/room-types.ts'
import type { EpochProblem } from './known-epoch.ts'

/** The document that an entry was found in, and whose it is. */
export interface FeedPlace {
  readonly doc32: Doc32
  readonly owner: AccountId
}

/** `waits`: the account's chain is not here, or not as far as the epoch quotes it. */
export type EpochVerdict =
  | { readonly kind: 'good' }
  | { readonly kind: 'refused'; readonly problem: EpochProblem }
  /** `isSigned`: by a device of its creator. */
  | { readonly kind: 'waits'; readonly account: AccountId; readonly isSigned: boolean }

const refused = (problem: EpochProblem): EpochVerdict => ({ kind: 'refused', problem })

export const judgeEpoch = async (
  epoch: Epoch,
  place: FeedPlace,
  book: Pick<AccountBook, 'entryOf'>,
  verify: VerifySignature,
): Promise<EpochVerdict> => {
  if (!equalBytes(epoch.feed, place.doc32)) return refused('wrong-feed')
  if (!equalBytes(epoch.creator, place.owner)) return refused('wrong-creator')
  const creator = book.entryOf(epoch.creator)?.state ?? null
  // The gate let a revoked device's seal in, so what it wrote before counts.
  if (creator === null) return { kind: 'waits', account: epoch.creator, isSigned: false }
  const unknown = accountNotCovered(epoch, book)
  if (deviceOf(creator, epoch.creatorDevice) === null) {
    return unknown === null
      ? refused('not-certified')
      : { kind: 'waits', account: epoch.creator, isSigned: false }
  }
  if (!(await verifyRecord(verify, epoch.record, epoch.creatorDevice))) return refused('bad-signature')
  if (unknown !== null) return { kind: 'waits', account: unknown, isSigned: true }
  return hasOnlyCertifiedRecipients(epoch, book) ? { kind: 'good' } : refused('not-certified')
}

/** The first quoted account whose chain is not here as far as it is quoted. */
const accountNotCovered = (epoch: Epoch, book: Pick<AccountBook, 'entryOf'>): AccountId | null => {
  const missing = epoch.members.find(([account, heads]) => {
    const state = book.entryOf(account)?.state ?? null
    return state === null || !coversHeads(state, heads)
  })
  return missing?.[0] ?? null
}

/** Of any status: a device may have been revoked since. One that no quoted chain knows is nobody's. */
const hasOnlyCertifiedRecipients = (epoch: Epoch, book: Pick<AccountBook, 'entryOf'>): boolean => {
  const states = epoch.members.flatMap(([account]): AccountState[] => {
    const state = book.entryOf(account)?.state ?? null
    return state === null ? [] : [state]
  })
  return epoch.wraps.every(([device]) => states.some(state => deviceOf(state, device) !== null))
}
