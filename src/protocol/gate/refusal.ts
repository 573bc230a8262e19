/** Why the gate kept something out. Plain data, without content: safe to log and to count. */
import type { ChangeHash } from '../changes/change.ts'
import type { Malformed } from '../errors.ts'

export type RefusalReason =
  /** The first change is not the one that this document's id stands for. */
  | 'wrong-genesis'
  /** An actor's sequence number that is taken already. */
  | 'duplicate-seq'
  /** An actor's change under a seal, without the one before it. */
  | 'seq-gap'
  /** The operation counter is not the one that follows from the parents. */
  | 'wrong-start-op'
  /** The seal's device was never certified by the owner's chain. */
  | 'unknown-device'
  /** The seal's device was revoked, and the seal is not beneath what was kept of it. */
  | 'revoked-device'
  /** The signature does not hold for this document, device, counter and header. */
  | 'bad-seal-signature'
  /** More changes are waiting for a seal than may wait. */
  | 'stage-full'
  /** A message carried so many bad seals that the rest was not looked at. */
  | 'too-many-bad-seals'
  /** Stands on a change that was refused. */
  | 'parent-refused'

export type GateRefusal =
  | Malformed
  | { readonly type: 'refused'; readonly reason: RefusalReason; readonly hash: ChangeHash | null }

export const refused = (reason: RefusalReason, hash: ChangeHash | null = null): GateRefusal => ({
  type: 'refused',
  reason,
  hash,
})
