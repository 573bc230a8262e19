/** What the talk of journals needs of the rest of the core. */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { AudienceService } from '../../audiences/audience-types.ts'
import type { BlobService } from '../../blobs/blob-types.ts'
import type { ConnectionService } from '../../connections/connection-types.ts'
import type { DiscoveryService } from '../../discovery/discovery-types.ts'
import type { GalleryService } from '../../galleries/gallery-types.ts'
import type { Ports } from '../../ports.ts'
import type { PrivateMap, SealedRows } from '../../private/private-types.ts'
import type { JournalLine } from '../journal-types.ts'

export interface JournalDeps {
  readonly self: AccountId
  readonly line: JournalLine
  readonly audiences: Pick<AudienceService, 'held' | 'newest'>
  readonly people: Pick<ConnectionService, 'contacts' | 'contactOf' | 'onChange'>
  /** Fields `f:<random>` (followed in private), `m:<random>` (muted) and `r:` (how far notices were read). */
  readonly network: PrivateMap
  readonly rows: SealedRows
  readonly blobs: Pick<BlobService, 'stage' | 'isOnRelay' | 'documentsChanged' | 'uploads' | 'onStatus'>
  readonly galleries: Pick<GalleryService, 'work' | 'album' | 'blobOf'>
  readonly discovery: () => Pick<DiscoveryService, 'references' | 'card'>
  readonly ports: Pick<Ports, 'images' | 'sources' | 'clock' | 'random' | 'log'>
  /** The relay is being listened to. */
  readonly isLive: () => boolean
  /** `isLive` may have changed, or what the relay has. */
  readonly onLive: (listener: () => void) => () => void
  readonly isRevoked: () => boolean
  readonly nameOf: (account: AccountId) => string
}
