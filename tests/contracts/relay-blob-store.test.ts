import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileBlobStore } from '../../sync-server/stores/file-blob-store.ts'
import { createMemoryBlobStore } from '../../sync-server/stores/memory-blob-store.ts'
import { describeBlobStore } from './relay-blob-store.contract.ts'

describeBlobStore('memory', async (clock, limits) => ({
  store: createMemoryBlobStore(clock, limits),
  reopen: null,
  cleanUp: async () => undefined,
}))

const describeFiles = (name: string, options: { readonly maxLedgerRows?: number }) =>
  describeBlobStore(name, async (clock, limits) => {
    const directory = await mkdtemp(join(tmpdir(), 'gesso-blobs-'))
    const open = () => createFileBlobStore({ directory, clock, limits, ...options })
    let store = open()
    return {
      store,
      reopen: async () => {
        await store.close()
        store = open()
        return store
      },
      cleanUp: () => rm(directory, { recursive: true }),
    }
  })

describeFiles('files', {})
describeFiles('files, remembering nothing between calls', { maxLedgerRows: 0 })
