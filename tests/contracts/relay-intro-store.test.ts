import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFileIntroStore } from '../../sync-server/stores/file-intro-store.ts'
import { createMemoryIntroStore } from '../../sync-server/stores/memory-intro-store.ts'
import { describeIntroStore } from './relay-intro-store.contract.ts'

describeIntroStore('memory', async () => ({
  store: createMemoryIntroStore(),
  reopen: null,
  cleanUp: async () => undefined,
}))

describeIntroStore('file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'gesso-intros-'))
  const open = async () => {
    const opened = await openFileIntroStore({ directory })
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
