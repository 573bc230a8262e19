/**
 * automerge-repo's storage on files, one a chunk, written without a sync to the disk: what its own NodeFS
 * adapter does, less that adapter's copy of everything in memory.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { StorageAdapterInterface } from '@automerge/automerge-repo'

type Key = readonly string[]

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const unlessMissing = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return otherwise
    throw error
  }
}

export const createFileStorage = (directory: string): StorageAdapterInterface => {
  // As NodeFS does: the first two letters of the document are a folder, so that none grows too large.
  const pathOf = ([first = '', ...rest]: Key): string =>
    join(directory, first.slice(0, 2), first.slice(2), ...rest)
  const keyOf = (path: string): string[] => {
    const [start = '', end = '', ...rest] = relative(directory, path).split(sep)
    return [start + end, ...rest]
  }
  return {
    load: key => unlessMissing<Uint8Array | undefined>(readFile(pathOf(key)), undefined),
    async save(key, data) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, data)
    },
    remove: key => rm(pathOf(key), { force: true }),
    async loadRange(prefix) {
      const found = await unlessMissing(readdir(pathOf(prefix), { recursive: true, withFileTypes: true }), [])
      const paths = found.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
      return Promise.all(paths.map(async path => ({ key: keyOf(path), data: await readFile(path) })))
    },
    removeRange: prefix => rm(pathOf(prefix), { recursive: true, force: true }),
  }
}
