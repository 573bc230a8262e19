import type { ValueStorage } from '../../core/ports.ts'
import { createDatabase, requestDone } from './indexed-db.ts'
import { storedBytes } from './stored-bytes.ts'

export const createBrowserValueStorage = (databaseName = 'gesso-values'): ValueStorage => {
  const database = createDatabase(databaseName)
  return {
    get: key =>
      database.read(async store => {
        const stored: unknown = await requestDone(store.get(key))
        return stored === undefined ? null : storedBytes(stored)
      }),
    set: (key, value) =>
      database.write(async store => {
        await requestDone(store.put(value.slice(), key))
        return null
      }),
    remove: key =>
      database.write(async store => {
        await requestDone(store.delete(key))
        return null
      }),
    keys: () =>
      database.read(async store => {
        const keys = await requestDone(store.getAllKeys())
        return keys.filter(key => typeof key === 'string')
      }),
  }
}
