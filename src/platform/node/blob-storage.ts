import { readFile, readdir, stat, utimes } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { BlobStorage, StorageError, StoredBlob } from '../../core/ports.ts'
import { createDurableFiles, type OpenFile } from './durable-files.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { tryStorage, unlessMissing } from './storage-error.ts'

/**
 * One file per blob in `directory`, which is made when missing. When it was last used is the file's own time of
 * change: a power cut may set that back, never the bytes.
 */
export const createNodeBlobStorage = (directory: string, open?: OpenFile): BlobStorage => {
  const files = createDurableFiles(open)
  const folder = resolve(directory)
  const inOrder = createKeyedQueue()

  const onBlob = <T>(
    name: string,
    operation: (path: string) => Promise<T>,
  ): Promise<Result<T, StorageError>> => {
    const path = join(folder, fileNameOf(name))
    return isBlobName(name)
      ? inOrder(path, () => tryStorage(() => operation(path)))
      : Promise.resolve(badName)
  }
  const onEach = async (names: readonly string[], operation: (path: string) => Promise<void>) => {
    const done = await Promise.all(names.map(name => onBlob(name, operation)))
    return done.find(result => !result.ok) ?? ok(null)
  }

  return {
    put: (name, bytes, atMs) =>
      onBlob(name, async path => {
        await files.ensureDirectory(folder)
        await files.replace(path, bytes)
        await setUsed(path, atMs)
        return null
      }),
    get: name =>
      onBlob(name, async path => {
        const file = await unlessMissing(readFile(path), null)
        return file && new Uint8Array(file)
      }),
    has: name => onBlob(name, async path => (await unlessMissing(stat(path), null)) !== null),
    remove: async names => {
      const removed = await onEach(names, files.remove)
      return removed.ok ? ok(null) : removed
    },
    touch: async (names, atMs) => {
      const touched = await onEach(names, path => unlessMissing(setUsed(path, atMs), undefined))
      return touched.ok ? ok(null) : touched
    },
    list: () =>
      tryStorage(async () => {
        const names = (await unlessMissing(readdir(folder), [])).flatMap(nameOf)
        return (await Promise.all(names.map(name => infoOf(folder, name)))).filter(info => info !== null)
      }),
  }
}

const badName = err({ type: 'storage-unavailable', detail: 'bad-name' } as const)

const isBlobName = (name: string): boolean => /^[a-z0-9-]{1,128}$/.test(name)

/** The first letter keeps clear of the names that some systems hold for devices. */
const fileNameOf = (name: string): string => `n${name}.blob`

const nameOf = (fileName: string): readonly string[] => {
  const name = /^n(.*)\.blob$/.exec(fileName)?.[1] ?? ''
  return isBlobName(name) ? [name] : []
}

const setUsed = (path: string, atMs: number): Promise<void> => utimes(path, new Date(atMs), new Date(atMs))

/** Null when it was removed meanwhile. */
const infoOf = async (folder: string, name: string): Promise<StoredBlob | null> => {
  const info = await unlessMissing(stat(join(folder, fileNameOf(name))), null)
  return info && { name, bytes: info.size, usedAtMs: Math.round(info.mtimeMs) }
}
