import { err, ok, type Result } from '../../base/result.ts'
import type { BrowserKey, BrowserKeyStore, StorageError } from '../../core/ports.ts'
import { aesBrowserKey } from '../aes-browser-key.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { createNodeValueStorage } from './value-storage.ts'

const fileKey = 'browser-key'
const keyBytes = 32

/**
 * An AES-256 key in a file that only its owner may read (mode 600): whoever reads the file has the
 * key. A file of any other length answers `storage-unavailable` and is left as it is.
 */
export const createNodeBrowserKeyStore = (directory: string): BrowserKeyStore => {
  const values = createNodeValueStorage(directory)

  const load = async (): Promise<Result<BrowserKey | null, StorageError>> => {
    const stored = await values.get(fileKey)
    if (!stored.ok) return stored
    if (stored.value === null) return ok(null)
    if (stored.value.length !== keyBytes) return err({ type: 'storage-unavailable', detail: 'corrupt' })
    return ok(await importKey(stored.value))
  }

  const loadOrCreate = async (): Promise<Result<BrowserKey, StorageError>> => {
    const existing = await load()
    if (!existing.ok) return existing
    if (existing.value) return ok(existing.value)
    const fresh = crypto.getRandomValues(new Uint8Array(keyBytes))
    const saved = await values.set(fileKey, fresh)
    return saved.ok ? ok(await importKey(fresh)) : saved
  }

  const inOrder = createKeyedQueue()
  return {
    load,
    loadOrCreate: () => inOrder(fileKey, loadOrCreate),
    remove: () => values.remove(fileKey),
  }
}

const importKey = async (bytes: Uint8Array): Promise<BrowserKey> =>
  aesBrowserKey(await crypto.subtle.importKey('raw', bytes.slice(), 'AES-GCM', false, ['encrypt', 'decrypt']))
