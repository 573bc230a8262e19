/** Reading one envelope, in the order of PROTOCOL §5: whose it is, then what it says. */
import { equalBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import { deviceOf } from '../../../protocol/accounts/chain.ts'
import type { VerifySignature } from '../../../protocol/crypto/verify.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { verifyRecord } from '../../../protocol/records/verify-record.ts'
import { messageKey, unpadPlain } from '../../../protocol/rooms/envelope.ts'
import { decodePlain } from '../../../protocol/rooms/plain.ts'
import type { Plain } from '../../../protocol/rooms/plain-types.ts'
import type { Envelope, RoomId } from '../../../protocol/rooms/room-types.ts'
import type { UnreadableReason } from '../../api.ts'
import { openBox } from '../../crypto/secretbox.ts'
import { wipe } from '../../crypto/wipe.ts'
import type { FeedPlace } from './judge-epoch.ts'
import { type EpochProblem, isBelieved, type KnownEpoch } from './known-epoch.ts'

/**
 * Why an envelope counts for nothing. `other-feed`: it was signed for another document. `other-account`: its device is
 * another member's. `not-addressed`: its device has no part in the epoch.
 */
export type EnvelopeProblem =
  | 'other-feed'
  | 'other-account'
  | 'unknown-device'
  | 'not-addressed'
  | 'bad-signature'
  | 'repeated'
  | 'wrong-key'
  | 'bad-padding'
  | 'bad-content'
  | 'newer-content'
  | EpochProblem

export const reasonOf = (problem: EnvelopeProblem): UnreadableReason => {
  switch (problem) {
    case 'other-feed':
    case 'other-account':
    case 'bad-signature':
    case 'wrong-feed':
    case 'wrong-creator':
      return 'wrong-sender'
    case 'unknown-device':
    case 'not-addressed':
    case 'not-certified':
      return 'not-certified'
    case 'wrong-wrap':
    case 'wrong-secret':
      return 'no-key'
    case 'rolled-back':
      return 'old-key'
    case 'repeated':
      return 'repeated'
    case 'newer-content':
      return 'newer-version'
    case 'wrong-key':
    case 'bad-padding':
    case 'bad-content':
      return 'broken'
  }
}

/** `waits-epoch`: not seen yet. `waits-account`: a device that the chain, as it is here, does not know. */
export type SenderVerdict =
  | { readonly kind: 'good'; readonly epoch: KnownEpoch }
  | { readonly kind: 'refused'; readonly problem: EnvelopeProblem }
  | { readonly kind: 'waits-epoch' }
  | { readonly kind: 'waits-account' }

export interface SenderDeps {
  readonly book: Pick<AccountBook, 'entryOf'>
  readonly verify: VerifySignature
  readonly epochOf: (envelope: Envelope) => KnownEpoch | null
  /** Of the line: whose devices must not be spoken for. */
  readonly accounts: readonly AccountId[]
}

const refused = (problem: EnvelopeProblem): SenderVerdict => ({ kind: 'refused', problem })

export const judgeSender = async (
  envelope: Envelope,
  place: FeedPlace,
  deps: SenderDeps,
): Promise<SenderVerdict> => {
  const { feed, device } = envelope.header
  if (!equalBytes(feed, place.doc32)) return refused('other-feed')
  const epoch = deps.epochOf(envelope)
  if (epoch === null) return { kind: 'waits-epoch' }
  if (!isDeviceOf(place.owner, device, deps.book)) {
    const isAnothers = deps.accounts.some(account => isDeviceOf(account, device, deps.book))
    return isAnothers ? refused('other-account') : { kind: 'waits-account' }
  }
  if (!hasPart(epoch, device)) return refused('not-addressed')
  if (!(await verifyRecord(deps.verify, envelope.record, device))) return refused('bad-signature')
  return epoch.problem === null || isBelieved(epoch) ? { kind: 'good', epoch } : refused(epoch.problem)
}

/** Active, or revoked: then the gate let in what it wrote before. */
const isDeviceOf = (account: AccountId, device: Uint8Array, book: Pick<AccountBook, 'entryOf'>): boolean => {
  const state = book.entryOf(account)?.state ?? null
  return state !== null && deviceOf(state, device) !== null
}

const hasPart = (epoch: KnownEpoch, device: Uint8Array): boolean =>
  equalBytes(epoch.creatorDevice, device) || epoch.recipients.some(recipient => equalBytes(recipient, device))

export const openEnvelope = (
  envelope: Envelope,
  secret: Uint8Array,
  room: RoomId,
): Result<Plain, EnvelopeProblem> => {
  const { header, nonce, ciphertext } = envelope
  const key = messageKey(secret, header.epoch, room, header)
  const padded = openBox({ nonce, box: ciphertext }, key)
  wipe(key)
  if (padded === null) return err('wrong-key')
  const bytes = unpadPlain(padded)
  if (bytes === null) return err('bad-padding')
  const plain = decodePlain(bytes)
  if (plain.ok) return ok(plain.value)
  return err(plain.error.reason === 'unknown-kind' ? 'newer-content' : 'bad-content')
}
