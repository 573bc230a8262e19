import { constants } from 'node:fs'
import * as node from 'node:fs/promises'
import type { StoreError } from '../store.ts'

/** What the log asks of an open file; `FileHandle` fits. Positions and lengths are bytes. */
export interface StoreFile {
  read(
    into: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>
  write(
    from: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>
  truncate(length: number): Promise<void>
  datasync(): Promise<void>
  stat(): Promise<{ readonly size: number }>
  close(): Promise<void>
}

/** `read`: must exist. `write`: must exist. `create`: must not exist. */
export type OpenMode = 'read' | 'write' | 'create'

/** The file system as an argument, so that tests can fill the disk. Methods reject as Node's do. */
export interface StoreFileSystem {
  open(path: string, mode: OpenMode): Promise<StoreFile>
  list(directory: string): Promise<readonly string[]>
  makeDirectory(directory: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Makes names created, renamed or removed in the directory durable. */
  syncDirectory(directory: string): Promise<void>
}

const flagsByMode: Readonly<Record<OpenMode, number>> = {
  read: constants.O_RDONLY,
  write: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
}

export const nodeFileSystem: StoreFileSystem = {
  open: (path, mode) => node.open(path, flagsByMode[mode], 0o600),
  list: directory => node.readdir(directory),
  makeDirectory: async directory => {
    await node.mkdir(directory, { recursive: true, mode: 0o700 })
  },
  rename: (from, to) => node.rename(from, to),
  remove: path => node.rm(path, { force: true }),
  syncDirectory: async directory => {
    const handle = await node.open(directory, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}

export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** Only what the operating system refused is an answer; anything else is our own bug and is thrown on. */
export const toStoreError = (error: unknown): StoreError => {
  const code = errorCode(error)
  if (code === null) throw error
  if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'store-full' }
  return { type: 'store-failed', detail: code }
}

/** Reads until `length` bytes or the end of the file; the result is as long as what was there. */
export const readUpTo = async (file: StoreFile, position: number, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled === length ? bytes : bytes.subarray(0, filled)
}

/** Writes all of it: one call to `write` may take only a part. */
export const writeAll = async (file: StoreFile, bytes: Uint8Array, position: number): Promise<void> => {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

/** Reads a small file whole; null when it is not there or is larger than `maxBytes`. */
export const readSmallFile = async (
  files: StoreFileSystem,
  path: string,
  maxBytes: number,
): Promise<Uint8Array | null> => {
  const file = await openIfThere(files, path)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    return size > maxBytes ? null : await readUpTo(file, 0, size)
  } finally {
    await file.close()
  }
}

export const openIfThere = async (files: StoreFileSystem, path: string): Promise<StoreFile | null> => {
  try {
    return await files.open(path, 'read')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Writes beside the path, syncs, then renames: after a crash there is the old file or the new one. */
export const replaceFile = async (
  files: StoreFileSystem,
  directory: string,
  name: string,
  write: (file: StoreFile) => Promise<void>,
): Promise<void> => {
  const temporary = `${directory}/${name}.new`
  await files.remove(temporary)
  try {
    const file = await files.open(temporary, 'create')
    try {
      await write(file)
      await file.datasync()
    } finally {
      await file.close()
    }
    await files.rename(temporary, `${directory}/${name}`)
    await files.syncDirectory(directory)
  } catch (error) {
    await files.remove(temporary).catch(() => undefined)
    throw error
  }
}
