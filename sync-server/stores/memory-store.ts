import { bytesToHex } from '../../src/base/bytes.ts'
import { type Random, systemRandom } from '../../src/base/random.ts'
import { type Result, err, ok } from '../../src/base/result.ts'
import {
  assertDocumentId,
  assertOwner,
  changesBytes,
  type DocumentId,
  type DocumentStore,
  type StoredDocument,
  type StoreEntry,
  type StoreError,
} from './store.ts'

// Copies are made with the constructor: `slice` of a Node Buffer is a view of the same bytes.

/** Keeps everything in memory and nothing on disk: for tests and for a relay that is only tried out. */
export const createMemoryStore = (random: Random = systemRandom): DocumentStore => {
  const documents = new Map<DocumentId, StoredDocument>()
  /** The number of the last write to each document. */
  const writtenAt = new Map<DocumentId, number>()
  let writes = 0
  const storeId = random.bytes(16)
  let closed = false

  const whenOpen = <T>(answer: () => T): Promise<Result<T, StoreError>> =>
    Promise.resolve(closed ? err({ type: 'store-closed' }) : ok(answer()))

  const place = (): string => `${bytesToHex(storeId)}-${writes}`

  const put = (documentId: DocumentId, entry: StoreEntry, keepsEarlier: boolean) => {
    assertDocumentId(documentId)
    assertOwner(entry.owner32)
    return whenOpen(() => {
      const known = documents.get(documentId)
      writtenAt.set(documentId, ++writes)
      const added = entry.changes.map(change => new Uint8Array(change))
      documents.set(documentId, {
        owner32: known?.owner32 ?? (entry.owner32 === null ? null : new Uint8Array(entry.owner32)),
        changes: keepsEarlier ? [...(known?.changes ?? []), ...added] : added,
      })
      return null
    })
  }

  const bytesOf = (counted: (document: StoredDocument) => boolean): number =>
    [...documents.values()].filter(counted).reduce((total, each) => total + changesBytes(each.changes), 0)

  return {
    storeId: () => storeId.slice(),
    load: async documentId => {
      assertDocumentId(documentId)
      return whenOpen(() => documents.get(documentId) ?? null)
    },
    append: async (documentId, entry) => put(documentId, entry, true),
    replace: async (documentId, entry) => put(documentId, entry, false),
    has: async documentId => {
      assertDocumentId(documentId)
      return whenOpen(() => documents.has(documentId))
    },
    ownerOf: async documentId => {
      assertDocumentId(documentId)
      return whenOpen(() => documents.get(documentId)?.owner32 ?? null)
    },
    place: () => whenOpen(place),
    writtenSince: from =>
      whenOpen(() => {
        const [id, number] = from?.split('-') ?? []
        const since = id === bytesToHex(storeId) ? Number(number) : null
        const written = [...writtenAt].filter(([, at]) => since === null || at > since)
        return {
          documents: written.map(([documentId]) => documentId),
          place: place(),
          isAll: since === null,
        }
      }),
    stats: () => whenOpen(() => ({ documents: documents.size, bytes: bytesOf(() => true) })),
    bytesByOwner: async owner32 => {
      assertOwner(owner32)
      const owner = bytesToHex(owner32)
      return whenOpen(() => bytesOf(each => each.owner32 !== null && bytesToHex(each.owner32) === owner))
    },
    close: async () => {
      closed = true
    },
  }
}
