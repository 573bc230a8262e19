import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { err, type Result } from '../../base/result.ts'
import type { StorageError, ValueStorage } from '../../core/ports.ts'
import { createDurableFiles, type OpenFile } from './durable-files.ts'
import { fileNameToName, nameToFileName } from './file-names.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { tryStorage, unlessMissing } from './storage-error.ts'

const suffix = '.value'

/** One file per key in `directory`, which is made when missing. Keys up to 100 bytes of UTF-8. */
export const createNodeValueStorage = (directory: string, open?: OpenFile): ValueStorage => {
  const files = createDurableFiles(open)
  const folder = resolve(directory)
  const inOrder = createKeyedQueue()

  const onValue = <T>(
    key: string,
    operation: (path: string) => Promise<T>,
  ): Promise<Result<T, StorageError>> => {
    const fileName = nameToFileName(key, suffix)
    if (fileName === null)
      return Promise.resolve(err({ type: 'storage-unavailable', detail: 'name-too-long' }))
    const path = join(folder, fileName)
    return inOrder(path, () => tryStorage(() => operation(path)))
  }

  return {
    get: key =>
      onValue(key, async path => {
        const file = await unlessMissing(readFile(path), null)
        return file && new Uint8Array(file)
      }),
    set: (key, value) =>
      onValue(key, async path => {
        await files.ensureDirectory(folder)
        await files.replace(path, value)
        return null
      }),
    remove: key =>
      onValue(key, async path => {
        await files.remove(path)
        return null
      }),
    keys: () =>
      tryStorage(async () => {
        const names = await unlessMissing(readdir(folder), [])
        return names.map(name => fileNameToName(name, suffix)).filter(key => key !== null)
      }),
  }
}
