import { mkdir, open as openFile, rename, rm, unlink, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { unlessMissing } from './storage-error.ts'

export type OpenFile = (path: string, flags: string, mode?: number) => Promise<FileHandle>

/** File changes that have reached the disk once their promise resolves. */
export interface DurableFiles {
  /** Makes a folder, open to its owner only, and those above it. */
  ensureDirectory(path: string): Promise<void>
  /** All or nothing, also across a crash: written beside, then renamed. */
  replace(path: string, bytes: Uint8Array): Promise<void>
  /** The same from parts that come one by one. */
  replaceFrom(path: string, parts: AsyncIterable<Uint8Array>): Promise<void>
  /** Writes at `offset`, which is the end of an existing file; a failed write is cut off again. */
  appendAt(path: string, offset: number, bytes: Uint8Array): Promise<void>
  truncate(path: string, length: number): Promise<void>
  /** No error when there is no such file. */
  remove(path: string): Promise<void>
}

/** Files readable by their owner only. `open` is an argument so that failing disks can be tested. */
export const createDurableFiles = (open: OpenFile = openFile): DurableFiles => {
  const syncDirectory = (path: string) => withFile(open(path, 'r'), file => file.sync())

  const replaceBy = async (path: string, write: (file: FileHandle) => Promise<void>): Promise<void> => {
    const beside = path + besideSuffix
    try {
      await withFile(open(beside, 'w', ownerOnly), async file => {
        await write(file)
        await file.sync()
      })
      await rename(beside, path)
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
    await syncDirectory(dirname(path))
  }

  return {
    ensureDirectory: async path => {
      const topmostMade = await mkdir(path, { recursive: true, mode: 0o700 })
      if (topmostMade === undefined) return
      const highest = dirname(topmostMade)
      for (let above = dirname(path); above.length >= highest.length; above = dirname(above)) {
        await syncDirectory(above)
        if (above === highest) return
      }
    },

    replace: (path, bytes) => replaceBy(path, file => file.writeFile(bytes)),
    replaceFrom: (path, parts) => replaceBy(path, file => writeParts(file, parts)),

    appendAt: (path, offset, bytes) =>
      withFile(open(path, 'r+'), async file => {
        try {
          await writeAllAt(file, offset, bytes)
          await file.sync()
        } catch (error) {
          await file.truncate(offset)
          throw error
        }
      }),

    truncate: (path, length) =>
      withFile(open(path, 'r+'), async file => {
        await file.truncate(length)
        await file.sync()
      }),

    remove: async path => {
      const missing = await unlessMissing(unlink(path), 'missing' as const)
      if (missing !== 'missing') await syncDirectory(dirname(path))
    },
  }
}

const ownerOnly = 0o600
const besideSuffix = '.new'

const writeParts = async (file: FileHandle, parts: AsyncIterable<Uint8Array>): Promise<void> => {
  let offset = 0
  for await (const part of parts) {
    await writeAllAt(file, offset, part)
    offset += part.length
  }
}

const writeAllAt = async (file: FileHandle, offset: number, bytes: Uint8Array): Promise<void> => {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written)
    written += bytesWritten
  }
}

const withFile = async (
  opening: Promise<FileHandle>,
  use: (file: FileHandle) => Promise<void>,
): Promise<void> => {
  const file = await opening
  try {
    await use(file)
  } finally {
    await file.close()
  }
}
