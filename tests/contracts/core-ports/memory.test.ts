import { createMemoryBlobStorage } from '../../../src/platform/memory/blob-storage.ts'
import { createMemoryBrowserKeyStore } from '../../../src/platform/memory/browser-key-store.ts'
import { createMemoryDocumentStorage } from '../../../src/platform/memory/document-storage.ts'
import { createMemoryRowStorage } from '../../../src/platform/memory/row-storage.ts'
import { createMemorySourceStorage } from '../../../src/platform/memory/source-storage.ts'
import { createMemoryValueStorage } from '../../../src/platform/memory/value-storage.ts'
import { describeBlobStorage } from './blob-storage.contract.ts'
import { describeBrowserKeyStore } from './browser-key-store.contract.ts'
import { describeDocumentStorage } from './document-storage.contract.ts'
import { describeRowStorage } from './row-storage.contract.ts'
import { describeSourceStorage } from './source-storage.contract.ts'
import { describeValueStorage } from './value-storage.contract.ts'

describeDocumentStorage('memory', async () => {
  const storage = createMemoryDocumentStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeValueStorage('memory', async () => {
  const storage = createMemoryValueStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeRowStorage('memory', async () => {
  const storage = createMemoryRowStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeBlobStorage('memory', async () => {
  const storage = createMemoryBlobStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeSourceStorage('memory', async () => {
  const storage = createMemorySourceStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeBrowserKeyStore('memory', async () => {
  const store = createMemoryBrowserKeyStore()
  return { store, reopen: () => store }
})
