import 'fake-indexeddb/auto'
import { afterEach, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { createBrowserBlobStorage } from '../../../src/platform/browser/blob-storage.ts'
import { createIndexedDbBrowserKeyStore } from '../../../src/platform/browser/browser-key-store.ts'
import { createBrowserDocumentStorage } from '../../../src/platform/browser/document-storage.ts'
import { createBrowserHttp } from '../../../src/platform/browser/http.ts'
import { createBrowserNetwork, type NetworkScope } from '../../../src/platform/browser/network.ts'
import { createBrowserRowStorage } from '../../../src/platform/browser/row-storage.ts'
import { createBrowserSourceStorage } from '../../../src/platform/browser/source-storage.ts'
import { createBrowserValueStorage } from '../../../src/platform/browser/value-storage.ts'
import { describeBlobStorage } from './blob-storage.contract.ts'
import { describeBrowserKeyStore } from './browser-key-store.contract.ts'
import { describeDocumentStorage, type Failure } from './document-storage.contract.ts'
import { describeHttp } from './http.contract.ts'
import { describeNetwork, maxFrameBytes } from './network.contract.ts'
import { describeRowStorage } from './row-storage.contract.ts'
import { describeSourceStorage } from './source-storage.contract.ts'
import { describeValueStorage } from './value-storage.contract.ts'

let made = 0
const freshName = (kind: string) => `${kind}-${made++}`

afterEach(() => vi.restoreAllMocks())

const failWith = async (failure: Failure) => {
  vi.restoreAllMocks()
  if (failure === 'full') {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
  }
  if (failure === 'unavailable') {
    const closed = () => {
      throw new DOMException('closed', 'InvalidStateError')
    }
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(closed)
    vi.spyOn(indexedDB, 'open').mockImplementation(closed)
  }
}

describeDocumentStorage('browser', async () => {
  const name = freshName('documents')
  const reopen = () => createBrowserDocumentStorage(name)
  return { storage: reopen(), reopen, failWith }
})

describeValueStorage('browser', async () => {
  const name = freshName('values')
  const reopen = () => createBrowserValueStorage(name)
  return { storage: reopen(), reopen, failWith }
})

describeRowStorage('browser', async () => {
  const name = freshName('rows')
  const reopen = () => createBrowserRowStorage(name)
  return { storage: reopen(), reopen, failWith }
})

describeBlobStorage('browser', async () => {
  const name = freshName('blobs')
  const reopen = () => createBrowserBlobStorage(name)
  return { storage: reopen(), reopen, failWith }
})

describeSourceStorage('browser', async () => {
  const name = freshName('sources')
  const reopen = () => createBrowserSourceStorage(name)
  return { storage: reopen(), reopen, failWith }
})

describeHttp('browser', createBrowserHttp)

describeBrowserKeyStore('browser', async () => {
  const name = freshName('key')
  const reopen = () => createIndexedDbBrowserKeyStore(name)
  return { store: reopen(), reopen }
})

/** Errors without a listener end a Node program; in a browser they do not. */
class BrowserLikeWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url)
    this.on('error', () => {})
  }
}

const scope = {
  WebSocket: BrowserLikeWebSocket,
  navigator: { onLine: true },
  addEventListener: () => {},
  removeEventListener: () => {},
} as unknown as NetworkScope

describeNetwork('browser', () => createBrowserNetwork(scope, { maxFrameBytes }))
