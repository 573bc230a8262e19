/** What galleries need of the rest of the core. */
import type { Clock } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import type { Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { Audience } from '../api.ts'
import type { Audiences } from '../audiences/create-audiences.ts'
import type { BlobLoadError, BlobRef, StageError } from '../blobs/blob-types.ts'
import type { DocumentStore, Replica, Sealer } from '../documents/index.ts'
import type { ValueStorage } from '../ports.ts'
import type { Availability } from '../sync/sync-engine.ts'

export interface GalleryDeps {
  readonly self: AccountId
  readonly store: DocumentStore
  readonly availability: (doc: DocId) => Availability
  /** Whether the relay has the document as it is now. */
  readonly isAcknowledged: (doc: DocId) => boolean
  readonly isLive: () => boolean
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  /** Of every generation that is held; the newest last. */
  readonly secrets: () => readonly HeldAccountSecret[]
  /** What albums for whom one is connected to are sealed under. */
  readonly audiences: Pick<Audiences, 'current' | 'held' | 'find' | 'isLooking'>
  readonly random: Random
  readonly clock: Pick<Clock, 'nowMs'>
  readonly values: ValueStorage
  /** Once for each document. */
  readonly onOpened: (replica: Replica) => void
  readonly isOnRelay: (ref: BlobRef) => boolean
  /** Stages what is inside again, for the other audience. */
  readonly restage: (ref: BlobRef, audience: Audience) => Promise<Result<BlobRef, StageError | BlobLoadError>>
}
