/** What the line of journals needs of the rest of the core. */
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../../account/account-secret.ts'
import type { AudienceService } from '../../audiences/audience-types.ts'
import type { DocumentStore, Replica, Sealer } from '../../documents/index.ts'
import type { Ports } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { ProfileService } from '../../profiles/profile-service.ts'
import type { SyncEngine } from '../../sync/sync-engine.ts'

export interface LineDeps {
  readonly self: AccountId
  readonly store: Pick<DocumentStore, 'open' | 'release' | 'replica' | 'onOpened' | 'onAccountChange'>
  readonly engine: Pick<
    SyncEngine,
    'untrack' | 'park' | 'availability' | 'isAcknowledged' | 'status' | 'onStatus' | 'onAcknowledged'
  >
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  /** Of the account, every generation that is held; the newest last. */
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly book: Pick<AccountBook, 'entryOf'>
  readonly audiences: Pick<AudienceService, 'current' | 'held' | 'find' | 'newest' | 'onKeys'>
  readonly profiles: Pick<ProfileService, 'held' | 'raise' | 'state'>
  /** Keys `jl/…`. */
  readonly rows: SealedRows
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  /** Tracks it, with its owner's identity. */
  readonly onOpened: (replica: Replica) => void
  readonly isRevoked: () => boolean
}
