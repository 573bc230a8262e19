import type { RowRange, RowStorage } from '../../core/ports.ts'
import { createDatabase, requestDone } from './indexed-db.ts'
import { storedBytes } from './stored-bytes.ts'

/** Bytes in IndexedDB under their key: it orders texts by code unit, as rows are. */
export const createBrowserRowStorage = (databaseName = 'gesso-rows'): RowStorage => {
  const database = createDatabase(databaseName)
  return {
    write: changes =>
      database.write(async store => {
        // The transaction answers for its requests: a failed one takes the others with it.
        for (const [key, value] of changes) {
          if (value === null) store.delete(key)
          else store.put(value.slice().buffer, key)
        }
        return null
      }),
    get: key =>
      database.read(async store => {
        const stored: unknown = await requestDone(store.get(key))
        return stored === undefined ? null : storedBytes(stored)
      }),
    range: range => database.read(store => rowsIn(store, range)),
    count: (from, to) =>
      database.read(async store => (from < to ? requestDone(store.count(keysBetween(from, to))) : 0)),
    clear: () =>
      database.write(async store => {
        await requestDone(store.clear())
        return null
      }),
  }
}

const keysBetween = (from: string, to: string): IDBKeyRange => IDBKeyRange.bound(from, to, false, true)

const rowsIn = async (
  store: IDBObjectStore,
  { from, to, limit, reverse = false }: RowRange,
): Promise<readonly (readonly [string, Uint8Array])[]> => {
  // IndexedDB refuses an empty range, and takes a limit of none for no limit.
  if (from >= to || limit <= 0) return []
  if (!reverse) return readRows(store, keysBetween(from, to), limit)
  const first = await firstOfLast(store, keysBetween(from, to), limit)
  const rows = await readRows(store, keysBetween(first ?? from, to), limit)
  return rows.toReversed()
}

/**
 * The key that the last `limit` rows begin with; null when there are no more than that. One jump, where reading
 * backwards would be a step for every row.
 */
const firstOfLast = async (
  store: IDBObjectStore,
  range: IDBKeyRange,
  limit: number,
): Promise<string | null> => {
  const request = store.openKeyCursor(range, 'prev')
  const last = await requestDone(request)
  if (last === null || limit === 1) return last === null ? null : rowKey(last.key)
  last.advance(limit - 1)
  const first = await requestDone(request)
  return first === null ? null : rowKey(first.key)
}

const readRows = async (
  store: IDBObjectStore,
  range: IDBKeyRange,
  limit: number,
): Promise<readonly (readonly [string, Uint8Array])[]> => {
  const reading = Promise.all([
    requestDone(store.getAllKeys(range, limit)),
    requestDone(store.getAll(range, limit)),
  ])
  const [keys, values]: readonly [readonly IDBValidKey[], readonly unknown[]] = await reading
  return keys.map((key, index) => [rowKey(key), storedBytes(values[index])])
}

const rowKey = (key: IDBValidKey): string => {
  if (typeof key === 'string') return key
  throw new TypeError('a key in the row database is not text')
}
