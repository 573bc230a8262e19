import type { BlobStorage, StoredBlob } from '../../core/ports.ts'
import { createDatabase, requestDone } from './indexed-db.ts'
import { storedBytes } from './stored-bytes.ts'

/**
 * In IndexedDB: the bytes under `['bytes', name]`, and beside them, always written in the same transaction,
 * `[bytes, usedAtMs]` under `['info', name]`, so that listing reads no bytes.
 */
export const createBrowserBlobStorage = (databaseName = 'gesso-blobs'): BlobStorage => {
  const database = createDatabase(databaseName)
  return {
    put: (name, bytes, atMs) =>
      database.write(async store => {
        const putting = [
          store.put(bytes.slice().buffer, bytesKey(name)),
          store.put([bytes.length, atMs], infoKey(name)),
        ]
        await Promise.all(putting.map(requestDone))
        return null
      }),
    get: name =>
      database.read(async store => {
        const stored: unknown = await requestDone(store.get(bytesKey(name)))
        return stored === undefined ? null : storedBytes(stored)
      }),
    has: name => database.read(async store => (await requestDone(store.count(bytesKey(name)))) > 0),
    remove: names =>
      database.write(async store => {
        const removing = names.flatMap(name => [store.delete(bytesKey(name)), store.delete(infoKey(name))])
        await Promise.all(removing.map(requestDone))
        return null
      }),
    touch: (names, atMs) =>
      database.write(async store => {
        await Promise.all(names.map(name => touchOne(store, name, atMs)))
        return null
      }),
    list: () =>
      database.read(async store => {
        const listing = Promise.all([
          requestDone(store.getAllKeys(everyInfo())),
          requestDone(store.getAll(everyInfo())),
        ])
        const [keys, infos]: readonly [readonly IDBValidKey[], readonly unknown[]] = await listing
        return keys.map((key, index) => parseEntry(key, infos[index]))
      }),
  }
}

const bytesKey = (name: string) => ['bytes', name]
const infoKey = (name: string) => ['info', name]

/** In IndexedDB's order any array sorts after any text, so this spans every name. */
const everyInfo = (): IDBKeyRange => IDBKeyRange.bound(['info'], ['info', []])

const touchOne = async (store: IDBObjectStore, name: string, atMs: number): Promise<void> => {
  const info: unknown = await requestDone(store.get(infoKey(name)))
  if (info === undefined) return
  await requestDone(store.put([parseInfo(info).bytes, atMs], infoKey(name)))
}

const parseEntry = (key: IDBValidKey, info: unknown): StoredBlob => {
  const name: unknown = Array.isArray(key) ? key[1] : null
  if (typeof name === 'string') return { name, ...parseInfo(info) }
  throw new TypeError("a key in the blob database is not ['info', name]")
}

const parseInfo = (info: unknown): Omit<StoredBlob, 'name'> => {
  const fields: readonly unknown[] = Array.isArray(info) ? info : []
  const [bytes, usedAtMs] = fields
  if (typeof bytes === 'number' && typeof usedAtMs === 'number') return { bytes, usedAtMs }
  throw new TypeError('what stands beside a blob is not [bytes, usedAtMs]')
}
