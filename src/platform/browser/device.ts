import type { Device } from '../../core/ports.ts'

/** `StorageManager` as browsers have it: absent on insecure origins, without `persist` in workers. */
export interface StorageManagerScope {
  estimate?(): Promise<{ readonly usage?: number; readonly quota?: number }>
  persisted?(): Promise<boolean>
  persist?(): Promise<boolean>
}

/**
 * Only a page may ask for persistence; it does so before it sends `storage.persist` (core-client.ts),
 * and a worker then tells what the browser decided.
 */
export const createBrowserDevice = (storage: StorageManagerScope | undefined): Device => ({
  estimateStorage: async () => {
    const estimate = await storage?.estimate?.()
    return {
      usedBytes: estimate?.usage ?? null,
      quotaBytes: estimate?.quota ?? null,
      persisted: (await storage?.persisted?.()) ?? null,
    }
  },
  persistStorage: async () => (await (storage?.persist?.() ?? storage?.persisted?.())) ?? false,
})
