/** The parts of an open account that the network is made of: what people publish, and how one finds it. */
import { ok, type Result } from '../../base/result.ts'
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { Audiences } from '../audiences/create-audiences.ts'
import type { BlobService } from '../blobs/blob-types.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import { createDiscovery } from '../discovery/create-discovery.ts'
import type { DiscoveryService } from '../discovery/discovery-types.ts'
import type { DocumentStore, LoadError, Replica, Sealer } from '../documents/index.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import { createJournalService } from '../journal/create-journal.ts'
import type { JournalService } from '../journal/journal-types.ts'
import { createJournalLine } from '../journal/line/create-line.ts'
import type { Ports } from '../ports.ts'
import { createPrivateMap } from '../private/private-map.ts'
import type { SealedRows } from '../private/private-types.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface OpenNetwork {
  readonly journal: JournalService
  readonly discovery: DiscoveryService
  /** Something that one published is not on this device yet. */
  isHistoryArriving(): Promise<boolean>
  close(): Promise<void>
}

export interface OpenNetworkDeps {
  readonly self: AccountId
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly book: AccountBook
  readonly sealer: () => Sealer | null
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly ports: Ports
  readonly rows: SealedRows
  readonly audiences: Audiences
  readonly profiles: ProfileService
  readonly galleries: GalleryService
  readonly blobs: BlobService
  readonly people: ConnectionService
  readonly nameOf: (account: AccountId) => string
  readonly isRevoked: () => boolean
  readonly onOpened: (replica: Replica) => void
}

export const openNetwork = async (deps: OpenNetworkDeps): Promise<Result<OpenNetwork, LoadError>> => {
  const { ports, people } = deps
  const network = await createPrivateMap({ ...deps, random: ports.random, purpose: 'network' })
  if (!network.ok) return network
  let journal: JournalService | null = null
  const discovery = await createDiscovery({
    ...deps,
    network: network.value,
    http: ports.http,
    people: () => people,
    journal: () => journal,
  })
  const line = await createJournalLine(deps)
  journal = await createJournalService({
    ...deps,
    line,
    network: network.value,
    discovery: () => discovery,
    isLive: () => deps.engine.status().line === 'ready',
    onLive: deps.engine.onStatus,
  })
  const opened = journal
  return ok({
    journal: opened,
    discovery,
    async isHistoryArriving() {
      const { segments, read } = line.reach(deps.self)
      return read < segments || !(await deps.audiences.areOwnHere())
    },
    async close() {
      await opened.close()
      await line.close()
      await discovery.close()
    },
  })
}
