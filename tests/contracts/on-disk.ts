/** Stores on files, each in a folder of its own, as the contracts try them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Closable {
  close(): Promise<void>
}

export const openOnDisk = async <S extends Closable>(open: (directory: string) => S | Promise<S>) => {
  const directory = await mkdtemp(join(tmpdir(), 'gesso-store-'))
  let store = await open(directory)
  return {
    store,
    reopen: async (): Promise<S> => {
      await store.close()
      store = await open(directory)
      return store
    },
    cleanUp: async (): Promise<void> => {
      await store.close()
      await rm(directory, { recursive: true })
    },
  }
}
