import { join } from 'node:path'
import { systemClock } from '../../base/clock.ts'
import { systemRandom } from '../../base/random.ts'
import type { Ports } from '../../core/ports.ts'
import { limits } from '../../protocol/limits.ts'
import { createInProcessLock } from '../in-process-lock.ts'
import { noImagePreparer } from '../no-image-preparer.ts'
import { createNodeBlobStorage } from './blob-storage.ts'
import { createNodeBrowserKeyStore } from './browser-key-store.ts'
import { createNodeDevice } from './device.ts'
import { createNodeDocumentStorage } from './document-storage.ts'
import { createNodeHttp } from './http.ts'
import { createJsonLog } from './json-log.ts'
import { createNodeNetwork } from './network.ts'
import { createNodeRowStorage } from './row-storage.ts'
import { createNodeSourceStorage } from './source-storage.ts'
import { createNodeValueStorage } from './value-storage.ts'

/** A world kept in `directory`, for one process at a time; `overrides` replaces any part of it. */
export const createNodePorts = (directory: string, overrides: Partial<Ports> = {}): Ports => ({
  defaultRelay: null,
  clock: systemClock,
  random: systemRandom,
  documents: createNodeDocumentStorage(join(directory, 'documents')),
  values: createNodeValueStorage(join(directory, 'values')),
  rows: createNodeRowStorage(join(directory, 'rows')),
  blobs: createNodeBlobStorage(join(directory, 'blobs')),
  sources: createNodeSourceStorage(join(directory, 'sources')),
  images: noImagePreparer,
  browserKey: createNodeBrowserKeyStore(join(directory, 'keys')),
  network: createNodeNetwork({ maxFrameBytes: limits.frameBytes }),
  http: createNodeHttp(),
  device: createNodeDevice(directory),
  lock: createInProcessLock(),
  log: createJsonLog(systemClock),
  ...overrides,
})
