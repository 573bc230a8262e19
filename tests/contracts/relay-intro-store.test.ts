import { openFileIntroStore } from '../../sync-server/stores/file-intro-store.ts'
import { createMemoryIntroStore } from '../../sync-server/stores/memory-intro-store.ts'
import { openOnDisk } from './on-disk.ts'
import { describeIntroStore } from './relay-intro-store.contract.ts'

describeIntroStore('memory', async () => ({
  store: createMemoryIntroStore(),
  reopen: null,
  cleanUp: async () => undefined,
}))

describeIntroStore('file', () =>
  openOnDisk(async directory => {
    const opened = await openFileIntroStore({ directory })
    if (!opened.ok) throw new Error(opened.error.type)
    return opened.value
  }),
)
