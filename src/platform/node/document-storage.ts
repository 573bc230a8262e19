import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { DocumentStorage, StorageError } from '../../core/ports.ts'
import { encodeFrame, parseFrames } from './chunk-frames.ts'
import { createDurableFiles, type OpenFile } from './durable-files.ts'
import { fileNameToName, nameToFileName } from './file-names.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { tryStorage, unlessMissing } from './storage-error.ts'

const suffix = '.chunks'

/**
 * One append-only file of checked frames per document in `directory`, which is made when missing.
 * One process at a time. A torn last write is cut off when the document is next touched; a document
 * broken anywhere else answers `storage-unavailable` with detail `corrupt` and is left as it is.
 */
export const createNodeDocumentStorage = (directory: string, open?: OpenFile): DocumentStorage => {
  const files = createDurableFiles(open)
  const folder = resolve(directory)
  const inOrder = createKeyedQueue()
  /** Lengths of files known to end with a whole frame; 0 when there is no file. */
  const lengths = new Map<string, number>()

  const recover = async (path: string) => {
    // As plain bytes: a Buffer's `slice` shares memory with the file it was cut from.
    const file = new Uint8Array(await unlessMissing(readFile(path), new Uint8Array(0)))
    const { chunks, wholeBytes, tail } = parseFrames(file)
    if (tail === 'corrupt') return null
    if (tail === 'torn') await (wholeBytes === 0 ? files.remove(path) : files.truncate(path, wholeBytes))
    lengths.set(path, wholeBytes)
    return { chunks, length: wholeBytes }
  }

  const replaceFile = async (path: string, chunk: Uint8Array): Promise<null> => {
    const frame = encodeFrame(chunk)
    await files.ensureDirectory(folder)
    await files.replace(path, frame)
    lengths.set(path, frame.length)
    return null
  }

  const appendToFile = async (path: string, length: number, chunk: Uint8Array): Promise<null> => {
    const frame = encodeFrame(chunk)
    await files.appendAt(path, length, frame)
    lengths.set(path, length + frame.length)
    return null
  }

  /** One operation at a time on a document; after a failure its file is looked at afresh. */
  const onDocument = <T>(documentId: string, operation: (path: string) => Promise<T | Corrupt>) => {
    const fileName = nameToFileName(documentId, suffix)
    if (fileName === null) return Promise.resolve(unavailable('name-too-long'))
    const path = join(folder, fileName)
    return inOrder(path, async (): Promise<Result<T, StorageError>> => {
      const result = await tryStorage(() => operation(path))
      if (!result.ok) lengths.delete(path)
      if (!result.ok) return result
      return result.value === corrupt ? unavailable('corrupt') : ok(result.value)
    })
  }

  return {
    load: documentId => onDocument(documentId, async path => (await recover(path))?.chunks ?? corrupt),
    append: (documentId, chunk) =>
      onDocument(documentId, async path => {
        const length = lengths.get(path) ?? (await recover(path))?.length
        if (length === undefined) return corrupt
        return length === 0 ? replaceFile(path, chunk) : appendToFile(path, length, chunk)
      }),
    replace: (documentId, chunk) => onDocument(documentId, path => replaceFile(path, chunk)),
    remove: documentId =>
      onDocument(documentId, async path => {
        await files.remove(path)
        lengths.set(path, 0)
        return null
      }),
    list: () =>
      tryStorage(async () => {
        const fileNames = await namesIn(folder)
        return fileNames.map(name => fileNameToName(name, suffix)).filter(name => name !== null)
      }),
  }
}

type Corrupt = typeof corrupt
const corrupt = Symbol('corrupt')

const unavailable = (detail: string) => err({ type: 'storage-unavailable', detail } as const)

const namesIn = async (directory: string): Promise<readonly string[]> => unlessMissing(readdir(directory), [])
