/** What audience secrets need of the rest of the core. */
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import type { DocumentStore, Replica, Sealer } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { SealedRows } from '../private/private-types.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface AudienceDeps {
  readonly self: AccountId
  readonly store: Pick<DocumentStore, 'open' | 'release' | 'held' | 'onAccountChange'>
  readonly engine: Pick<SyncEngine, 'status' | 'onStatus' | 'availability' | 'untrack' | 'park'>
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  /** Of every generation that is held; the one in use last. */
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly book: Pick<AccountBook, 'entryOf'>
  readonly profiles: Pick<ProfileService, 'held' | 'raise' | 'state'>
  /** Null until people are there. */
  readonly people: () => Pick<
    ConnectionService,
    'contacts' | 'contactOf' | 'isChainCurrent' | 'onChange'
  > | null
  /** Keys `aud/…`. */
  readonly rows: SealedRows
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  /** Once for each document. */
  readonly onOpened: (replica: Replica) => void
  readonly isRevoked: () => boolean
}
