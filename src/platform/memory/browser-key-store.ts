import { ok } from '../../base/result.ts'
import type { BrowserKey, BrowserKeyStore } from '../../core/ports.ts'
import { aesBrowserKey, aesKeyAlgorithm } from '../aes-browser-key.ts'

export const createMemoryBrowserKeyStore = (): BrowserKeyStore => {
  let key: Promise<BrowserKey> | null = null
  return {
    loadOrCreate: async () => ok(await (key ??= generateKey())),
    load: async () => ok(await key),
    remove: async () => {
      key = null
      return ok(null)
    },
  }
}

const generateKey = async (): Promise<BrowserKey> =>
  aesBrowserKey(await crypto.subtle.generateKey(aesKeyAlgorithm, false, ['encrypt', 'decrypt']))
