import { openAsBlob } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { SourceStorage, StorageError } from '../../core/ports.ts'
import { createDurableFiles, type OpenFile } from './durable-files.ts'
import { fileNameToName, nameToFileName } from './file-names.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { tryStorage, unlessMissing } from './storage-error.ts'

const suffix = '.source'

/**
 * One file per source in `directory`, which is made when missing. Ids up to 100 bytes of UTF-8. A `Blob` handed
 * out reads from its file, so it ends when the source is removed; its media type is not kept.
 */
export const createNodeSourceStorage = (directory: string, open?: OpenFile): SourceStorage => {
  const files = createDurableFiles(open)
  const folder = resolve(directory)
  const inOrder = createKeyedQueue()

  const onSource = <T>(
    id: string,
    operation: (path: string) => Promise<T>,
  ): Promise<Result<T, StorageError>> => {
    const fileName = nameToFileName(id, suffix)
    if (fileName === null)
      return Promise.resolve(err({ type: 'storage-unavailable', detail: 'name-too-long' }))
    const path = join(folder, fileName)
    return inOrder(path, () => tryStorage(() => operation(path)))
  }

  return {
    put: (id, source) =>
      onSource(id, async path => {
        await files.ensureDirectory(folder)
        await files.replaceFrom(path, source.stream())
        return null
      }),
    get: id =>
      onSource(id, async path => {
        // `openAsBlob` does not tell a missing file from a wrong argument.
        const isThere = (await unlessMissing(stat(path), null)) !== null
        return isThere ? openAsBlob(path) : null
      }),
    remove: async ids => {
      const removed = await Promise.all(ids.map(id => onSource(id, files.remove)))
      const failed = removed.find(result => !result.ok)
      return failed?.ok === false ? failed : ok(null)
    },
    list: () =>
      tryStorage(async () => {
        const fileNames = await unlessMissing(readdir(folder), [])
        return fileNames.map(name => fileNameToName(name, suffix)).filter(name => name !== null)
      }),
  }
}
