import { createStore } from 'idb-keyval'
import { err, ok, type Result } from '../../base/result.ts'
import type { StorageError } from '../../core/ports.ts'

/** One database with one store of key and value. A `body` may await its own requests only. */
export interface Database {
  read<T>(body: (store: IDBObjectStore) => Promise<T>): Promise<Result<T, StorageError>>
  /** All or nothing; answers once the bytes are on disk (strict durability). */
  write<T>(body: (store: IDBObjectStore) => Promise<T>): Promise<Result<T, StorageError>>
}

const storeName = 'entries'

/** Opens on first use, and again whenever the connection was closed under us. */
export const createDatabase = (databaseName: string): Database => {
  let connection: Promise<IDBDatabase> | null = null

  const connect = (): Promise<IDBDatabase> => {
    const opening = openConnection(databaseName, () => forget(opening))
    opening.catch(() => forget(opening))
    return opening
  }
  const forget = (stale: Promise<IDBDatabase>) => {
    if (connection === stale) connection = null
  }

  const begin = async (mode: IDBTransactionMode): Promise<IDBTransaction> => {
    const current = (connection ??= connect())
    try {
      return startTransaction(await current, mode)
    } catch (error) {
      if (errorName(error) !== 'InvalidStateError') throw error
      forget(current)
      return startTransaction(await (connection ??= connect()), mode)
    }
  }

  const run = async <T>(mode: IDBTransactionMode, body: (store: IDBObjectStore) => Promise<T>) => {
    try {
      const transaction = await begin(mode)
      const [value] = await Promise.all([bodyOrAbort(transaction, body), transactionDone(transaction)])
      return ok(value)
    } catch (error) {
      return err(storageErrorOf(error))
    }
  }

  return { read: body => run('readonly', body), write: body => run('readwrite', body) }
}

export const requestDone = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Error names only: messages could quote what was stored. */
const storageErrorOf = (error: unknown): StorageError =>
  errorName(error) === 'QuotaExceededError'
    ? { type: 'storage-full' }
    : { type: 'storage-unavailable', detail: errorName(error) }

const errorName = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : 'unknown'

/**
 * idb-keyval opens the database, but its transactions leave durability to the browser, which may
 * answer before the disk has. So the connection is taken out, and transactions are started here.
 */
const openConnection = async (databaseName: string, onClosed: () => void): Promise<IDBDatabase> => {
  const useStore = createStore(databaseName, storeName)
  const database = await useStore('readonly', store => store.transaction.db)
  database.addEventListener('close', onClosed)
  database.addEventListener('versionchange', () => {
    onClosed()
    database.close()
  })
  return database
}

const startTransaction = (database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction =>
  database.transaction(storeName, mode, { durability: 'strict' })

const bodyOrAbort = async <T>(
  transaction: IDBTransaction,
  body: (store: IDBObjectStore) => Promise<T>,
): Promise<T> => {
  try {
    return await body(transaction.objectStore(storeName))
  } catch (error) {
    abort(transaction)
    throw error
  }
}

/** A failed request may have aborted it already, which is just as well. */
const abort = (transaction: IDBTransaction): void => {
  try {
    transaction.abort()
  } catch (error) {
    if (errorName(error) !== 'InvalidStateError') throw error
  }
}

const transactionDone = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
