/** What talk needs of the rest of the core. */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { BlobService } from '../../blobs/blob-types.ts'
import type { ConnectionService } from '../../connections/connection-types.ts'
import type { Signer } from '../../crypto/ed25519.ts'
import type { GalleryService } from '../../galleries/gallery-types.ts'
import type { Ports } from '../../ports.ts'
import type { PrivateMap, SealedRows } from '../../private/private-types.ts'
import type { SyncEngine } from '../../sync/sync-engine.ts'
import type { Lines, RoomService } from '../chat-types.ts'

export interface ChatDeps {
  readonly self: AccountId
  readonly signer: Pick<Signer, 'publicKey'>
  readonly lines: Lines
  readonly roomService: RoomService
  readonly people: ConnectionService
  /** Fields `m:<conversation>` (how far one has read) and `p:` (privacy). */
  readonly talk: PrivateMap
  readonly rows: SealedRows
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log' | 'images'>
  readonly blobs: Pick<BlobService, 'stage' | 'documentsChanged'>
  readonly galleries: Pick<GalleryService, 'work' | 'blobOf'>
  readonly engine: Pick<SyncEngine, 'availability' | 'onStatus'>
  readonly isRevoked: () => boolean
  readonly nameOf: (account: AccountId) => string
}
