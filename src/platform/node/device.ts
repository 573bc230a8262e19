import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Device } from '../../core/ports.ts'
import { unlessMissing } from './storage-error.ts'

/** Files stay until somebody deletes them, so storage here is always persisted. */
export const createNodeDevice = (directory: string): Device => ({
  estimateStorage: async () => {
    const usedBytes = await bytesIn(directory)
    const disk = await unlessMissing(statfs(directory), null)
    return { usedBytes, quotaBytes: disk && usedBytes + disk.bavail * disk.bsize, persisted: true }
  },
  persistStorage: async () => true,
})

const bytesIn = async (directory: string): Promise<number> => {
  const entries = await unlessMissing(readdir(directory, { withFileTypes: true, recursive: true }), [])
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(async entry => (await unlessMissing(stat(join(entry.parentPath, entry.name)), null))?.size ?? 0)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
