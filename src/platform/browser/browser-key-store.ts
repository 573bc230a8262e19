import { err, ok, type Result } from '../../base/result.ts'
import type { BrowserKey, BrowserKeyStore, StorageError } from '../../core/ports.ts'
import { aesBrowserKey, aesKeyAlgorithm } from '../aes-browser-key.ts'
import { createDatabase, requestDone } from './indexed-db.ts'

const entry = 'key'

/** A non-extractable AES-GCM key in IndexedDB: scripts may use it, none can read it. */
export const createIndexedDbBrowserKeyStore = (databaseName = 'gesso-key'): BrowserKeyStore => {
  const database = createDatabase(databaseName)
  return {
    loadOrCreate: async () => {
      const fresh = await generateKey()
      const kept = await database.write(async store => {
        const existing: unknown = await requestDone(store.get(entry))
        if (existing !== undefined) return existing
        await requestDone(store.put(fresh, entry))
        return fresh
      })
      return kept.ok ? usableKey(kept.value) : kept
    },
    load: async () => {
      const kept = await database.read(store => requestDone<unknown>(store.get(entry)))
      if (!kept.ok) return kept
      return kept.value === undefined ? ok(null) : usableKey(kept.value)
    },
    remove: () =>
      database.write(async store => {
        await requestDone(store.delete(entry))
        return null
      }),
  }
}

const generateKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey(aesKeyAlgorithm, false, ['encrypt', 'decrypt'])

const usableKey = (stored: unknown): Result<BrowserKey, StorageError> =>
  stored instanceof CryptoKey
    ? ok(aesBrowserKey(stored))
    : err({ type: 'storage-unavailable', detail: 'corrupt' })
