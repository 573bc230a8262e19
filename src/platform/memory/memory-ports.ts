import { systemClock } from '../../base/clock.ts'
import { systemRandom } from '../../base/random.ts'
import type { Device, Ports } from '../../core/ports.ts'
import { createInProcessLock } from '../in-process-lock.ts'
import { noImagePreparer } from '../no-image-preparer.ts'
import { createMemoryBlobStorage } from './blob-storage.ts'
import { createMemoryBrowserKeyStore } from './browser-key-store.ts'
import { createMemoryDocumentStorage } from './document-storage.ts'
import { offlineNetwork } from './offline-network.ts'
import { createMemoryRowStorage } from './row-storage.ts'
import { createMemorySourceStorage } from './source-storage.ts'
import { unreachableHttp } from './unreachable-http.ts'
import { createMemoryValueStorage } from './value-storage.ts'

/** A world that leaves no trace and has no network; `overrides` replaces any part of it. */
export const createMemoryPorts = (overrides: Partial<Ports> = {}): Ports => ({
  defaultRelay: null,
  clock: systemClock,
  random: systemRandom,
  documents: createMemoryDocumentStorage(),
  values: createMemoryValueStorage(),
  rows: createMemoryRowStorage(),
  blobs: createMemoryBlobStorage(),
  sources: createMemorySourceStorage(),
  images: noImagePreparer,
  browserKey: createMemoryBrowserKeyStore(),
  network: offlineNetwork,
  http: unreachableHttp,
  device: createMemoryDevice(),
  lock: createInProcessLock(),
  log: () => {},
  ...overrides,
})

const createMemoryDevice = (): Device => ({
  estimateStorage: async () => ({ usedBytes: null, quotaBytes: null, persisted: false }),
  persistStorage: async () => false,
})
