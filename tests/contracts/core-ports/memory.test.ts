import { createMemoryBrowserKeyStore } from '../../../src/platform/memory/browser-key-store.ts'
import { createMemoryDocumentStorage } from '../../../src/platform/memory/document-storage.ts'
import { createMemoryValueStorage } from '../../../src/platform/memory/value-storage.ts'
import { describeBrowserKeyStore } from './browser-key-store.contract.ts'
import { describeDocumentStorage } from './document-storage.contract.ts'
import { describeValueStorage } from './value-storage.contract.ts'

describeDocumentStorage('memory', async () => {
  const storage = createMemoryDocumentStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeValueStorage('memory', async () => {
  const storage = createMemoryValueStorage()
  return { storage, reopen: () => storage, failWith: async failure => storage.failWith(failure) }
})

describeBrowserKeyStore('memory', async () => {
  const store = createMemoryBrowserKeyStore()
  return { store, reopen: () => store }
})
