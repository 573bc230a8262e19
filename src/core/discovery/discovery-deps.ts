/** What discovery needs of the rest of the core. */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import type { DocumentStore, Replica } from '../documents/index.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { JournalService } from '../journal/journal-types.ts'
import type { Ports } from '../ports.ts'
import type { PrivateMap, SealedRows } from '../private/private-types.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export type KnownPeople = Pick<ConnectionService, 'contacts' | 'contactOf' | 'onChange'>
export type KnownJournals = Pick<
  JournalService,
  'followOf' | 'publicFollowersOf' | 'appreciationsOf' | 'isMuted' | 'onChange'
>

export interface DiscoveryDeps {
  readonly self: AccountId
  readonly store: DocumentStore
  readonly engine: Pick<
    SyncEngine,
    'untrack' | 'availability' | 'status' | 'onStatus' | 'onReady' | 'httpBase' | 'httpAccess' | 'dropToken'
  >
  readonly profiles: Pick<ProfileService, 'held' | 'setListed'>
  readonly galleries: Pick<GalleryService, 'shownAlbums'>
  readonly rows: SealedRows
  /** Field `listing`. */
  readonly network: PrivateMap
  readonly http: Ports['http']
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  readonly onOpened: (replica: Replica) => void
  /** Both are made after this. */
  readonly people: () => KnownPeople
  readonly journal: () => KnownJournals | null
  readonly nameOf: (account: AccountId) => string
}
