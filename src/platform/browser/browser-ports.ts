import { systemClock } from '../../base/clock.ts'
import { systemRandom } from '../../base/random.ts'
import type { Ports } from '../../core/ports.ts'
import { limits } from '../../protocol/limits.ts'
import { createIndexedDbBrowserKeyStore } from './browser-key-store.ts'
import { consoleLog } from './console-log.ts'
import { createBrowserDevice } from './device.ts'
import { createBrowserDocumentStorage } from './document-storage.ts'
import { createBrowserNetwork } from './network.ts'
import { createBrowserValueStorage } from './value-storage.ts'
import { createWebLock } from './web-lock.ts'

/** The world of a worker in a browser. Touches nothing until a port is used. */
export const createBrowserPorts = (): Ports => ({
  defaultRelay: `${self.location.protocol === 'https:' ? 'wss:' : 'ws:'}//${self.location.host}/sync`,
  clock: systemClock,
  random: systemRandom,
  documents: createBrowserDocumentStorage(),
  values: createBrowserValueStorage(),
  browserKey: createIndexedDbBrowserKeyStore(),
  network: createBrowserNetwork(self, { maxFrameBytes: limits.frameBytes }),
  device: createBrowserDevice(navigator.storage),
  lock: createWebLock(navigator.locks),
  log: consoleLog,
})
