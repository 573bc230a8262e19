import type { DocumentStorage } from '../../core/ports.ts'
import { createDatabase, requestDone } from './indexed-db.ts'
import { storedBytes } from './stored-bytes.ts'

/** Chunks in IndexedDB under `[documentId, sequence]`; sequences of one document only grow. */
export const createBrowserDocumentStorage = (databaseName = 'gesso-documents'): DocumentStorage => {
  const database = createDatabase(databaseName)
  return {
    load: documentId =>
      database.read(async store => {
        const chunks: readonly unknown[] = await requestDone(store.getAll(chunksOf(documentId)))
        return chunks.map(storedBytes)
      }),
    append: (documentId, chunk) =>
      database.write(async store => {
        const sequence = (await lastSequence(store, documentId)) + 1
        await requestDone(store.put(chunk.slice(), [documentId, sequence]))
        return null
      }),
    replace: (documentId, chunk) =>
      database.write(async store => {
        await requestDone(store.delete(chunksOf(documentId)))
        await requestDone(store.put(chunk.slice(), [documentId, 0]))
        return null
      }),
    remove: documentId =>
      database.write(async store => {
        await requestDone(store.delete(chunksOf(documentId)))
        return null
      }),
    list: () => database.read(documentIds),
  }
}

/** In IndexedDB's order any array sorts after any number, so this spans every sequence. */
const chunksOf = (documentId: string): IDBKeyRange => IDBKeyRange.bound([documentId], [documentId, []])

const lastSequence = async (store: IDBObjectStore, documentId: string): Promise<number> => {
  const cursor = await requestDone(store.openKeyCursor(chunksOf(documentId), 'prev'))
  return cursor === null ? -1 : parseKey(cursor.key).sequence
}

/** Skips from document to document rather than reading every key. */
const documentIds = async (store: IDBObjectStore): Promise<readonly string[]> => {
  const ids: string[] = []
  const request = store.openKeyCursor()
  for (let cursor = await requestDone(request); cursor; cursor = await requestDone(request)) {
    const { documentId } = parseKey(cursor.key)
    ids.push(documentId)
    cursor.continue([documentId, []])
  }
  return ids
}

const parseKey = (key: IDBValidKey): { readonly documentId: string; readonly sequence: number } => {
  const [documentId, sequence] = Array.isArray(key) ? key : []
  if (typeof documentId === 'string' && typeof sequence === 'number') return { documentId, sequence }
  throw new TypeError('a key in the document database is not [documentId, sequence]')
}
