import { systemClock } from '../../base/clock.ts'
import { systemRandom } from '../../base/random.ts'
import type { ImagePreparer, Ports } from '../../core/ports.ts'
import { limits } from '../../protocol/limits.ts'
import { createBrowserBlobStorage } from './blob-storage.ts'
import { createIndexedDbBrowserKeyStore } from './browser-key-store.ts'
import { consoleLog } from './console-log.ts'
import { createBrowserDevice } from './device.ts'
import { createBrowserDocumentStorage } from './document-storage.ts'
import { createBrowserHttp } from './http.ts'
import { createBrowserNetwork } from './network.ts'
import { createBrowserRowStorage } from './row-storage.ts'
import { createBrowserSourceStorage } from './source-storage.ts'
import { createBrowserValueStorage } from './value-storage.ts'
import { createWebLock } from './web-lock.ts'

/** The world of a worker in a browser; pages lend it `images`. Touches nothing until a port is used. */
export const createBrowserPorts = (images: ImagePreparer): Ports => ({
  defaultRelay: `${self.location.protocol === 'https:' ? 'wss:' : 'ws:'}//${self.location.host}/sync`,
  clock: systemClock,
  random: systemRandom,
  documents: createBrowserDocumentStorage(),
  values: createBrowserValueStorage(),
  rows: createBrowserRowStorage(),
  blobs: createBrowserBlobStorage(),
  sources: createBrowserSourceStorage(),
  images,
  browserKey: createIndexedDbBrowserKeyStore(),
  network: createBrowserNetwork(self, { maxFrameBytes: limits.frameBytes }),
  http: createBrowserHttp(),
  device: createBrowserDevice(navigator.storage),
  lock: createWebLock(navigator.locks),
  log: consoleLog,
})
