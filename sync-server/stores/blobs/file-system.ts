import * as node from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, nodeFileSystem, type StoreFileSystem } from '../log/file-system.ts'

export interface FileAge {
  readonly bytes: number
  readonly modifiedMs: number
}

/** `makeDirectory` makes it durable here, with every folder above that was missing. */
export interface BlobFileSystem extends StoreFileSystem {
  /** Null when there is no such file. */
  stat(path: string): Promise<FileAge | null>
  /** Says that the file was last of use then; false when there is none. */
  touch(path: string, atMs: number): Promise<boolean>
  /** What this program could still write. */
  freeBytes(directory: string): Promise<number>
}

export const nodeBlobFileSystem: BlobFileSystem = {
  ...nodeFileSystem,
  list: async directory => (await whenThere(node.readdir(directory))) ?? [],
  makeDirectory: async directory => {
    const topmost = await node.mkdir(directory, { recursive: true, mode: 0o700 })
    if (topmost === undefined) return
    for (let made = directory; made.length >= topmost.length; made = dirname(made)) {
      await nodeFileSystem.syncDirectory(dirname(made))
    }
  },
  stat: async path => {
    const stats = await whenThere(node.stat(path))
    return stats === null ? null : { bytes: stats.size, modifiedMs: stats.mtimeMs }
  },
  touch: async (path, atMs) => (await whenThere(node.utimes(path, atMs / 1000, atMs / 1000))) !== null,
  freeBytes: async directory => {
    const { bavail, bsize } = await node.statfs(directory)
    return bavail * bsize
  },
}

/** Null when there is nothing of that name. */
const whenThere = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')
