/** The file of one upload: parts written at its end, and the whole of it hashed. */
import { createHash } from 'node:crypto'
import { errorCode, type StoreFile, writeAll } from '../log/file-system.ts'
import type { BlobFileSystem } from './file-system.ts'
import type { BlobKey } from './places.ts'

/** Durable when it resolves. */
export const writePart = async (
  files: BlobFileSystem,
  path: string,
  at: number,
  part: Uint8Array,
): Promise<void> => {
  const file = await openForWriting(files, path)
  try {
    await writeAll(file, part, at)
    await file.datasync()
  } catch (error) {
    // Gives back what a full disk took of it; where this fails too, the next attempt writes over it.
    await file.truncate(at).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

const openForWriting = async (files: BlobFileSystem, path: string): Promise<StoreFile> => {
  try {
    return await files.open(path, 'create')
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    return files.open(path, 'write')
  }
}

const chunkBytes = 1 << 20

/** SHA-256 in hex of the whole file. One chunk is in memory at a time. */
export const hashFile = async (files: BlobFileSystem, path: string): Promise<BlobKey> => {
  const file = await files.open(path, 'read')
  try {
    const hash = createHash('sha256')
    const chunk = new Uint8Array(chunkBytes)
    for (let position = 0; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, position)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, bytesRead))
      position += bytesRead
    }
  } finally {
    await file.close()
  }
}
