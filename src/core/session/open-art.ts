/** The parts of an open account that art is made of: galleries, their images, and the queue of new ones. */
import { createBlobService } from '../blobs/create-blob-service.ts'
import type { BlobRef, BlobService, DocumentBlobs } from '../blobs/blob-types.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { Audience, SettingsRow } from '../api.ts'
import type { GalleryDeps } from '../galleries/gallery-deps.ts'
import { createGalleryService } from '../galleries/gallery-service.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import { createIntake } from '../intake/create-intake.ts'
import type { IntakeService } from '../intake/intake-types.ts'
import type { Ports } from '../ports.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export type ImageSettings = Pick<SettingsRow, 'keepOriginals' | 'imageBudgetBytes'>

export interface OpenArt {
  readonly galleries: GalleryService
  readonly blobs: BlobService
  readonly intake: IntakeService
  /** One's own albums are opened whenever they become known, also on a device that has just joined. */
  follow(): void
  close(): void
}

export interface OpenArtDeps extends Pick<
  GalleryDeps,
  'self' | 'store' | 'sealer' | 'secrets' | 'audiences' | 'onOpened'
> {
  readonly ports: Ports
  readonly engine: SyncEngine
  readonly settings: () => ImageSettings
  /** What else this account refers to, besides its galleries. */
  readonly otherReferences: () => Promise<readonly DocumentBlobs[]>
}

const dayMs = 24 * 60 * 60 * 1_000

export const openArt = async (deps: OpenArtDeps): Promise<OpenArt> => {
  const { ports, engine, self } = deps
  const blobs = await createBlobService({
    ports,
    references: async () => [...(await galleries.references()), ...(await deps.otherReferences())],
    relay: engine,
    budgetBytes: () => deps.settings().imageBudgetBytes,
  })
  const restage = async (ref: BlobRef, audience: Audience) => {
    const loaded = await blobs.load(ref)
    return loaded.ok ? blobs.stage(loaded.value, ref.mime, audience) : loaded
  }
  const galleries = createGalleryService({
    ...deps,
    ...ports,
    restage,
    availability: engine.availability,
    isAcknowledged: engine.isAcknowledged,
    isLive: () => engine.status().line === 'ready',
    isOnRelay: blobs.isOnRelay,
  })
  const intake = createIntake({ ports, galleries, blobs, keepOriginals: () => deps.settings().keepOriginals })
  const ownAccount = accountIdToText(self)
  const stopHousekeeping = keepHouse({ galleries, blobs }, ports)

  return {
    galleries,
    blobs,
    intake,
    follow() {
      galleries.albums(ownAccount).catch((error: unknown) => logFailure(ports, 'albums-not-followed', error))
      blobs.documentsChanged()
    },
    close() {
      stopHousekeeping()
      intake.close()
      blobs.close()
    },
  }
}

/** At once and then every day: the bin lets go of what is due, and the disk of what nothing refers to. */
const keepHouse = (
  { galleries, blobs }: Pick<OpenArt, 'galleries' | 'blobs'>,
  ports: Ports,
): (() => void) => {
  let cancel = (): void => undefined
  let closed = false
  const tidy = async (): Promise<void> => {
    await galleries.purge()
    await blobs.sweep()
  }
  const tidyDaily = (): void => {
    if (closed) return
    cancel = ports.clock.after(dayMs, tidyDaily)
    // Whatever failed is due again tomorrow, and at the next start.
    tidy().catch((error: unknown) => logFailure(ports, 'housekeeping-failed', error))
  }
  cancel = ports.clock.after(firstTidyMs, tidyDaily)
  return () => {
    closed = true
    cancel()
  }
}

/** Once the first screen has what it needs. */
const firstTidyMs = 10_000

const logFailure = ({ log }: Pick<Ports, 'log'>, event: string, error: unknown): void =>
  log({ event, detail: error instanceof Error ? error.name : 'unknown' })
