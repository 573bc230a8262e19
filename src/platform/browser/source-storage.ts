import type { SourceStorage } from '../../core/ports.ts'
import { createDatabase, requestDone } from './indexed-db.ts'

/** `Blob` objects in IndexedDB: the browser copies the file on its own disk and hands out a handle to it. */
export const createBrowserSourceStorage = (databaseName = 'gesso-sources'): SourceStorage => {
  const database = createDatabase(databaseName)
  return {
    put: (id, source) =>
      database.write(async store => {
        await requestDone(store.put(source, id))
        return null
      }),
    get: id =>
      database.read(async store => {
        const stored: unknown = await requestDone(store.get(id))
        return stored === undefined ? null : storedBlob(stored)
      }),
    remove: ids =>
      database.write(async store => {
        await Promise.all(ids.map(id => requestDone(store.delete(id))))
        return null
      }),
    list: () =>
      database.read(async store => {
        const keys = await requestDone(store.getAllKeys())
        return keys.filter(key => typeof key === 'string')
      }),
  }
}

const storedBlob = (stored: unknown): Blob => {
  if (stored instanceof Blob) return stored
  throw new TypeError('a stored source is not a Blob')
}
