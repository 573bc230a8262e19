import { openLogStore } from '../../sync-server/stores/log-store.ts'
import { createMemoryStore } from '../../sync-server/stores/memory-store.ts'
import { openOnDisk } from './on-disk.ts'
import { describeDocumentStore } from './relay-store.contract.ts'

describeDocumentStore('memory', async () => ({
  store: createMemoryStore(),
  reopen: null,
  cleanUp: async () => undefined,
}))

const describeLog = (name: string, limits: { segmentBytes?: number; maxChainEntries?: number }) =>
  describeDocumentStore(name, () =>
    openOnDisk(async directory => {
      const opened = await openLogStore({ directory, ...limits })
      if (!opened.ok) throw new Error(opened.error.type)
      return opened.value
    }),
  )

describeLog('log', {})
describeLog('log of tiny segments and short chains', { segmentBytes: 600, maxChainEntries: 3 })
