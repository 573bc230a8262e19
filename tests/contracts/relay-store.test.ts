import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLogStore } from '../../sync-server/stores/log-store.ts'
import { createMemoryStore } from '../../sync-server/stores/memory-store.ts'
import { describeDocumentStore } from './relay-store.contract.ts'

describeDocumentStore('memory', async () => ({
  store: createMemoryStore(),
  reopen: null,
  cleanUp: async () => undefined,
}))

const describeLog = (name: string, limits: { segmentBytes?: number; maxChainEntries?: number }) =>
  describeDocumentStore(name, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gesso-store-'))
    const open = async () => {
      const opened = await openLogStore({ directory, ...limits })
      if (!opened.ok) throw new Error(opened.error.type)
      return opened.value
    }
    let store = await open()
    return {
      store,
      reopen: async () => {
        await store.close()
        store = await open()
        return store
      },
      cleanUp: async () => {
        await store.close()
        await rm(directory, { recursive: true })
      },
    }
  })

describeLog('log', {})
describeLog('log of tiny segments and short chains', { segmentBytes: 600, maxChainEntries: 3 })
