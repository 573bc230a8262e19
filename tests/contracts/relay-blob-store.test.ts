import { createFileBlobStore } from '../../sync-server/stores/file-blob-store.ts'
import { createMemoryBlobStore } from '../../sync-server/stores/memory-blob-store.ts'
import { openOnDisk } from './on-disk.ts'
import { describeBlobStore } from './relay-blob-store.contract.ts'

describeBlobStore('memory', async (clock, limits) => ({
  store: createMemoryBlobStore(clock, limits),
  reopen: null,
  cleanUp: async () => undefined,
}))

const describeFiles = (name: string, options: { readonly maxLedgerRows?: number }) =>
  describeBlobStore(name, (clock, limits) =>
    openOnDisk(directory => createFileBlobStore({ directory, clock, limits, ...options })),
  )

describeFiles('files', {})
describeFiles('files, remembering nothing between calls', { maxLedgerRows: 0 })
