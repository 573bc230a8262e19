import { createWebLock } from '../platform/browser/web-lock.ts'
import { createCoreClient, type ClientDeps, type CoreClient, type PortClient } from './core-client-port.ts'
import type { WirePort } from './wire.ts'

export type { CoreClient }

/**
 * Starts the core's worker, or joins the one that other tabs of this version share. Where workers
 * cannot be shared each tab has its own. Tabs of another version keep theirs: the core's own lock
 * lets only one of them at a time have the account.
 */
export const connectCore = (): CoreClient =>
  typeof SharedWorker === 'undefined' ? connectOwnWorker() : connectSharedWorker()

const connectSharedWorker = (): CoreClient => {
  const worker = new SharedWorker(new URL('./core-worker.ts', import.meta.url), {
    type: 'module',
    name: `gesso-${__APP_VERSION__}`,
  })
  return reportingErrors(
    worker,
    createPageClient(worker.port, () => worker.port.close()),
  )
}

const connectOwnWorker = (): CoreClient => {
  const worker = new Worker(new URL('./core-worker.ts', import.meta.url), { type: 'module', name: 'gesso' })
  return reportingErrors(
    worker,
    createPageClient(worker, () => worker.terminate()),
  )
}

const createPageClient = (port: WirePort, close: () => void): PortClient =>
  createCoreClient(port, {
    tab: crypto.randomUUID(),
    lock: createWebLock(navigator.locks),
    persistStorage: async () => navigator.storage.persist(),
    startImageWorker,
    close,
  })

const startImageWorker: ClientDeps['startImageWorker'] = onLost => {
  const worker = new Worker(new URL('./image-worker.ts', import.meta.url), {
    type: 'module',
    name: 'gesso-images',
  })
  const { port1, port2 } = new MessageChannel()
  worker.addEventListener('error', onLost)
  worker.postMessage(port2, [port2])
  return { port: port1, end: () => worker.terminate() }
}

/** Without a message: browsers keep it from pages when a worker's script does not load. */
const reportingErrors = (worker: AbstractWorker, client: PortClient): CoreClient => {
  worker.addEventListener('error', () => client.workerFailed('worker-not-loaded'))
  return client
}
